import WinnowCore

/// The progress is that of work that has several parts of about equal length.
struct PartProgress: Sendable {
    /// This is being done.
    let task: String

    /// It is done to this.
    let detail: String

    /// So many parts come before those of this piece of work, and so many there are in all.
    let first: Int
    let total: Int

    let observe: WorkProgress.Observer

    /// Reports that a part, counted from 0, has begun.
    func begin(_ part: Int) async {
        await report(part, 0)
    }

    /// Takes the share of a part that is done, as it grows.
    func share(of part: Int) -> @Sendable (Double) async -> Void {
        { await report(part, $0) }
    }

    private func report(_ part: Int, _ share: Double) async {
        await observe(
            WorkProgress(task: task, done: Double(first + part) + share, total: Double(total), detail: detail))
    }
}
