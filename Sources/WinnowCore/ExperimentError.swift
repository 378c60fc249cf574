/// What cannot be done, and what to do instead; shown to the user as one line.
public struct ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
    public var problem: String
    public var hint: String

    public init(_ problem: String, hint: String) {
        self.problem = problem
        self.hint = hint
    }

    public var description: String { "\(problem); \(hint)" }
}
