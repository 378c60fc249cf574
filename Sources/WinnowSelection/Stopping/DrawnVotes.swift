import Glibc

/// The votes of the samples drawn so far are kept up to date sample by sample: a ``StoppingRule`` looks at them.
struct DrawnVotes {
    /// So many samples were drawn, blanks included.
    private(set) var samples = 0

    /// So many votes were cast, by the samples without the blanks, which cost a sample and count for nothing.
    private(set) var votes = 0

    /// Each answer has so many votes.
    private(set) var counts: [Int]

    /// So many answers have a vote.
    private(set) var distinct = 0

    /// The most frequent answer has so many votes, and so has the next one; they are equal in a tie, 0 where there is
    /// none.
    private(set) var leader = 0
    private(set) var runnerUp = 0

    /// So many of the last samples gave one and the same answer without a blank between them.
    private(set) var streak = 0

    /// The sum is Σ c·log₂ c over the counts c.
    private(set) var sumOfCountLogs = 0.0

    private var leading = -1
    private var last = -1

    /// Each answer was the 1st, 2nd, 3rd … to appear; 0 for one that has not.
    private var appearances: [Int]

    /// The most frequent answer was the 1st, 2nd, 3rd … to appear; 0 before the first vote.
    var leaderRank: Int { leading < 0 ? 0 : appearances[leading] }

    /// Begins with nothing drawn and this many answers to come.
    init(answers: Int) {
        counts = [Int](repeating: 0, count: answers)
        appearances = counts
    }

    /// Adds a sample with this answer; nil for a blank.
    mutating func add(_ answer: Int?) {
        samples += 1
        guard let answer else {
            streak = 0
            last = -1
            return
        }
        streak = answer == last ? streak + 1 : 1
        last = answer
        votes += 1
        counts[answer] += 1
        let count = counts[answer]
        if count == 1 {
            distinct += 1
            appearances[answer] = distinct
        }
        if count > 1 { sumOfCountLogs += Self.countLog(count) - Self.countLog(count - 1) }
        if answer == leading {
            leader = count
        } else if count > leader {
            (leader, runnerUp, leading) = (count, leader, answer)
        } else {
            runnerUp = max(runnerUp, count)
        }
    }

    /// The entropy is Shannon's of the shares of the answers, in bits; 0 before the first vote.
    var entropy: Double {
        votes == 0 ? 0 : max(0, log2(Double(votes)) - sumOfCountLogs / Double(votes))
    }

    private static func countLog(_ count: Int) -> Double {
        Double(count) * log2(Double(count))
    }
}

/// An online vote is a stopping rule at work while samples come in: it does what it would have done in a replay of the
/// same samples.
public struct OnlineVote: Sendable {
    private let rule: any StoppingRule
    private var drawn: DrawnVotes
    private var classes: [String: Int] = [:]

    /// True when the rule has said to stop.
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
