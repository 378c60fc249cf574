public import Foundation

/// A candidate's own content is apart from what was said of it and of the file it is in: equal for equal candidates of
/// any two databases.
public struct CandidateBytes: Hashable, Sendable {
    /// The problem has this hash.
    public let canonicalHash: String

    public let sampleIndex: Int
    public let round: Int

    /// The completion: little-endian, two bytes each; empty where there is a ``text``.
    public let tokens: Data

    /// The completion of a candidate whose tokens are not known.
    public let text: String?

    public let logProbability: Double?
}
