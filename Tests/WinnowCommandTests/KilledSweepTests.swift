import Foundation
import Testing
import WinnowRandom
import WinnowStore

@Suite("Sweeps that are killed")
struct KilledSweepTests {
    private let folder: TemporaryFolder
    private let total = 36_000

    init() throws { folder = try TemporaryFolder() }

    private func arguments(_ database: String) throws -> [String] {
        [
            "sweep", "--domain", "chain", "--model", try TinyGenerator.chain.get(), "--problems", "40", "--samples",
            "900", "--budgets", "1", "--strategies", "single", "--seed", "7", "--db", folder.path(database),
        ]
    }

    /// Candidates of all sampling runs.
    private func candidates(_ database: String) -> Int {
        guard let store = try? Store(path: folder.path(database), readOnly: true),
            let runs = try? store.overview()
        else { return 0 }
        return runs.filter { $0.kind == "sample" }.reduce(0) { $0 + $1.candidates }
    }

    /// Counts and digest of each run, without the date.
    private func digests(_ database: String) throws -> [String] {
        let call = try Call(["list", "runs", "--db", folder.path(database), "--format", "csv"])
        #expect(call.status == 0, "\(call.error)")
        return call.lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return (fields[0...13] + fields[15...]).joined(separator: ",")
        }
    }

    private func uninterrupted() throws -> [String] {
        #expect(try Call(arguments("whole.db")).status == 0)
        return try digests("whole.db")
    }

    @Test("kill -9 at any moment loses no committed batch, and the same command ends with the uninterrupted run")
    func killed() async throws {
        let whole = try uninterrupted()
        var random = CounterRandom(key: 20_261_123, stream: 0)
        var stored = 0
        var interrupted = 0
        for kill in 0..<5 {
            let program = try RunningProgram(try arguments("x.db"))
            // The first is killed while the file is made, the others some time after a batch was committed.
            if kill > 0 { _ = try await program.wait { candidates("x.db") > stored } }
            try await Task.sleep(for: .milliseconds(random.below(60)))
            let end = try program.end(with: SIGKILL)
            let now = candidates("x.db")
            #expect(now >= stored && now <= total)
            if end.status == 128 + SIGKILL, now > 0, now < total { interrupted += 1 }
            stored = now
        }
        #expect(interrupted > 0, "no kill came in the middle")
        #expect(try Call(arguments("x.db")).status == 0)
        #expect(try digests("x.db") == whole)
        #expect(candidates("x.db") == total)
        let check = try Call(script: "sqlite3 '\(folder.path("x.db"))' 'pragma integrity_check; pragma foreign_key_check'")
        #expect(check.output == "ok\n")
    }

    @Test("Ctrl-C commits what is done, prints the command to resume and exits with 130")
    func interrupted() async throws {
        let whole = try uninterrupted()
        let program = try RunningProgram(try arguments("x.db"))
        _ = try await program.wait { candidates("x.db") > 0 }
        let end = try program.end(with: SIGINT)
        #expect(end.status == 130)
        let line = try #require(end.error.split(separator: "\n").last)
        let begin = "winnow: interrupted; finished work is kept. Resume with: "
        #expect(line.hasPrefix(begin), "\(end.error)")
        #expect((1..<total).contains(candidates("x.db")))
        // The printed command itself.
        let resumed = try Call(script: String(line.dropFirst(begin.count)))
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try digests("x.db") == whole)
    }
}
