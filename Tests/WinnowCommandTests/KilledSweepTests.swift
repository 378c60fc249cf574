import Foundation
import Testing
import WinnowRandom
import WinnowStore

@Suite("Sweeps that are killed")
struct KilledSweepTests {
    private let folder: TemporaryFolder
    private let total = 16_000

    init() throws { folder = try TemporaryFolder() }

    private func arguments(_ database: String) throws -> [String] {
        [
            "sweep", "--domain", "chain", "--model", try TinyGenerator.chain.get(), "--problems", "20", "--samples",
            "800", "--budgets", "1", "--strategies", "single", "--seed", "7", "--db", folder.path(database),
        ]
    }

    /// Candidates of all sampling runs.
    private func candidates(_ database: String) -> Int {
        guard let store = try? Store(path: folder.path(database), readOnly: true),
            let runs = try? store.overview()
        else { return 0 }
        return runs.filter { $0.kind == .sample }.reduce(0) { $0 + $1.candidates }
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

    @Test("a sweep that is killed and interrupted again and again ends as an uninterrupted one")
    func killed() throws {
        var random = CounterRandom(key: 20_261_123, stream: 0)
        var stored = 0
        // The first is killed while the file is made, the others some time after a batch was committed.
        for kill in 0..<4 {
            let program = try RunningProgram(try arguments("x.db"))
            if kill > 0 { _ = program.wait { candidates("x.db") > stored } }
            Thread.sleep(forTimeInterval: 0.001 * Double(random.below(80)))
            let end = try program.end(with: SIGKILL)
            #expect(end.status == 128 + SIGKILL)
            let now = candidates("x.db")
            // Nothing that was committed is lost, and no kill came too late.
            #expect(now >= stored && now < total)
            #expect(kill == 0 || now > stored)
            stored = now
        }

        // Ctrl-C commits what is done, prints the command to resume and exits with 130.
        let program = try RunningProgram(try arguments("x.db"))
        _ = program.wait { candidates("x.db") > stored }
        let end = try program.end(with: SIGINT)
        #expect(end.status == 130)
        let line = try #require(end.error.split(separator: "\n").last)
        let begin = "winnow: interrupted; finished work is kept. Resume with: "
        #expect(line.hasPrefix(begin), "\(end.error)")
        #expect((stored..<total).contains(candidates("x.db")))

        let resumed = try Call(script: String(line.dropFirst(begin.count)))
        #expect(resumed.status == 0, "\(resumed.error)")
        let whole = try Call(arguments("whole.db"))
        #expect(resumed.output.replacing("x.db", with: "whole.db") == whole.output)
        #expect(try digests("x.db") == digests("whole.db"))
        #expect(candidates("x.db") == total)
        let check = try Call(
            script: "sqlite3 '\(folder.path("x.db"))' 'pragma integrity_check; pragma foreign_key_check'")
        #expect(check.output == "ok\n")
    }
}
