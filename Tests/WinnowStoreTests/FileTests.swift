import Foundation
import Testing

@testable import WinnowStore

@Suite("What becomes of the file")
struct FileTests {
    private func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("a file that was deleted or replaced is noticed by the next write and at the end", arguments: [false, true])
    func deleted(isReplaced: Bool) throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
            try example.store.checkFile()
            try FileManager.default.removeItem(atPath: path)
            if isReplaced { try Data("another".utf8).write(to: URL(fileURLWithPath: path)) }
            for attempt in [
                { _ = try example.store.append([example.entry(1, 1)], to: example.run, judgedBy: example.judges) },
                { try example.store.checkFile() },
            ] {
                let error = #expect(throws: StoreError.self) { try attempt() }
                #expect(error?.kind == .missing)
                #expect(
                    error?.description
                        == "'\(path)' was deleted or replaced while it was in use: what was stored in it since is lost; "
                        + "run the same command again")
            }
            example.store.discardIfUnused()
            #expect(FileManager.default.fileExists(atPath: path) == isReplaced)
        }
    }

    @Test("a file that was made in vain is removed with its log; one with candidates, or that was there, stays")
    func discarded() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let unused = try Example(Store(path: path))
            #expect(try files(in: folder) == ["x.db", "x.db-shm", "x.db-wal"])
            unused.store.discardIfUnused()
            #expect(try files(in: folder) == [])

            try Store(path: path).close()
            try Store(path: path).discardIfUnused()
            #expect(try files(in: folder).contains("x.db"))
            try FileManager.default.removeItem(atPath: path)

            let used = try Example(Store(path: path))
            try used.store.append([used.entry(1, 0)], to: used.run, judgedBy: used.judges)
            used.store.discardIfUnused()
            #expect(try used.stored() == [used.entry(1, 0)])
        }
    }

    @Test("a merge that fails leaves no new file, and one that was there as it was")
    func failedMerge() throws {
        try withFolder { folder in
            for (name, flops) in [("a", 1.0), ("b", 2.0)] {
                let example = try Example(Store(path: "\(folder)/\(name).db"))
                var entry = example.entry(1, 0)
                entry.candidate.flops = flops
                try example.store.append([entry], to: example.run, judgedBy: example.judges)
                try example.store.close()
            }
            let sources = ["a", "b"].map { "\(folder)/\($0).db" }
            #expect(throws: StoreError.self) { try Store.merge(sources, into: folder + "/new.db") }
            #expect(try files(in: folder) == ["a.db", "b.db"])

            let before = try Data(contentsOf: URL(fileURLWithPath: sources[0]))
            #expect(throws: StoreError.self) { try Store.merge([sources[1]], into: sources[0]) }
            #expect(try files(in: folder) == ["a.db", "b.db"])
            #expect(try Data(contentsOf: URL(fileURLWithPath: sources[0])) == before)
        }
    }
}
