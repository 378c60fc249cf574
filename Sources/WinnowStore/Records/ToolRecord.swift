/// A tool reads or judges candidates; kind, name, version, hash and parameters together are its natural key.
public struct ToolRecord: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case extractor
        case grader
        case validator
        case scorer
        case verifier
    }

    /// A declaration says what a verifier promises and looks at; stored with the tool so that tables can say it.
    public struct Declaration: Hashable, Sendable {
        /// Every accepted answer is right.
        public var sound: Bool

        /// Every right answer is accepted.
        public var complete: Bool

        /// The verdict is computed from this, besides the problem: `answer`, `trace` or `reference`.
        public var evidence: String

        /// True where verifying computes the answer, so that the verifier is an answer key.
        public var solvesTheProblem: Bool

        public init(sound: Bool, complete: Bool, evidence: String, solvesTheProblem: Bool) {
            self.sound = sound
            self.complete = complete
            self.evidence = evidence
            self.solvesTheProblem = solvesTheProblem
        }
    }

    public var kind: Kind
    public var name: String

    /// The version is raised whenever the tool may judge a candidate differently.
    public var version: Int

    /// The weights of a learned tool have this digest; else it is empty.
    public var sha256: String

    /// The parameters are a JSON object.
    public var parametersJSON: String

    /// The declaration is nil for tools that are not verifiers.
    public var declaration: Declaration?

    public init(
        kind: Kind, name: String, version: Int, sha256: String = "", parametersJSON: String = "{}",
        declaration: Declaration? = nil
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.sha256 = sha256
        self.parametersJSON = parametersJSON
        self.declaration = declaration
    }
}
