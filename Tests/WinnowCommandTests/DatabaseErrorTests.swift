import Foundation
import Testing

@Suite("Databases that cannot be used")
struct DatabaseErrorTests {
    /// The commands that read a database.
    static let readers = [["list", "runs"], ["inspect", "--problem", "1"]]

    private func refused(_ path: String, _ message: String) throws {
        for reader in Self.readers {
            let call = try Call(reader + ["--db", path])
            #expect(call.status == 1)
            #expect(call.output.isEmpty)
            #expect(call.hasOneLineError, "\(call.error)")
            #expect(call.error.contains(message), "\(call.error)")
        }
    }

    @Test("a path without a file is refused, and no file is made")
    func missing() throws {
        let folder = try TemporaryFolder()
        try refused(folder.path("none.db"), "there is no database at")
        #expect(!FileManager.default.fileExists(atPath: folder.path("none.db")))
        try refused("/nowhere/none.db", "there is no database at")
    }

    @Test(
        "a file that is no database is refused and stays as it is",
        arguments: ["", "text\n", "SQLite format 3\0 not"])
    func noDatabase(content: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(content, to: "x.db")
        try refused(file.path, "is not a Winnow database")
        #expect(try Data(contentsOf: file) == Data(content.utf8))
    }

    @Test("a folder is refused")
    func isFolder() throws {
        let folder = try TemporaryFolder()
        try refused(folder.url.path, "is a folder")
    }

    @Test("a database of another program is refused")
    func otherProgram() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("other.db")
        #expect(try Call(script: "sqlite3 '\(path)' 'create table t (x); insert into t values (1)'").status == 0)
        try refused(path, "is not a Winnow database")
    }

    @Test("a database of a newer winnow is refused")
    func newer() throws {
        let folder = try TemporaryFolder()
        let path = try ExampleDatabase(in: folder).path
        #expect(try Call(script: "sqlite3 '\(path)' 'pragma user_version = 99'").status == 0)
        try refused(path, "has schema 99")
    }
}
