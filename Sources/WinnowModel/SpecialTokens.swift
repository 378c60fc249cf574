/// The tokens of a model that mean something to the program that samples from it.
public struct SpecialTokens: Hashable, Sendable {
    /// Each of them ends a completion; empty when nothing but the length does.
    public var end: [Int]

    /// Fills batches up.
    public var padding: Int?

    /// Begins texts.
    public var begin: Int?

    /// Stands for words that the vocabulary lacks.
    public var unknown: Int?

    /// None of the four unless given.
    public init(end: [Int] = [], padding: Int? = nil, begin: Int? = nil, unknown: Int? = nil) {
        self.end = end
        self.padding = padding
        self.begin = begin
        self.unknown = unknown
    }

    /// All of them that have a meaning of their own, in ascending order.
    var marks: [Int] { Set(end + [padding, begin].compactMap(\.self)).sorted() }
}
