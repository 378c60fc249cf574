/// The candidate with the highest score among k drawn is picked, in exact expectation.
///
/// Candidates are put into blocks of equal score, best block first. A block decides when nothing above it is drawn and
/// something in it is; blanks rank below all answers. With H(m) = P(none of m given candidates is drawn) every tie
/// rule is a difference of two H.
///
/// Source: the exact form of best-of-N; without ties Σ_r y_(r)·C(n−r, k−1)/C(n, k).
struct BestOfK {
    /// The blocks have the candidates with an answer, highest score first, grouped by equal score; inside a block they
    /// stand in stored order.
    private let blocks: [[(position: Int, candidate: Candidate)]]

    private let population: Int

    /// - Parameter score: higher is better; NaN ranks below every number.
    init(_ candidates: [Candidate], score: (Candidate) -> Double) {
        self.init(candidates, scores: candidates.map(score))
    }

    /// - Parameter scores: one per candidate, higher is better; NaN ranks below every number.
    init(_ candidates: [Candidate], scores: [Double]) {
        population = candidates.count
        let scored = candidates.enumerated()
            .filter { $0.element.answer != nil }
            .map { position, candidate in
                let value = scores[position]
                return (score: value.isNaN ? -.infinity : value, position: position, candidate: candidate)
            }
            .sorted { ($1.score, $0.position) < ($0.score, $1.position) }
        var blocks: [[(position: Int, candidate: Candidate)]] = []
        var last: Double?
        for entry in scored {
            if entry.score != last { blocks.append([]) }
            blocks[blocks.count - 1].append((entry.position, entry.candidate))
            last = entry.score
        }
        self.blocks = blocks
    }

    /// Gives the odds at budget `draws`.
    ///
    /// - Complexity: O(candidates), after sorting.
    func odds(draws: Int, ties: TieRule) -> Odds {
        let missed = missedByCount(draws: draws)
        var odds = Odds(right: 0, wrong: 0, abstained: 0)
        var above = 0
        for block in blocks {
            let end = above + block.count
            let decides = missed[above] - missed[end]
            let right = block.count { $0.candidate.isRight }
            switch ties {
            case .uniform:
                odds.right += decides * Double(right) / Double(block.count)
                odds.wrong += decides * Double(block.count - right) / Double(block.count)
            case .first:
                for (offset, (_, candidate)) in block.enumerated() {
                    let first = missed[above + offset] - missed[above + offset + 1]
                    if candidate.isRight { odds.right += first } else { odds.wrong += first }
                }
            case .strict, .absolute:
                // Candidates with the same answer do not disagree: only one answer of the block may be drawn.
                for sharing in Dictionary(grouping: block.map(\.candidate), by: \.answer).values {
                    let alone = missed[end - sharing.count] - missed[end]
                    if sharing[0].isRight { odds.right += alone } else { odds.wrong += alone }
                }
            case .lenient:
                odds.right += missed[above] - missed[above + right]
                odds.wrong += missed[above + right] - missed[end]
            }
            above = end
            if missed[end] == 0 { break }
        }
        return Odds(right: odds.right, wrong: odds.wrong)
    }

    /// Gives, per candidate in stored order, the probability of being picked at budget `draws`, ties shared equally.
    ///
    /// - Complexity: O(candidates), after sorting.
    func picks(draws: Int) -> [Double] {
        let missed = missedByCount(draws: draws)
        var picks = [Double](repeating: 0, count: population)
        var above = 0
        for block in blocks {
            let share = (missed[above] - missed[above + block.count]) / Double(block.count)
            for (position, _) in block { picks[position] = share }
            above += block.count
        }
        return picks
    }

    /// Gives H(m) = C(n − m, k) / C(n, k) for m = 0 … n.
    private func missedByCount(draws: Int) -> [Double] {
        missProbabilities(population: population, marked: draws, upTo: population)
    }
}
