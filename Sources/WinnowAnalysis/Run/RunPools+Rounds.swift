import WinnowCore
import WinnowDomains
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The rounds of a back-prompting loop, beside the pools of its first answers.
struct LoopRounds: Sendable {
    let settings: BackpromptSettings

    /// The verifier whose acceptance ends an episode promises this.
    let decider: VerifierDeclaration

    /// All episodes are known up to this round; nil where all were accepted, so that more rounds change nothing.
    private(set) var limit: Int?

    /// The longest episode has so many rounds.
    private(set) var longest = 0

    /// The strategy that the run was made for.
    var strategy: Backprompt { Backprompt(givesLast: settings.atEnd == .last) }

    /// Budgets are whole rounds up to here.
    var last: Int { limit ?? longest }

    /// Reads the episodes of a run, and puts them beside the pools.
    ///
    /// - Returns: nil for a run that is no loop.
    /// - Throws: ``ExperimentError`` for rounds that contradict each other; `StoreError` for a loop that does not say how
    ///   it was made.
    init?(
        of run: Stored<RunRecord>, _ entries: inout [RunPools.Entry], in store: Store
    ) throws {
        guard run.record.kind == .backprompt else { return nil }
        guard let settings = BackpromptSettings(run.record) else {
            throw StoreError.damaged(
                store.path, table: "run", row: run.id.value, column: "config_json", expected: "the settings of a loop")
        }
        self.settings = settings
        var judges = try store.judges(of: run.id)
        if try store.verifiers(of: run.id).isEmpty,
            entries.allSatisfy({ $0.pool.candidates.allSatisfy { $0.answer == nil } })
        {
            // Without an answer there was nothing to decide on.
            decider = VerifierDeclaration(sound: false, complete: false, evidence: .answer, solvesTheProblem: false)
        } else {
            let verifier = try RunVerifier(named: settings.verifier, of: run.id, in: store)
            decider = verifier.declaration
            judges.verifier = verifier.tool
        }
        let calls = try LoopCalls(of: run.id, in: store)
        var rows: [RowID<ProblemRecord>: [Int: [PoolRow]]] = [:]
        try store.forEachRoundRow(of: run.id, judgedBy: judges) { row in
            rows[row.problem, default: [:]][row.sampleIndex, default: []].append(row)
        }
        entries = try entries.map { entry in
            var classes: [String: Int] = [:]
            let episodes = try entry.sampleIndices.map { index in
                let rounds = rows[entry.problem.id]?[index] ?? []
                guard !rounds.isEmpty, rounds.enumerated().allSatisfy({ $0 == $1.round }),
                    !rounds.dropLast().contains(where: { $0.outcome == .accepted })
                else {
                    throw ExperimentError(
                        "episode \(index) of problem \(entry.problem.record.position) of run \(run.id) has rounds that are no loop's",
                        hint: "restore a copy of the database, or make the loop again in another --db")
                }
                return Episode(rounds.map { Self.round($0, calls, &classes) })
            }
            return RunPools.Entry(
                problem: entry.problem, pool: entry.pool.with(episodes: episodes), sampleIndices: entry.sampleIndices)
        }
        for episode in entries.flatMap(\.pool.episodes) {
            longest = max(longest, episode.rounds.count)
            if let extent = episode.extent { limit = min(limit ?? extent, extent) }
        }
    }

    private static func round(_ row: PoolRow, _ calls: LoopCalls, _ classes: inout [String: Int]) -> Episode.Round {
        var answer: Int?
        if let key = row.answerKey {
            answer = classes[key] ?? classes.count
            classes[key] = answer
        }
        let cost = calls.cost(of: row)
        return Episode.Round(
            answer: answer, isRight: row.correct == true, isAccepted: row.outcome == .accepted, tokens: row.tokens ?? 0,
            promptTokens: row.promptTokens, flops: cost.flops, verdictFlops: cost.verdictFlops)
    }
}

/// The ledger of a loop says what each call cost.
private struct LoopCalls {
    private struct Place: Hashable {
        var problem: RowID<ProblemRecord>
        var sampleIndex: Int
        var round: Int
    }

    private var flops: [Place: Double] = [:]
    private var verdictFlops: [Place: Double] = [:]

    init(of run: RowID<RunRecord>, in store: Store) throws {
        for call in try store.calls(of: run) {
            let place = Place(problem: call.problem, sampleIndex: call.sampleIndex, round: call.round)
            switch call.purpose {
            case .generate: flops[place] = call.flops
            case .guide: verdictFlops[place] = call.flops
            }
        }
    }

    func cost(of row: PoolRow) -> (flops: Double, verdictFlops: Double) {
        let place = Place(problem: row.problem, sampleIndex: row.sampleIndex, round: row.round)
        return (flops[place] ?? row.flops, verdictFlops[place] ?? 0)
    }
}

extension RunPools {
    /// Evaluates strategies on a loop: those by rounds at budgets of rounds, the others on the first answers, of which a
    /// budget is a number of episodes.
    ///
    /// - Throws: ``ExperimentError`` for a budget of more rounds than were made, or when no strategy is left.
    func roundColumns(_ request: EstimationRequest, _ loop: LoopRounds) throws -> [StrategyOutcomes] {
        let strategies = usable(request.strategies)
        let budgets = Array(Set(request.budgets)).sorted()
        guard let least = budgets.first, least > 0 else {
            throw ExperimentError("no budget was given, or one below 1", hint: "give rounds such as 1,2,4,8")
        }
        guard missing == 0 || request.allowsRagged else {
            throw ExperimentError(
                "\(missing) of the first \(missing + entries.count) problems of run \(run.id) have no answers yet",
                hint: "run the same command again to go on, or leave them out with --allow-ragged")
        }
        let problems = entries.map(\.problem)
        var columns: [StrategyOutcomes] = []
        for strategy in strategies {
            for budget in budgets {
                let outcomes: [Outcome]
                if strategy.needs.contains(.rounds) {
                    try check(rounds: budget, of: loop)
                    outcomes = try entries.map {
                        try strategy.expectations(over: $0.pool, budgets: [budget], options: request.options)[0]
                    }
                } else {
                    let samples = strategy.ignoresBudget ? min(budget, poolSize) : budget
                    guard samples <= poolSize else { continue }
                    outcomes = try entries.map {
                        try strategy.outcomes(for: $0.pool, budgets: [samples], options: request.options)[0]
                    }
                }
                columns.append(
                    StrategyOutcomes(
                        strategy: strategy, budget: budget, problems: problems, column: OutcomeColumn(outcomes),
                        poolSize: poolSize))
            }
        }
        guard !columns.isEmpty else {
            throw ExperimentError(
                "loop \(run.id) has no data for \(request.strategies.map(\.name).joined(separator: ", "))",
                hint: "name \(loop.strategy.name), or strategies on its \(poolSize) first answers of each problem")
        }
        return columns
    }

    private func check(rounds: Int, of loop: LoopRounds) throws(ExperimentError) {
        guard let limit = loop.limit, rounds > limit else { return }
        throw ExperimentError(
            "budget \(rounds) exceeds the rounds of run \(run.id): an episode has \(limit) and no accepted answer",
            hint: "lower the budget, or raise --rounds of the same `winnow backprompt`")
    }

    /// The strategies of a loop's tables for which none is named: the first answer, and the loop with both its ends.
    static var roundStrategies: [any Strategy] { [Single()] + Strategies.byRounds }

    /// Says whether the verifier that a strategy relies on is sound.
    func hasSoundVerifier(for strategy: any Strategy) -> Bool {
        if let loop, strategy.needs.contains(.rounds) { return loop.decider.sound }
        return verifier.sound
    }
}
