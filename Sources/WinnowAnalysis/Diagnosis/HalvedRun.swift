import WinnowCore
import WinnowSelection
import WinnowStatistics

/// A run's candidates in two halves by the parity of the sample index: the difficulty of a problem is read from one half
/// and its strategies are scored on the other, in both directions.
///
/// Bins made of the samples that are scored would call a problem easy for the luck of those samples.
///
/// Source: the bins of Snell et al., arXiv 2408.03314, section 3.2, which are made of other samples too.
struct HalvedRun: Sendable {
    /// One problem, its difficulty read from one half and its strategies scored on the other.
    struct Item: Hashable, Sendable {
        /// The problem's index.
        var problem: Int
        /// 0 is the easiest.
        var bin: Int
        /// P(right) by strategy and budget.
        var right: [[Double]]
    }

    static let bins = 5

    let strategies: [any Strategy]
    let budgets: [Int]
    let problems: Int

    /// Two items for each problem, one in each direction.
    let items: [Item]

    /// - Parameters:
    ///   - size: the number of candidates that every problem has, at least 2; budgets go up to half of it.
    ///   - observe: takes the share that is done.
    init(
        _ pools: [Pool], size: Int, strategies: [any Strategy], options: SelectionOptions = SelectionOptions(),
        observe: (Double) async -> Void
    ) async throws {
        let budgets = EstimationRequest.powersOfTwo(upTo: size / 2)
        let halves = try await concurrentMap(pools, observe: observe) { pool in
            try [0, 1].map { parity in
                let half = pool.part(pool.candidates.indices.filter { $0 % 2 == parity })
                let candidates = half.candidates
                let rate = Double(candidates.count { $0.answer != nil && $0.isRight }) / Double(candidates.count)
                return (
                    rate: rate,
                    right: try strategies.map {
                        try $0.outcomes(for: half, budgets: budgets, options: options).map(\.right)
                    }
                )
            }
        }
        (self.strategies, self.budgets, problems) = (strategies, budgets, pools.count)
        items = [0, 1].flatMap { half in
            let bins = Self.bins(of: halves.map { $0[half].rate })
            return halves.indices.map { Item(problem: $0, bin: bins[$0], right: halves[$0][1 - half].right) }
        }
    }

    /// Quintiles of success rates, the highest rates first.
    ///
    /// Problems of equal rate share the bin of their middle rank, so that bins may differ in size and some may be empty.
    static func bins(of rates: [Double]) -> [Int] {
        rates.map { rate in
            // Twice the middle rank, which lies between 0 and twice the number of problems.
            let rank = rates.reduce(0) { $0 + ($1 > rate ? 2 : $1 == rate ? 1 : 0) }
            return min(bins - 1, bins * rank / (2 * rates.count))
        }
    }
}
