/// A beginning of a completion, with what the guide said of each of its steps.
struct SearchBranch: Hashable, Sendable {
    var tokens: [Int] = []
    /// One for each step.
    var values: [Double] = []
    /// Why it ended; nil while it can go on.
    var stop: String?

    static let root = SearchBranch()
}

/// A branch to go on from, several times.
struct SearchExpansion: Hashable, Sendable {
    var branch: SearchBranch
    /// What its steps are drawn with; child `i` draws from stream `i` of it.
    var key: UInt64
    var children: Int
    /// Whether the children run to their ends instead of one step.
    var isLast: Bool
}
