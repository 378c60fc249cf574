import WinnowCore
import WinnowText

/// The text of a progress report.
struct ProgressLine {
    let progress: WorkProgress

    /// This much was done when the clock was started: work of an earlier call that this one goes on with.
    let initial: Double

    /// Since the clock was started.
    let elapsed: Duration

    private var share: Double {
        progress.total > 0 ? min(1, max(0, progress.done / progress.total)) : 0
    }

    /// The time that is left at the rate since the clock was started; nil while nothing is done, and when all is.
    private var remaining: Duration? {
        guard progress.done > initial, progress.done < progress.total else { return nil }
        return elapsed * ((progress.total - progress.done) / (progress.done - initial))
    }

    private var status: String {
        let parts = [
            "\(Int(100 * share))%", VisibleText.shown(progress.detail), remaining.map { "ETA \(Self.text($0))" } ?? "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private var task: String { VisibleText.shown(progress.task) }

    /// A line for a log: `sampling chain medium: 40%, 12000 tokens/s, ETA 1:05`.
    var plain: String { "\(task): \(status)" }

    /// A line for a terminal, with a bar, of at most `width` columns.
    func bar(width: Int) -> String {
        let cells = 20
        let full = Int(Double(cells) * share)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
        return String("\(task) \(bar) \(status)".prefix(width))
    }

    /// Writes a duration such as `0:05`, `12:30` or `1:02:03`.
    static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0
            ? "\(hours):\(padded(minutes)):\(padded(seconds % 60))" : "\(minutes):\(padded(seconds % 60))"
    }
}
