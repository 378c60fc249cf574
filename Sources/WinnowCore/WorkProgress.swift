/// The progress says how far a long piece of work is; what it is shown as is up to the caller.
public struct WorkProgress: Sendable {
    /// The task is what is being done, such as `sampling maze medium`.
    public var task: String
    public var done: Double
    public var total: Double
    /// Anything else worth showing, such as tokens per second.
    public var detail: String

    public init(task: String, done: Double, total: Double, detail: String = "") {
        self.task = task
        self.done = done
        self.total = total
        self.detail = detail
    }

    /// Takes each update; called often, so it must be cheap.
    public typealias Observer = @Sendable (WorkProgress) async -> Void
}
