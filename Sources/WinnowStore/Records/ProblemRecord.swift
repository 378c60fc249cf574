/// One problem of a set; the set and ``canonicalHash`` are its natural key.
public struct ProblemRecord: Hashable, Sendable {
    /// 1-based, in the set.
    public var position: Int

    /// Hash of the problem in normal form: what pairs problems between runs and files.
    public var canonicalHash: String

    /// Such as `easy`.
    public var difficulty: String

    /// `train`, `tune` or `test`.
    public var split: String

    /// The problem's text, from which its domain can rebuild it; stored as `{"specification": …}`.
    public var specification: String

    /// The prompt's text as the model read it.
    public var prompt: String

    public init(
        position: Int, canonicalHash: String, difficulty: String, split: String, specification: String, prompt: String
    ) {
        self.position = position
        self.canonicalHash = canonicalHash
        self.difficulty = difficulty
        self.split = split
        self.specification = specification
        self.prompt = prompt
    }
}

/// A frozen, versioned list of problems; its four fields together are its natural key.
public struct ProblemSetRecord: Hashable, Sendable {
    public var domain: String

    /// Such as `maze-test-v1`.
    public var name: String

    public var version: Int

    /// The digest identifies the list's content, whatever length of it is used: the list is extended, never changed.
    public var sha256: String

    public init(domain: String, name: String, version: Int, sha256: String) {
        self.domain = domain
        self.name = name
        self.version = version
        self.sha256 = sha256
    }
}

/// The parts that problems are split into, as ``ProblemRecord/split`` names them.
enum ProblemSplit: String, CaseIterable {
    case train
    case tune
    case test
}
