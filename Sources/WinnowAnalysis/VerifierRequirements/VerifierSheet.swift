import WinnowCore
import WinnowSelection
import WinnowStatistics

/// First accepted under verifiers of any rates, on every problem of a run, at many budgets.
struct VerifierSheet: Sendable {
    /// The pools, prepared for many verifiers.
    struct Kernels: Sendable {
        let budgets: [Int]
        private let kernels: [NoisyAcceptance]
        private let noise: VerdictNoise

        /// - Parameter budgets: ascending; all pools reach the largest.
        init(_ pools: [Pool], budgets: [Int], noise: VerdictNoise) {
            self.budgets = budgets
            kernels = NoisyAcceptance.prepare(pools, budgets: budgets)
            self.noise = noise
        }

        func sheet(_ rates: VerifierRates) async throws -> VerifierSheet {
            let noise = noise
            let rows = try await concurrentMap(kernels) { $0.outcomes(rates, noise: noise) }
            return VerifierSheet(
                budgets: budgets, outcomes: budgets.indices.map { budget in rows.map { $0[budget] } })
        }
    }

    /// Ascending.
    let budgets: [Int]

    /// The outcomes, [budget][problem].
    let outcomes: [[Outcome]]

    /// The outcomes of all problems at one of the budgets.
    func outcomes(at budget: Int) -> [Outcome] {
        guard let index = budgets.firstIndex(of: budget) else { preconditionFailure("budget \(budget) of \(budgets)") }
        return outcomes[index]
    }

    /// The mix of two budgets with which `target` is spent, or the largest budget if even that spends less.
    ///
    /// Below the least budget the coin decides whether anything is drawn at all.
    func column(spending target: Double, _ axis: Axis) -> CutColumn {
        func column(_ index: Int) -> CutColumn { CutColumn(outcomes[index], budget: budgets[index], axis) }
        var (low, high) = (-1, budgets.count - 1)
        let all = column(high)
        if all.meanSpent <= target { return all }
        while high - low > 1 {
            let middle = (low + high) / 2
            if column(middle).meanSpent <= target { low = middle } else { high = middle }
        }
        let nothing = Outcome(right: 0, wrong: 0, abstained: 1, spent: Spending())
        let cheap = low < 0 ? CutColumn(outcomes[0].map { _ in nothing }, budget: 0, axis) : column(low)
        return CutColumn(between: cheap, and: column(high), spending: target)
    }
}
