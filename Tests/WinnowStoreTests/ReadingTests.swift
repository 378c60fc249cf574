import Foundation
import Glibc
import Testing

@testable import WinnowStore

@Suite("Reading files that may or may not be written")
struct ReadingTests {
    @Test("reading a closed database leaves the file as it is, and no other")
    func closed() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...4, 0..<4), to: example.run, judgedBy: example.judges)
            try example.store.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let store = try Store(path: path, readOnly: true)
            #expect(try store.sampleIndices(of: example.run).count == 4)
            try store.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.db"])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("what a killed process left in its log is read, and folded into the file")
    func killed() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let copy = folder + "/copy.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...4, 0..<4), to: example.run, judgedBy: example.judges)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let store = try Store(path: copy, readOnly: true)
            #expect(try store.sampleIndices(of: example.run).count == 4)
            try store.close()
            #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
            #expect(!FileManager.default.fileExists(atPath: copy + "-shm"))
        }
    }

    @Test("a database can be read while another process has it open and writes")
    func inUse() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
            let reader = try Store(path: path, readOnly: true)
            #expect(try reader.sampleIndices(of: example.run) == [example.problems[0]: RangeSet(0..<1)])
            try example.store.append([example.entry(1, 1)], to: example.run, judgedBy: example.judges)
            #expect(try reader.sampleIndices(of: example.run) == [example.problems[0]: RangeSet(0..<2)])
            try reader.close()
            try example.store.append([example.entry(1, 2)], to: example.run, judgedBy: example.judges)
            #expect(try example.stored().count == 3)
        }
    }

    @Test(
        "a closed database in a folder that takes no files is read without making any",
        .enabled(if: canGiveUpPrivileges),
        arguments: ["x.db", "5% of?#;.db"])
    func readOnlyFolder(name: String) async throws {
        try await withReadOnlyFolder(name) { path, example in
            try example.store.append(example.entries(1...4, 0..<4), to: example.run, judgedBy: example.judges)
            try example.store.close()
        } reading: { path in
            await #expect(processExitsWith: .success) { [path = path as String] in
                try #require(giveUpPrivileges())
                let store = try Store(path: path, readOnly: true)
                let run = try #require(try store.runs().first)
                #expect(try store.sampleIndices(of: run.id).count == 4)
                let error = #expect(throws: StoreError.self) { try store.findOrInsert(Example.problemSet) }
                #expect(error?.kind == .readOnly)
                let writer = #expect(throws: StoreError.self) { try Store(path: path) }
                #expect(writer?.kind == .readOnly)
                let files = try FileManager.default.contentsOfDirectory(
                    atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
                #expect(files.count == 1)
            }
        }
    }

    @Test(
        "a closed database in a folder that takes no files is merged into another", .enabled(if: canGiveUpPrivileges))
    func mergingFromReadOnlyFolder() async throws {
        try await withReadOnlyFolder("x.db") { path, example in
            try example.store.append(example.entries(1...4, 0..<4), to: example.run, judgedBy: example.judges)
            try example.store.close()
        } reading: { path in
            await #expect(processExitsWith: .success) { [path = path as String] in
                try #require(giveUpPrivileges())
                try withFolder { folder in
                    let summary = try Store.merge([path], into: folder + "/all.db")
                    #expect(summary == MergeSummary(runs: 1, candidates: 16, judgements: 64))
                }
            }
        }
    }

    @Test(
        "a database that was not closed, in a folder that takes no files, is an error that says what to do",
        .enabled(if: canGiveUpPrivileges))
    func notClosed() async throws {
        try await withReadOnlyFolder("x.db") { path, example in
            try example.store.append(example.entries(1...4, 0..<4), to: example.run, judgedBy: example.judges)
            // As a killed process leaves it, without the index of the log.
            let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
            try example.store.close()
            try log.write(to: URL(fileURLWithPath: path + "-wal"))
        } reading: { path in
            await #expect(processExitsWith: .success) { [path = path as String] in
                try #require(giveUpPrivileges())
                let error = #expect(throws: StoreError.self) { try Store(path: path, readOnly: true) }
                #expect(error?.kind == .readOnly)
                #expect(error?.what.contains("'\(path)-wal'") == true)
                #expect(error?.hint == "copy both files to a folder of your own and read the copy")
            }
        }
    }
}

/// Fills a database in a folder of its own, then takes away everybody's permission to write there.
private func withReadOnlyFolder(
    _ name: String, fill: (String, Example) throws -> Void, reading: (String) async -> Void
) async throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("winnow-store-\(UUID().uuidString)").path
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/" + name
    try fill(path, Example(Store(path: path)))
    for file in try files.contentsOfDirectory(atPath: folder) {
        try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder + "/" + file)
    }
    try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    await reading(path)
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    try files.removeItem(atPath: folder)
}

/// Whether the process of an exit test can be one that permissions stop: it is no root, or may become another user, which
/// some containers refuse. Where it cannot, such tests are skipped and say so.
private let canGiveUpPrivileges: Bool = {
    guard getuid() == 0 else { return true }
    func lines(_ path: String) -> [[Substring]] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map {
            $0.split(whereSeparator: \.isWhitespace)
        }
    }
    let capabilities = lines("/proc/self/status").first { $0.first == "CapEff:" }?.last.flatMap {
        UInt64($0, radix: 16)
    }
    let mayChangeUser = (capabilities ?? 0) >> 7 & 1 == 1
    // First user inside, first outside, and how many.
    let isMapped = lines("/proc/self/uid_map").contains { fields in
        let numbers = fields.compactMap { UInt64($0) }
        return numbers.count == 3 && numbers[0] <= nobody && nobody < numbers[0] + numbers[2]
    }
    return mayChangeUser && isMapped
}()

private let nobody: UInt64 = 65_534

/// Permissions do not stop root, so the process of an exit test that runs as root goes on as nobody.
///
/// - Returns: false where that is refused.
private func giveUpPrivileges() -> Bool {
    getuid() != 0 || setuid(uid_t(nobody)) == 0
}
