import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Opening and failing")
struct OpeningTests {
    @Test("a missing file is not made for reading", arguments: [(true, true), (true, false), (false, false)])
    func missingFile(readOnly: Bool, create: Bool) throws {
        try withFolder { folder in
            let path = folder + "/no.db"
            let error = #expect(throws: StoreError.self) {
                try Store(path: path, readOnly: readOnly, create: create)
            }
            #expect(error?.kind == .missing)
            #expect(error?.description.contains(path) == true)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a missing folder is named")
    func missingFolder() throws {
        try withFolder { folder in
            let error = #expect(throws: StoreError.self) { try Store(path: folder + "/sub/x.db") }
            #expect(error?.kind == .missing)
            #expect(error?.what.contains("\(folder)/sub") == true)
        }
    }

    @Test("a folder is not a database")
    func folder() throws {
        try withFolder { folder in
            let error = #expect(throws: StoreError.self) { try Store(path: folder) }
            #expect(error?.kind == .notADatabase)
        }
    }

    @Test("what is not Winnow's is left as it is, byte for byte", arguments: ["text", "foreign", "short"])
    func notADatabase(kind: String) throws {
        try withFolder { folder in
            let path = folder + "/other.db"
            switch kind {
            case "text": try String(repeating: "no database\n", count: 500).write(toFile: path)
            case "short": try "x".write(toFile: path)
            default:
                let queue = try DatabaseQueue(path: path)
                try queue.write { try $0.execute(sql: "CREATE TABLE photo (id INTEGER); PRAGMA user_version = 1") }
                try queue.close()
            }
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            for readOnly in [false, true] {
                let error = #expect(throws: StoreError.self) { try Store(path: path, readOnly: readOnly) }
                #expect(error?.kind == .notADatabase)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["other.db"])
        }
    }

    @Test("a newer schema is refused and left as it is")
    func newerSchema() throws {
        try withFolder { folder in
            let path = folder + "/new.db"
            let store = try Store(path: path)
            try store.write { try $0.execute(sql: "PRAGMA user_version = \(Schema.version + 1)") }
            try store.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            for readOnly in [false, true] {
                let error = #expect(throws: StoreError.self) { try Store(path: path, readOnly: readOnly) }
                #expect(error?.kind == .newerSchema)
                #expect(
                    error?.description
                        == "'\(path)' has schema \(Schema.version + 1), this winnow knows \(Schema.version): update winnow"
                )
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("a store opened for reading does not write")
    func readOnlyStore() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
            try example.store.close()
            let store = try Store(path: path, readOnly: true)
            let error = #expect(throws: StoreError.self) {
                try store.append([example.entry(1, 1)], to: example.run, judgedBy: example.judges)
            }
            #expect(error?.kind == .readOnly)
            #expect(try store.sampleIndices(of: example.run) == [example.problems[0]: RangeSet(0..<1)])
        }
    }

    @Test("a folder that takes no files is an error of its own")
    func readOnlyFolder() throws {
        // Nobody, root included, makes files in /proc.
        let error = #expect(throws: StoreError.self) { try Store(path: "/proc/winnow.db") }
        #expect(error?.kind == .readOnly)
        #expect(error?.what.contains("/proc/winnow.db") == true)
    }

    @Test("a full disk stores nothing of the batch and loses nothing of the others")
    func fullDisk() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...1, 0..<8), to: example.run, judgedBy: example.judges)
            try example.store.write { db in
                let pages = try db.single("PRAGMA page_count")
                try db.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
            }
            let error = #expect(throws: StoreError.self) {
                try example.store.append(example.entries(2...4, 0..<500), to: example.run, judgedBy: example.judges)
            }
            #expect(error?.kind == .full)
            #expect(try example.stored() == example.entries(1...1, 0..<8))
            try example.store.write { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
            try example.store.append(example.entries(2...4, 0..<8), to: example.run, judgedBy: example.judges)
            #expect(try example.stored() == example.entries(1...4, 0..<8))
            #expect(try example.store.rows("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test("a database that another process is writing can be read, and says so to writers")
    func locked() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
            let other = try Store(path: path, readOnly: false, create: false, busyTimeout: 0.05)
            try example.store.write { db in
                try db.execute(sql: "DELETE FROM estimate")
                let error = #expect(throws: StoreError.self) {
                    try other.append([example.entry(1, 1)], to: example.run, judgedBy: example.judges)
                }
                #expect(error?.kind == .locked)
                #expect(try other.sampleIndices(of: example.run).count == 1)
            }
            try other.append([example.entry(1, 1)], to: example.run, judgedBy: example.judges)
            #expect(try example.stored().count == 2)
        }
    }

    @Test("a damaged file is reported as such")
    func corrupt() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...4, 0..<200), to: example.run, judgedBy: example.judges)
            try example.store.close()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for index in stride(from: bytes.count * 3 / 4 / 4096 * 4096, to: bytes.count, by: 1) { bytes[index] = 0x5A }
            try bytes.write(to: URL(fileURLWithPath: path))
            let store = try Store(path: path, readOnly: true)
            let error = #expect(throws: StoreError.self) {
                try store.forEachCandidate(of: example.run, judgedBy: example.judges) { _ in }
            }
            #expect(error?.kind == .corrupt)
            #expect(error?.hint.contains(".recover") == true)
        }
    }

    @Test("a database of the released schema is read and extended")
    func released() throws {
        let fixture = fixturePath("released-v1.sqlite")
        try withFolder { folder in
            let path = folder + "/copy.db"
            try FileManager.default.copyItem(atPath: fixture, toPath: path)
            var verifier = Example.verifier
            verifier.name = "chain"
            let example = try Example(Store(path: path), verifier: verifier)
            #expect(try example.stored() == example.entries(1...4, 0..<3))
            #expect(
                try example.store.estimates(of: example.run) == [.example("majority", budget: 2, right: 0.5)])
            try example.store.append(example.entries(1...4, 3..<4), to: example.run, judgedBy: example.judges)
            #expect(try example.stored() == example.entries(1...4, 0..<4))
            #expect(try example.store.estimates(of: example.run).isEmpty)
            #expect(try example.store.rows("PRAGMA user_version") == ["\(Schema.version)"])
        }
    }

    @Test("a database whose making was cut short is made to the end")
    func unfinished() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT PRIMARY KEY)") }
            try queue.close()
            let example = try Example(Store(path: path))
            try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
            #expect(try example.stored().count == 1)
        }
    }

    @Test("many may make and fill the same database at the same time")
    func simultaneousMaking() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path + "/x.db"
        try await withThrowingTaskGroup { group in
            for sample in 0..<8 {
                group.addTask {
                    let example = try Example(Store(path: path))
                    try example.store.append([example.entry(1, sample)], to: example.run, judgedBy: example.judges)
                }
            }
            try await group.waitForAll()
        }
        let example = try Example(Store(path: path))
        #expect(try example.stored() == example.entries(1...1, 0..<8))
    }

    @Test("an error is one line that says what to do")
    func description() {
        #expect(StoreError(.full, "no space", hint: "free some").description == "no space: free some")
        #expect(StoreError(.other, "no space").description == "no space")
    }
}

extension String {
    fileprivate func write(toFile path: String) throws {
        try write(toFile: path, atomically: true, encoding: .utf8)
    }
}
