import WinnowCore
import WinnowSelection
import WinnowStatistics

/// A ``Requirement`` is computed from these outcomes.
struct RequirementEstimation: Sendable {
    /// The opponent is the strategy to beat at one budget.
    struct Opponent: Sendable {
        let budget: Int
        /// There is one per problem.
        let outcomes: [Outcome]
    }

    let opponents: [Opponent]
    let resampling: Resampling
    private let request: RequirementRequest
    private let kernels: VerifierSheet.Kernels

    init(_ pools: RunPools, _ request: RequirementRequest) async throws {
        let budgets = request.budgets.isEmpty ? RequirementRequest.powersOfFour(upTo: pools.poolSize) : request.budgets
        opponents = try await pools.columns(of: request.opponent, budgets: budgets).map {
            Opponent(budget: $0.budget, outcomes: $0.outcomes)
        }
        resampling = Resampling(problems: pools.entries.count, resamples: request.resamples)
        let steps = Set(MixedBudget.steps(upTo: pools.poolSize)).union(opponents.map(\.budget)).sorted()
        kernels = VerifierSheet.Kernels(pools.entries.map(\.pool), budgets: steps, noise: request.noise)
        self.request = request
    }

    /// These true-positive rates are looked at, dense near 0, where first accepted of many samples gains most.
    private static let grid = (0...48).map { Double($0 * $0) / (48 * 48) }

    /// Computes the least true-positive rates at one false-positive rate, for each opponent on all terms.
    ///
    /// - Parameter observe: takes the share that is done.
    /// - Throws: `CancellationError` when cancelled.
    func rows(falsePositiveRate: Double, observe: (Double) async -> Void) async throws -> [RequirementRow] {
        let cases = opponents.flatMap { opponent in request.terms.map { (opponent: opponent, terms: $0) } }
        var advantages = cases.map { _ in [Advantage]() }
        var replicates = cases.map { _ in [[Double]]() }
        for (step, rate) in Self.grid.enumerated() {
            await observe(Double(step) / Double(Self.grid.count))
            let sheet = try await kernels.sheet(
                VerifierRates(truePositive: rate, falsePositive: falsePositiveRate))
            let found = try await concurrentMap(cases) { entry in
                let (values, place) = differences(of: sheet, from: entry.opponent, on: entry.terms)
                return (
                    advantage: Advantage(mean: mean(of: values), place: place), replicates: resampling.means(of: values)
                )
            }
            for index in cases.indices {
                advantages[index].append(found[index].advantage)
                replicates[index].append(found[index].replicates)
            }
        }
        var rows: [RequirementRow] = []
        for (index, entry) in cases.enumerated() {
            var curve = zip(Self.grid, replicates[index]).map { (rate: $0, replicates: $1) }
            let solved = try await leastRate(
                advantages[index], falsePositiveRate, entry.opponent, entry.terms, adding: &curve)
            let rates = curve.map(\.rate)
            let least = (0..<resampling.resamples).map { resample in
                firstRise(of: curve.map { $0.replicates[resample] }, at: rates)
            }
            rows.append(
                RequirementRow(
                    budget: entry.opponent.budget, terms: entry.terms, falsePositiveRate: falsePositiveRate,
                    truePositiveRate: solved, interval: .percentile(ofReplicates: least),
                    shareNever: Double(least.count { $0 == .infinity }) / Double(least.count)))
        }
        return rows
    }

    /// Verifying is ahead by the mean, at the budget of this position in the sheet or between it and the next.
    private struct Advantage {
        var mean: Double
        var place: Int
    }

    /// The least true-positive rate at which verifying is not behind, solved for between the two rates of the grid where
    /// its advantage changes its sign.
    ///
    /// - Parameters:
    ///   - advantages: at the rates of the grid.
    ///   - curve: the resampled advantages at the rates of the grid; those at the rates that were looked at are added, so
    ///     that the resamples' solutions, which are interpolated, are sharpest around the estimate.
    /// - Complexity: some ten sheets of the few budgets that matter there; none where the grid has the solution.
    private func leastRate(
        _ advantages: [Advantage], _ falsePositiveRate: Double, _ opponent: Opponent, _ terms: RequirementTerms,
        adding curve: inout [(rate: Double, replicates: [Double])]
    ) async throws -> Double {
        guard let above = advantages.firstIndex(where: { $0.mean >= -1e-12 }) else { return .infinity }
        guard above > 0, advantages[above].mean > 1e-12 else { return Self.grid[above] }
        let (low, high) = (advantages[above - 1], advantages[above])
        var bracket = RootBracket((Self.grid[above - 1], low.mean), (Self.grid[above], high.mean))
        while !bracket.isSolved {
            let rate = bracket.next
            let values = try await differences(
                at: VerifierRates(truePositive: rate, falsePositive: falsePositiveRate), from: opponent, on: terms,
                between: low.place, and: high.place)
            curve.append((rate, resampling.means(of: values)))
            bracket.narrow(at: rate, mean(of: values))
        }
        curve.sort { $0.rate < $1.rate }
        return bracket.root
    }

    /// Says how much more often verifying is right than the opponent, problem by problem, from what has to be known for it
    /// alone.
    ///
    /// A verifier that accepts more spends less of a budget, so that the budget that spends as much as the opponent lies
    /// between those of two verifiers that accept less and more; where rounding says otherwise, all budgets are looked at.
    private func differences(
        at rates: VerifierRates, from opponent: Opponent, on terms: RequirementTerms, between low: Int, and high: Int
    ) async throws -> [Double] {
        if terms == .sameBudget {
            let right = try await kernels.right(rates, at: opponent.budget)
            return zip(right, opponent.outcomes).map { $0 - $1.right }
        }
        let part = max(0, min(low, high))..<min(kernels.budgets.count, max(low, high) + 2)
        let sheet = try await kernels.sheet(rates, at: part)
        let (values, place) = differences(of: sheet, from: opponent, on: terms)
        let fromBelow = part.lowerBound == 0 || place >= part.lowerBound
        let fromAbove = part.upperBound == kernels.budgets.count || place < part.upperBound - 1
        if fromBelow, fromAbove { return values }
        return differences(of: try await kernels.sheet(rates), from: opponent, on: terms).values
    }

    /// Says how much more often verifying is right than the opponent, problem by problem.
    func difference(of sheet: VerifierSheet, from opponent: Opponent, on terms: RequirementTerms) -> [Double] {
        differences(of: sheet, from: opponent, on: terms).values
    }

    private func differences(
        of sheet: VerifierSheet, from opponent: Opponent, on terms: RequirementTerms
    ) -> (values: [Double], place: Int) {
        switch terms {
        case .sameBudget:
            return (zip(sheet.outcomes(at: opponent.budget), opponent.outcomes).map { $0.right - $1.right }, 0)
        case .samePrice(let price):
            let axis = Axis.price(request.price(ofCall: price))
            let other = CutColumn(opponent.outcomes, budget: opponent.budget, axis)
            let (verifying, place) = sheet.column(spending: other.meanSpent, axis)
            return (zip(verifying.charged(against: other), other.right).map { $0 - $1 }, place)
        }
    }

    /// Computes the break-even prices of a verifier against each opponent.
    ///
    /// - Throws: `CancellationError` when cancelled.
    func breakEvens(_ rates: VerifierRates) async throws -> [BreakEvenRow] {
        let sheet = try await kernels.sheet(rates)
        let curve = ResampledCurve(sheet.outcomes, calls: request.calls, resampling)
        return opponents.map { opponent in
            let other = ResampledPoint(opponent.outcomes, calls: request.calls, resampling)
            let prices = curve.breakEvenPrices(against: other)
            return BreakEvenRow(
                budget: opponent.budget, rates: rates, price: prices.estimate,
                interval: .percentile(ofReplicates: prices.replicates),
                shareNever: Double(prices.replicates.count { $0 < 0 }) / Double(prices.replicates.count))
        }
    }
}

/// The sheet has first accepted under verifiers of any rates, on every problem of a run, at many budgets.
struct VerifierSheet: Sendable {
    /// The pools are prepared for many verifiers.
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

        /// - Parameter part: the positions of the budgets to look at; nil for all.
        func sheet(_ rates: VerifierRates, at part: Range<Int>? = nil) async throws -> VerifierSheet {
            let (noise, part) = (noise, part ?? budgets.indices)
            let rows = try await concurrentMap(kernels) { $0.outcomes(rates, noise: noise, at: part) }
            return VerifierSheet(
                budgets: Array(budgets[part]), first: part.lowerBound,
                outcomes: (0..<part.count).map { budget in rows.map { $0[budget] } })
        }

        /// Says for each problem how often the pick of one of the budgets is right.
        func right(_ rates: VerifierRates, at budget: Int) async throws -> [Double] {
            guard let place = budgets.firstIndex(of: budget) else {
                preconditionFailure("budget \(budget) of \(budgets)")
            }
            let noise = noise
            return try await concurrentMap(kernels) { $0.right(rates, noise: noise, at: place) }
        }
    }

    /// The budgets ascend.
    let budgets: [Int]

    /// The first of them has this position among all.
    var first = 0

    /// The outcomes are [budget][problem].
    let outcomes: [[Outcome]]

    /// Finds the outcomes of all problems at one of the budgets.
    func outcomes(at budget: Int) -> [Outcome] {
        guard let index = budgets.firstIndex(of: budget) else { preconditionFailure("budget \(budget) of \(budgets)") }
        return outcomes[index]
    }

    /// Finds the mix of two budgets with which `target` is spent, or the largest budget if even that spends less; and the
    /// position of the lower one among all budgets.
    ///
    /// Below the least budget, at position -1, the coin decides whether anything is drawn at all. Where the sheet is a part
    /// of all budgets and the mix lies beyond it, the position is that of its end.
    func column(spending target: Double, _ axis: Axis) -> (column: CutColumn, place: Int) {
        func column(_ index: Int) -> CutColumn { CutColumn(outcomes[index], budget: budgets[index], axis) }
        var (low, high) = (-1, budgets.count - 1)
        let all = column(high)
        if all.meanSpent <= target { return (all, first + high) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if column(middle).meanSpent <= target { low = middle } else { high = middle }
        }
        let nothing = Outcome(right: 0, wrong: 0, abstained: 1, spent: Spending())
        let cheap = low < 0 ? CutColumn(outcomes[0].map { _ in nothing }, budget: 0, axis) : column(low)
        return (CutColumn(between: cheap, and: column(high), spending: target), first + low)
    }
}
