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
