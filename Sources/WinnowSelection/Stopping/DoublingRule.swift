/// Looks after 2, 4, 8 … samples and stops when one answer has a supermajority of the votes.
///
/// Checked: the doubling and the share of 75 %. Not checked: whether samples without an answer count; here they do not.
/// `stop-doubling0.9` asks for another share.
///
/// Source: a rule of practice, of which no paper was found.
struct DoublingRule: StoppingRule {
    let threshold: Double

    /// The share is this where a name gives none.
    static let usualThreshold = 0.75

    /// - Parameter threshold: in 0…1.
    init(threshold: Double = usualThreshold) {
        self.threshold = threshold
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        drawn.samples >= 2 && drawn.samples.nonzeroBitCount == 1 && drawn.votes > 0
            && Double(drawn.leader) >= threshold * Double(drawn.votes) - 1e-9
    }
}
