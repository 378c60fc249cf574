import WinnowAnalysis
import WinnowReport
import WinnowRuns
import WinnowStore

/// A watch shows how far the runs of a database are while another process samples, until they are whole.
struct RunWatch {
    let database: String

    /// Between two looks it waits so long.
    static let pause = Duration.seconds(1)

    /// After so many looks without a new candidate nobody seems to be at work.
    private static let mostIdleLooks = 60

    /// Looks again and again and draws what it sees on a terminal; elsewhere looks once.
    ///
    /// - Returns: what was seen last.
    /// - Throws: `CancellationError` when cancelled; `StoreError` for a database that cannot be read.
    func lastLook(isInteractive: Bool, width: Int) async throws -> RunProgress {
        var progress = try look()
        guard isInteractive else { return progress }
        var (lines, idle) = (0, 0)
        defer { erase(lines) }
        while true {
            let text = progress.report.rendered(as: .terminal, PageLayout(width: width, footnoteLines: nil))
            erase(lines)
            Terminal.writeError(text)
            lines = text.count { $0 == "\n" }
            // Whole runs may be about to grow, or another run to begin: two looks have to agree.
            guard !(progress.isWhole && idle > 1), idle < Self.mostIdleLooks else { return progress }
            do { try await Task.sleep(for: Self.pause) } catch { return progress }
            let next = try look()
            idle = next.candidates == progress.candidates ? idle + 1 : 0
            progress = next
        }
    }

    private func look() throws -> RunProgress { try RunProgress(in: DatabaseFile.open(database)) }

    /// Goes back to the first of some lines, and clears what is below.
    private func erase(_ lines: Int) {
        if lines > 0 { Terminal.draw("\u{1B}[\(lines)A\r\u{1B}[J") }
    }
}
