import WinnowCatalogue
import WinnowCore
import WinnowRandom
import WinnowRuns
public import WinnowSelection
public import WinnowStore

extension ScoreSource {
    /// Reads a score as users name it, such as `orm` or `prm-min`.
    ///
    /// - Throws: ``ExperimentError`` for what cannot be one.
    init(choice name: String) throws(ExperimentError) {
        guard let strategy = ScoredStrategy(named: "\(name)-max"), strategy.verifications == nil else {
            throw ExperimentError("\"\(name)\" does not name a score", hint: "name one such as orm or prm-min")
        }
        self = strategy.source
    }
}

extension RunPools {
    /// Makes the same pools with the scores that strategies read.
    ///
    /// - Parameter requiring: whether to refuse what cannot be had; else such strategies stay without scores, and so
    ///   without use.
    /// - Throws: ``ExperimentError`` that says which call makes the scores that are missing.
    public func scored(
        for strategies: [any Strategy], in store: Store, requiring: Bool
    ) throws -> RunPools {
        let needs = Set(strategies.flatMap(\.needs))
        let sources = Set(
            needs.compactMap { need -> ScoreSource? in
                if case .score(let source) = need { source } else { nil }
            })
        guard needs.contains(.tokens) else { return try scored(by: sources, in: store, requiring: requiring) }
        let measured = sources.filter { $0.tokenMeasure != nil }
        return try withConfidences(measured, keeping: true, in: store, requiring: requiring)
            .scored(by: sources.subtracting(measured), in: store, requiring: requiring)
    }

    /// Makes the same pools with the scores that a request's strategies read: all that it names, or those that there
    /// are.
    ///
    /// - Throws: ``ExperimentError`` for a strategy that is named and whose scores are missing.
    func scored(for request: StrategyRequest, in store: Store) throws -> RunPools {
        try scored(for: request.checkedStrategies(of: self), in: store, requiring: !request.strategies.isEmpty)
    }

    /// Makes the same pools with the scores of these sources.
    ///
    /// - Throws: ``ExperimentError`` for scores that are required and missing.
    func scored(by sources: Set<ScoreSource>, in store: Store, requiring: Bool) throws -> RunPools {
        guard !sources.isEmpty else { return self }
        let measured = sources.filter { $0.tokenMeasure != nil }
        guard measured.isEmpty else {
            return try withConfidences(measured, keeping: false, in: store, requiring: requiring)
                .scored(by: sources.subtracting(measured), in: store, requiring: requiring)
        }
        let tools = try store.scorers(of: run.id)
        var scores: [RowID<ProblemRecord>: [ScoreSource: Scores]] = [:]
        var used: [Stored<ToolRecord>] = []
        let byScorer = Dictionary(grouping: sources, by: \.scorer).sorted { $0.key < $1.key }
        for (scorer, sources) in byScorer {
            // Of several versions the newest one; what a file calls prm is the process scorer where there is no other.
            let isProcess = ProcessLabel.allCases.contains { $0.scorer == scorer }
            let named = tools.last { $0.record.name == scorer }
            guard let tool = named ?? (isProcess ? tools.last { $0.record.name == "prm" } : nil) else {
                if requiring { throw missing(scorer, tools, in: store) }
                continue
            }
            let stored = try StoredScores(
                tool, of: self, steps: sources.contains { $0.reduction != nil }, in: store)
            let unscored = stored.unscored(in: self)
            guard unscored == 0 else {
                if requiring { throw incomplete(scorer, unscored, in: store) }
                continue
            }
            used.append(tool)
            for source in sources {
                let found = entries.map {
                    stored.byProblem[$0.problem.id]?.scores(
                        source.reduction, isPaid: scorer == SearchCost.guideTool)
                }
                guard let all = complete(found) else {
                    if requiring { throw stepless(scorer) }
                    continue
                }
                for (entry, own) in zip(entries, all) { scores[entry.problem.id, default: [:]][source] = own }
            }
        }
        return RunPools(
            self,
            entries: entries.map { entry in
                Entry(
                    problem: entry.problem,
                    pool: entry.pool.scored(by: entry.pool.scores.merging(scores[entry.problem.id] ?? [:]) { $1 }),
                    sampleIndices: entry.sampleIndices)
            }, scorers: (scorers + used).sorted { $0.id < $1.id })
    }

    /// Finds the scores of all problems; nil where no problem has any, or one with an answer has none.
    private func complete(_ found: [Scores?]) -> [Scores]? {
        guard found.contains(where: { $0 != nil }) else { return nil }
        return zip(entries, found).reduce(into: [Scores]?([])) { all, pair in
            let (entry, scores) = pair
            // A problem without any answer may have no steps to score.
            let hasAnswer = entry.pool.candidates.contains { $0.answer != nil }
            let none = Scores([Double](repeating: .nan, count: entry.pool.candidates.count))
            if let own = scores ?? (hasAnswer ? nil : none) { all?.append(own) } else { all = nil }
        }
    }

    func missing(
        _ scorer: String, _ tools: [Stored<ToolRecord>], in store: Store
    ) -> ExperimentError {
        let names = Set(tools.map(\.record.name)).sorted().joined(separator: ", ")
        return ExperimentError(
            "run \(run.id) has no scores of \(scorer)" + (names.isEmpty ? "" : ", but of \(names)"),
            hint: scoringHint(scorer, in: store))
    }

    func incomplete(_ scorer: String, _ count: Int, in store: Store) -> ExperimentError {
        ExperimentError(
            "\(count) answers of run \(run.id) have no score of \(scorer) yet", hint: scoringHint(scorer, in: store))
    }

    private func stepless(_ scorer: String) -> ExperimentError {
        ExperimentError(
            "\(scorer) has not scored the steps of run \(run.id), which last, min, prod and mean reduce",
            hint: "use \(scorer)-max or \(scorer)-vote, or a process scorer")
    }

    /// Writes the call that makes the scores; of a scorer that is not Winnow's, its command is the user's to give.
    private func scoringHint(_ scorer: String, in store: Store) -> String {
        let call = "winnow judge --db \(store.path) --run \(run.id)"
        let parts = scorer.split(separator: "@", maxSplits: 1)
        let isProcess = ProcessLabel.allCases.contains { $0.scorer == parts[0] }
        if scorer.hasPrefix("combined-") { return "make them with `\(call) --combine … --tune-run …`" }
        guard isProcess || ScorerCatalogue.names.contains(String(parts[0])) else {
            let origin = (try? store.tools())?.last { $0.record.kind == .scorer && $0.record.name == scorer }?.record
                .parametersJSON
            if origin?.contains("\"judge\"") == true {
                return "make them with `winnow judge --db \(store.path) --run \(run.id) --name \(scorer) --endpoint …`"
            }
            if origin?.contains("\"recorded\"") == true {
                return "its scores came with an imported file: import one that gives them to every answer"
            }
            return "make them with `\(call) --gives score --name \(scorer) --command …`"
        }
        let generator = parts.count > 1 ? " --from-generator \(parts[1])" : ""
        return "make them with `\(call) --scorer \(isProcess ? "prm" : String(parts[0]))\(generator)`"
    }
}

extension RunPools {
    /// The flags mark a random half of the problems, the same for all runs of the same problems: what is chosen on one
    /// half can be judged on the other.
    var halves: [Bool] {
        entries.map { entry in
            var hash = StableHash("halves of problems")
            hash.combine(entry.pool.key)
            var random = CounterRandom(key: hash.value)
            return random.below(2) == 0
        }
    }

    /// Counts the scores that a strategy gives each candidate; 0 where it reads none.
    func verifications(of strategy: any Strategy) -> Int {
        guard let source = strategy.scores else { return 0 }
        return strategy.verifications ?? entries.compactMap { $0.pool.scores[source]?.repeats.count }.max() ?? 0
    }
}
