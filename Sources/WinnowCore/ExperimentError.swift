/// The error says what cannot be done, and what to do instead; the user sees it as one line.
public struct ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
    public var problem: String
    public var hint: String

    public init(_ problem: String, hint: String) {
        self.problem = problem
        self.hint = hint
    }

    public var description: String { "\(problem); \(hint)" }
}
