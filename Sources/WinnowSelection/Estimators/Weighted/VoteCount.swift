/// The running sums of a weighted vote.
struct VoteCount {
    /// Per party, the weight of its votes.
    var weights: [Double]

    /// Per party, the least stored position of its drawn candidates; `Int.max` while there is none.
    var firstSeen: [Int]

    /// The weight of the drawn candidates that do not vote.
    var blankWeight = 0.0

    init(parties: Int) {
        weights = [Double](repeating: 0, count: parties)
        firstSeen = [Int](repeating: .max, count: parties)
    }

    /// Whether a candidate of the party was drawn.
    func hasVotes(_ party: Int) -> Bool {
        firstSeen[party] < .max
    }
}
