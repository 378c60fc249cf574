import WinnowCore
import WinnowDomains
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The pools of the runs that a comparison names are each read once.
struct LoadedRuns: Sendable {
    private let pools: [Int64: RunPools]

    /// - Parameter verifier: the name of a verifier that judged all of the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for a run that does not exist or cannot be read, or that the verifier did not judge.
    init(_ sources: [RunStrategy], in store: Store, verifier: String? = nil) throws {
        let guesses = Strategies.any(of: sources.map(\.strategy), needs: .trainingAnswers)
        var pools: [Int64: RunPools] = [:]
        for run in Set(sources.map(\.run)).sorted() {
            guard let stored = try store.run(number: run) else {
                throw ExperimentError("there is no run \(run)", hint: "see `winnow list runs`")
            }
            let strategies = sources.filter { $0.run == run }.compactMap { Strategies.named($0.strategy) }
            pools[run] = try RunPools(
                stored, in: store, guesses: guesses,
                verifier: verifier.map { try RunVerifier(named: $0, of: stored.id, in: store) }
            ).scored(for: strategies, in: store, requiring: true)
        }
        self.pools = pools
    }

    /// Finds one of the runs that were named.
    func pools(of source: RunStrategy) -> RunPools {
        guard let pools = pools[source.run] else { preconditionFailure("run \(source.run) is not loaded") }
        return pools
    }

    /// Finds how many candidates a contender's budgets are multiples of: more than one for a guided search.
    func unit(of contender: Contender) -> Int { pools(of: contender.source).search?.settings.group ?? 1 }

    /// Says what the verifier of a run promises.
    func verifier(of contender: Contender) -> VerifierDeclaration { pools(of: contender.source).verifier }

    /// Computes a contender's outcomes.
    ///
    /// - Throws: as ``RunPools/columns(of:budgets:)``.
    func column(_ contender: Contender) async throws -> StrategyOutcomes {
        try await pools(of: contender.source).columns(of: contender.strategy, budgets: [contender.budget])[0]
    }
}

extension RunPools {
    /// Computes one strategy's outcomes at each budget, ascending.
    ///
    /// - Parameter observe: takes the share that is done, as it grows.
    /// - Throws: ``ExperimentError`` for an unknown strategy, one that the run has no data for, or a budget beyond the
    ///   pool.
    func columns(
        of name: String, budgets: [Int], observe: (Double) async -> Void = { _ in }
    ) async throws -> [StrategyOutcomes] {
        try requireComparisons(for: [name])
        let program = choosers.first { $0.name == name }.map { $0 as any Strategy }
        guard let strategy = program ?? Strategies.named(name) else {
            throw ExperimentError.unknown(
                "strategy", name,
                among: (Strategies.all + Strategies.byRounds).map(\.name) + choosers.map(\.name),
                hint: "see `winnow list strategies`")
        }
        guard !usable([strategy]).isEmpty else {
            if let rivals = rivalry(for: [strategy]) { throw rivals }
            let needs = strategy.needs.map(\.description).sorted().joined(separator: " and ")
            throw ExperimentError(
                "run \(run.id) has no \(needs), which \(name) needs",
                hint: strategy.needs.contains(.greedy)
                    ? "sample it with `winnow sweep`, which adds a greedy run" : "leave this strategy out")
        }
        return try await columns(EstimationRequest(strategies: [strategy], budgets: budgets), observe: observe)
    }
}
