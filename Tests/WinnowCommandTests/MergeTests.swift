import Foundation
import Testing

@Suite("winnow merge")
struct MergeTests {
    private func digests(_ path: String) throws -> [String] {
        let call = try Call(["list", "runs", "--db", path, "--format", "csv"])
        #expect(call.status == 0)
        // Run numbers depend on where runs were first stored, digests do not.
        return call.lines.dropFirst().map { String($0.suffix(64)) }.sorted()
    }

    @Test("the shards of a run become one run, and merging again adds nothing")
    func shards() throws {
        let folder = try TemporaryFolder()
        let whole = try ExampleDatabase(in: folder, name: "whole.db").path
        let a = try ExampleDatabase(in: folder, name: "a.db", samples: 0..<2).path
        let b = try ExampleDatabase(in: folder, name: "b.db", samples: 2..<5).path
        let c = folder.path("c.db")
        let call = try Call(["merge", b, a, "--into", c])
        #expect(call.status == 0)
        #expect(
            call.output
                == "added 3 runs and 21 candidates to '\(c)', which now has 3 runs and 21 candidates\n")
        #expect(try digests(c) == digests(whole))
        let again = try Call(["merge", a, "--into", c])
        #expect(
            again.output
                == "added 0 runs and 0 candidates to '\(c)', which now has 3 runs and 21 candidates\n")
        #expect(try digests(c) == digests(whole))
    }

    @Test("a source that is not there, or is no database, is refused and no target is made")
    func badSource() throws {
        let folder = try TemporaryFolder()
        let good = try ExampleDatabase(in: folder).path
        try folder.write("text", to: "bad.db")
        for bad in [folder.path("none.db"), folder.path("bad.db"), folder.url.path] {
            let call = try Call(["merge", good, bad, "--into", folder.path("c.db")])
            #expect(call.status == 1)
            #expect(call.hasOneLineError, "\(call.error)")
            #expect(call.error.contains(bad))
            #expect(!FileManager.default.fileExists(atPath: folder.path("c.db")))
        }
    }

    @Test("databases that contradict each other are refused and the target keeps its content")
    func contradiction() throws {
        let folder = try TemporaryFolder()
        let a = try ExampleDatabase(in: folder, name: "a.db").path
        let c = try ExampleDatabase(in: folder, name: "c.db", samples: 0..<1).path
        let before = try digests(c)
        // The same candidate with another log-probability, as from another machine.
        let forged = try Call(
            script: """
                sqlite3 '\(a)' 'select name from sqlite_schema where type = "trigger"' | while read name; do
                  sqlite3 '\(a)' "drop trigger $name"
                done
                sqlite3 '\(a)' 'update candidate set log_probability = -99'
                """)
        #expect(forged.status == 0)
        let call = try Call(["merge", a, "--into", c])
        #expect(call.status == 1)
        #expect(call.hasOneLineError, "\(call.error)")
        #expect(try digests(c) == before)
    }

    @Test("a database cannot be merged into itself")
    func itself() throws {
        let folder = try TemporaryFolder()
        let path = try ExampleDatabase(in: folder).path
        let call = try Call(["merge", path, "--into", path])
        #expect(call.status == 1)
        #expect(call.hasOneLineError)
    }

    @Test("sources and target must be given")
    func usage() throws {
        #expect(try Call(["merge", "--into", "c.db"]).status == 64)
        #expect(try Call(["merge", "a.db"]).status == 64)
    }
}
