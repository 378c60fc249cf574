/// A stopping rule at work while samples come in: what it would have done in a replay of the same samples.
public struct OnlineVote: Sendable {
    private let rule: any StoppingRule
    private var drawn: DrawnVotes
    private var classes: [String: Int] = [:]

    /// Whether the rule has said to stop.
    public private(set) var hasStopped = false

    /// - Parameter cap: the most samples that will be drawn.
    public init(_ strategy: AdaptiveVote, cap: Int) {
        rule = strategy.rule
        // No sample brings more than one answer.
        drawn = DrawnVotes(answers: cap)
    }

    /// Takes the next sample's answer, in the order of the samples; nil for one without an answer.
    ///
    /// - Returns: whether to stop.
    public mutating func add(_ answer: String?) -> Bool {
        guard !hasStopped else { return true }
        drawn.add(
            answer.map { key in
                let place = classes[key] ?? classes.count
                classes[key] = place
                return place
            })
        hasStopped = rule.stops(after: drawn)
        return hasStopped
    }
}
