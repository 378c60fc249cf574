/// The answer is the majority's among the m samples that end first; the others are stopped, and paid for until then.
///
/// Samples are drawn side by side, one token of each at a time. A sample that ends without an answer is waited past, and
/// of samples that end at the same token the one stored first ends first. Tied answers go to the shortest sample,
/// whatever the rule for ties. Tokens are those of the whole completion, and a stopped sample costs that share of its
/// operations. The expectation over all k-subsets is exact.
///
/// Checked against the abstract and the definition: m, the ties, and that the others stop. Not checked: what the paper
/// does with samples without an answer.
///
/// Source: short-m@k, Hassid et al., arXiv 2505.17813, section 4.
public struct ShortMajority: Strategy {
    /// So many samples are waited for.
    public let number: Int

    public var name: String { "short-\(number)" }

    public var summary: String {
        number == 1
            ? "the answer of the sample that ends first; the others stop then"
            : "majority of the \(number) samples that end first; the others stop then"
    }

    public var paper: PaperCheck? { .short }

    /// One or three samples are waited for, as in the paper.
    public static let all = [ShortMajority(number: 1), ShortMajority(number: 3)]

    private init(number: Int) { self.number = number }

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let race = SampleRace(pool.candidates)
        return budgets.map { budget in
            let (odds, tokens, flops) = number == 1 ? race.first(of: budget) : race.majorityOfThree(of: budget)
            return Outcome(
                odds, spent: Spending(samples: Double(budget), tokens: tokens, flops: pool.promptFlops + flops))
        }
    }
}

/// A race has the samples of a pool in the order in which they end, those with an answer apart.
private struct SampleRace {
    private let finishers: [Candidate]
    private let blanks: [Candidate]
    private let population: Int

    /// The sums are over the first of them: operations per token, and of the blanks what they cost.
    private let slopes: (finishers: [Double], blanks: [Double])
    private let blankTokens: [Double]
    private let blankFlops: [Double]

    private var classes: [Int] { finishers.map { $0.answer ?? 0 } }

    init(_ candidates: [Candidate]) {
        population = candidates.count
        finishers = candidates.enumerated().filter { $0.element.answer != nil }
            .sorted { ($0.element.tokens, $0.offset) < ($1.element.tokens, $1.offset) }.map(\.element)
        blanks = candidates.filter { $0.answer == nil }.sorted { $0.tokens < $1.tokens }
        slopes = (
            finishers.sums { $0.flops / Double(max($0.tokens, 1)) },
            blanks.sums { $0.flops / Double(max($0.tokens, 1)) }
        )
        blankTokens = blanks.sums { Double($0.tokens) }
        blankFlops = blanks.sums(\.flops)
    }

    typealias Result = (odds: Odds, tokens: Double, flops: Double)

    /// Gives what the first finisher of `draws` samples leads to.
    func first(of draws: Int) -> Result {
        var sum = Totals()
        let missed = missProbabilities(population: population, marked: draws, upTo: population)
        for (rank, finisher) in finishers.enumerated() {
            // The rank-th is drawn and none before it.
            let weight = missed[rank] - missed[rank + 1]
            guard weight > 0 else { continue }
            let rest = stopped(behind: rank, drawn: draws - 1)
            sum.add(
                weight, right: finisher.isRight ? 1 : 0, tokens: Double(finisher.tokens) + rest.tokens,
                flops: finisher.flops + rest.flops)
        }
        return sum.result(none: missed[finishers.count], cost: mean(blanks), times: Double(draws))
    }

    /// Gives what the majority of the first three finishers of `draws` samples leads to, of fewer where fewer finish.
    ///
    /// - Complexity: O(samples · answers).
    func majorityOfThree(of draws: Int) -> Result {
        let finishing = hypergeometricProbabilities(population: population, marked: finishers.count, draws: draws)
        func probability(_ count: Int) -> Double { finishing.indices.contains(count) ? finishing[count] : 0 }
        var sum = Totals()
        let (all, empty) = (mean(finishers), mean(blanks))
        let right = finishers.isEmpty ? 0 : Double(finishers.count { $0.isRight }) / Double(finishers.count)
        sum.add(
            probability(1), right: right, tokens: all.tokens + empty.tokens * Double(draws - 1),
            flops: all.flops + empty.flops * Double(draws - 1))
        var pairs = FinisherPairs(answers: (classes.max() ?? -1) + 1)
        let atLeastThree = finishing.dropFirst(3).reduce(0, +)
        for (rank, finisher) in finishers.enumerated() {
            if rank >= 2, atLeastThree > 0 {
                let weight = thirdIs(rank, draws: draws)
                let rest = stopped(behind: rank, drawn: draws - 3)
                let before = pairs.mean
                sum.add(
                    weight, right: pairs.rightShare(third: finisher),
                    tokens: 2 * before.tokens + Double(finisher.tokens) + rest.tokens,
                    flops: 2 * before.flops + finisher.flops + rest.flops)
            }
            pairs.add(finisher)
        }
        // Two that finish agree, or the shorter wins.
        sum.add(
            probability(2), right: pairs.shorterIsRight, tokens: 2 * all.tokens + empty.tokens * Double(draws - 2),
            flops: 2 * all.flops + empty.flops * Double(draws - 2))
        return sum.result(none: probability(0), cost: empty, times: Double(draws))
    }

    /// Gives P(the third finisher drawn is the one of this rank, from 0): two of those before it are drawn, and it.
    private func thirdIs(_ rank: Int, draws: Int) -> Double {
        let before = hypergeometricProbabilities(population: population - 1, marked: rank, draws: draws - 1)
        return (before.count > 2 ? before[2] : 0) * Double(draws) / Double(population)
    }

    /// Gives the expected cost of samples that are stopped when the finisher of this rank ends, drawn at random from those
    /// that do not end with an answer before it.
    private func stopped(behind rank: Int, drawn: Int) -> (tokens: Double, flops: Double) {
        let others = finishers.count - rank - 1 + blanks.count
        guard drawn > 0, others > 0 else { return (0, 0) }
        let end = finishers[rank].tokens
        let behind = Double(finishers.count - rank - 1)
        let later = slopes.finishers[finishers.count] - slopes.finishers[rank + 1]
        // Blanks that end before are paid in full.
        let before = blanks.partitioned { $0.tokens <= end }
        let tokens = behind * Double(end) + blankTokens[before] + Double(blanks.count - before) * Double(end)
        let flops =
            later * Double(end) + blankFlops[before]
            + (slopes.blanks[blanks.count] - slopes.blanks[before]) * Double(end)
        let share = Double(drawn) / Double(others)
        return (tokens * share, flops * share)
    }

    private func mean(_ candidates: [Candidate]) -> (tokens: Double, flops: Double) {
        let count = Double(max(candidates.count, 1))
        return (
            candidates.reduce(0) { $0 + Double($1.tokens) } / count, candidates.reduce(0) { $0 + $1.flops } / count
        )
    }
}

/// The totals add up cases of a race.
private struct Totals {
    private var (right, given, tokens, flops) = (0.0, 0.0, 0.0, 0.0)

    mutating func add(_ weight: Double, right: Double, tokens: Double, flops: Double) {
        self.right += weight * right
        given += weight
        self.tokens += weight * tokens
        self.flops += weight * flops
    }

    /// - Parameters:
    ///   - none: the probability that no sample has an answer.
    ///   - cost: of one such sample.
    func result(none: Double, cost: (tokens: Double, flops: Double), times: Double) -> SampleRace.Result {
        let odds = none >= 1 ? Odds.certainlyAbstained : Odds(right: right, abstained: none)
        return (odds, tokens + none * cost.tokens * times, flops + none * cost.flops * times)
    }
}

/// The pairs are those of the finishers so far, of which the shorter comes first.
private struct FinisherPairs {
    private var counts: [Double]
    private var number = 0.0
    /// Pairs of two different answers by that of the shorter, where it is right, and by that of the longer one.
    private var shorter: [Double]
    private var longer: [Double]
    /// Pairs of one answer, which is right.
    private var agreeing = 0.0
    private var isRight: [Bool]
    private var rightCount = 0.0
    private var (tokens, flops) = (0.0, 0.0)
    private var shorterRight = 0.0

    init(answers: Int) {
        counts = [Double](repeating: 0, count: answers)
        (shorter, longer) = (counts, counts)
        isRight = [Bool](repeating: false, count: answers)
    }

    /// The mean cost of one of them.
    var mean: (tokens: Double, flops: Double) {
        number > 0 ? (tokens / number, flops / number) : (0, 0)
    }

    private var pairs: Double { number * (number - 1) / 2 }

    /// The share of pairs whose shorter one is right.
    var shorterIsRight: Double { pairs > 0 ? shorterRight / pairs : 0 }

    mutating func add(_ candidate: Candidate) {
        guard let answer = candidate.answer else { return }
        shorterRight += rightCount
        agreeing += candidate.isRight ? counts[answer] : 0
        longer[answer] += rightCount - (candidate.isRight ? counts[answer] : 0)
        for other in counts.indices where other != answer && isRight[other] { shorter[other] += counts[other] }
        counts[answer] += 1
        isRight[answer] = candidate.isRight
        if candidate.isRight { rightCount += 1 }
        number += 1
        tokens += Double(candidate.tokens)
        flops += candidate.flops
    }

    /// The share of pairs with which the third one's vote is right.
    func rightShare(third: Candidate) -> Double {
        guard pairs > 0, let answer = third.answer else { return 0 }
        // Two agree, or one of them agrees with the third, or all differ and the shortest wins.
        let own = third.isRight ? counts[answer] : 0
        let withThird = own * (number - counts[answer])
        let differing = shorter.reduce(0, +) - (third.isRight ? shorter[answer] : 0) - longer[answer]
        return (agreeing + withThird + differing) / pairs
    }
}

extension [Candidate] {
    /// Gives the sums over the first 0, 1, 2 … of them.
    fileprivate func sums(_ value: (Candidate) -> Double) -> [Double] {
        reduce(into: [0]) { sums, candidate in sums.append(sums[sums.count - 1] + value(candidate)) }
    }

    /// Counts those for which a condition holds that only the first ones meet.
    fileprivate func partitioned(where holds: (Candidate) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
