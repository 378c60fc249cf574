import Foundation
import Testing
import WinnowStore

/// Packs: one file from which every table can be made again.
@Suite("Packs")
struct PackTests {
    private let folder: TemporaryFolder
    private let database: String
    private let pack: String

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder).path
        pack = folder.path("pool.winnow")
        let call = try Call([
            "pack", "--db", database, "--run", "1", "--licence", "CC0-1.0", "--title", "Mazes", pack, "--quiet",
        ])
        #expect(call.status == 0, "\(call.error)")
    }

    @Test("replaying makes the same tables, to the digit, and says whose they are")
    func replay() throws {
        let call = try Call(["replay", pack, "--format", "csv", "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.error.contains("Mazes, licence CC0-1.0, 1 run,"))
        #expect(call.error.contains("table strategies:") && call.error.contains("rows, equal to the digit"))
        let table = try Call(["table", "--db", database, "--run", "1", "--format", "csv", "--by-difficulty", "--quiet"])
        #expect(call.output == table.output)
    }

    @Test("a pack is one database of the runs that were asked for, and nothing else")
    func content() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names.filter { $0.contains("pool") || $0.contains("pack") } == ["pool.winnow"])
        let store = try Store(path: pack, readOnly: true)
        #expect(try store.overview().map(\.domain) == ["maze"])
        let merged = folder.path("merged.db")
        #expect(try Call(["merge", database, pack, "--into", merged]).output.contains("added 3 runs"))
    }

    @Test("packing the pack gives the same digest")
    func again() throws {
        let second = folder.path("second.winnow")
        let call = try Call(["pack", "--db", pack, second, "--quiet"])
        let digest = try #require(
            try Store(path: pack, readOnly: true).packEntries()?.first { $0.name.contains("rows") })
        #expect(call.output.contains(digest.content))
    }

    @Test(
        "a pack in which anything was changed is refused with one line",
        arguments: [
            "DROP TRIGGER judgement_is_never_updated; UPDATE judgement SET correct = 1 - correct WHERE candidate_id = 1",
            "DROP TRIGGER candidate_is_never_updated; UPDATE candidate SET log_probability = -1 WHERE id = 2",
            "UPDATE pack SET content = replace(content, '0.', '1.') WHERE name = 'table: strategies'",
            "UPDATE pack SET content = 'MIT' WHERE name = 'licence'",
            "DELETE FROM pack WHERE name = 'sha256 of rows'",
        ])
    func tampering(sql: String) throws {
        let change = try Call(script: "sqlite3 '\(pack)' \"\(sql)\"")
        #expect(change.status == 0, "\(change.error)")
        let call = try Call(["replay", pack, "--quiet"])
        #expect(call.status == 1 && call.hasOneLineError && call.error.contains("is damaged"), "\(call.error)")
    }

    @Test("a file that is cut or overwritten in the middle is refused with one line")
    func damage() throws {
        let whole = try Data(contentsOf: URL(filePath: pack))
        var holed = whole
        let middle = whole.count / 2
        holed.replaceSubrange(middle..<middle + 4096, with: Data(repeating: 0x5A, count: 4096))
        for (name, data) in [("cut", whole.prefix(whole.count * 2 / 3)), ("holed", holed)] {
            try data.write(to: folder.url.appending(path: name))
            let call = try Call(["replay", folder.path(name), "--quiet"])
            #expect(call.status == 1 && call.hasOneLineError, "\(name): \(call.error)")
        }
        let plain = try Call(["replay", database])
        #expect(plain.status == 1 && plain.hasOneLineError && plain.error.contains("is no pack"))
        #expect(try Call(["pack", "--db", database, pack]).error.contains("--force"))
    }
}
