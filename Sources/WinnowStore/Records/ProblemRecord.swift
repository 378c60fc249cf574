/// A problem is one of a set; the set and ``canonicalHash`` are its natural key.
public struct ProblemRecord: Hashable, Sendable {
    /// The position is 1-based, in the set.
    public var position: Int

    /// The hash of the problem in normal form pairs problems between runs and files.
    public var canonicalHash: String

    /// The difficulty is such as `easy`.
    public var difficulty: String

    /// The split is `train`, `tune` or `test`.
    public var split: String

    /// The problem's domain can rebuild it from this text; it is stored as `{"specification": …}`.
    public var specification: String

    /// The model read this text.
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

/// A problem set is a frozen, versioned list of problems; its four fields together are its natural key.
public struct ProblemSetRecord: Hashable, Sendable {
    public var domain: String

    /// The name is such as `maze-test-v1`.
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

/// A split is a part of the problems, as ``ProblemRecord/split`` names it.
enum ProblemSplit: String, CaseIterable {
    case train
    case tune
    case test
}
