import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Claim {
    /// These claims say what traces have to do with answers.
    static let tracing = [
        Claim(
            name: "right-answers-through-illegal-traces",
            statement: "More than 5 % of a problem's right answers follow a trace with an illegal step.",
            source: "arXiv 2504.09762; arXiv 2505.13775", prediction: .above(0.05), scope: .wholePool,
            needs: [.traceCheck]
        ) { evidence in
            .mean(
                evidence.pools.entries.compactMap { entry in
                    let right = entry.pool.candidates.filter { $0.answer != nil && $0.isRight }
                    guard !right.isEmpty else { return nil }
                    return Double(right.count { $0.traceIsLegal == false }) / Double(right.count)
                })
        },
        Claim(
            name: "legality-says-little",
            statement: "Within a problem, legal traces end right as often as illegal ones, within 10 points.",
            source: "arXiv 2505.13775", prediction: .within(0.1), scope: .wholePool, needs: [.traceCheck]
        ) { evidence in
            .difference(
                evidence.pools.entries.compactMap { entry in
                    contrast(entry.pool, between: { $0.traceIsLegal }, of: { $0.answer != nil && $0.isRight ? 1 : 0 })
                })
        },
        Claim(
            name: "legal-votes-are-better",
            statement: "Counting the votes of legal traces only is right more often than counting all.",
            source: "arXiv 2504.09762 (traces as evidence)", prediction: .above(0), smallest: 0.01,
            strategies: ["majority-trace-legal", "majority"], needs: [.traceCheck]
        ) { .difference($0.difference("majority-trace-legal", "majority", at: $0.budget)) },
        Claim(
            name: "shorter-traces-are-right",
            statement: "Within a problem, right answers have shorter traces than wrong ones (relative difference).",
            source: "arXiv 2505.17813", prediction: .below(0), smallest: 0.02, scope: .wholePool, needs: [.trace]
        ) { evidence in
            .amount(
                evidence.pools.entries.compactMap { entry in
                    let answered = entry.pool.candidates.filter { $0.answer != nil }
                    let typical = mean(of: answered.map { Double($0.traceTokens) })
                    guard typical > 0 else { return nil }
                    return contrast(
                        entry.pool, between: { $0.answer == nil ? nil : $0.isRight },
                        of: { Double($0.traceTokens) / typical })
                })
        },
        Claim(
            name: "length-does-not-track-difficulty",
            statement: "Trace length and the problem's own difficulty hardly correlate (rank correlation).",
            source: "arXiv 2505.13775; arXiv 2509.07339", prediction: .within(0.3), scope: .wholePool, needs: [.trace]
        ) { evidence in
            let levels = ["easy": 0.0, "medium": 1, "hard": 2]
            let pairs = evidence.pools.entries.compactMap { entry in
                levels[entry.problem.record.difficulty].map { level in
                    (level, mean(of: entry.pool.candidates.map { Double($0.traceTokens) }))
                }
            }
            return .rankCorrelation(pairs.map(\.0), pairs.map(\.1))
        },
    ]

    /// Computes the mean of a value over the candidates where a property holds, minus that where it does not; nil where
    /// one kind is missing.
    private static func contrast(
        _ pool: Pool, between property: (Candidate) -> Bool?, of value: (Candidate) -> Double
    ) -> Double? {
        let holding = pool.candidates.filter { property($0) == true }
        let failing = pool.candidates.filter { property($0) == false }
        guard !holding.isEmpty, !failing.isEmpty else { return nil }
        return mean(of: holding.map(value)) - mean(of: failing.map(value))
    }
}
