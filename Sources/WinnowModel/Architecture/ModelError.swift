/// The error says what is wrong with a model, its files or its use, and what to do about it.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problem is told as a sentence without a full stop.
    public var problem: String

    /// The hint says what to do about it.
    public var hint: String

    /// Makes an error of both parts, neither of which ends in a full stop.
    public init(_ problem: String, hint: String) {
        self.problem = problem
        self.hint = hint
    }

    /// The description has both parts, for people.
    public var description: String { "\(problem); \(hint)" }
}
