import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowRuns
import WinnowScoring
import WinnowStore

/// One search run: its problems, some at a time, each stored when it is finished.
struct SearchRun: Sendable {
    let plan: SamplingPlan
    let settings: SearchSettings
    /// Of each problem.
    let candidates: Int
    let guide: StepScorer
    let threads: Int
    let store: Store

    /// Branches that are written side by side: problems are searched together up to this many.
    private static let sideBySide = 256

    func run<D: TracedDomain>(of domain: D, observe: @escaping WorkProgress.Observer) async throws -> RowID<RunRecord> {
        try plan.options.validate()
        let set = try FrozenSet.load(plan.split, of: domain, atLeast: plan.problems)
        let registration = try RunRegistration(plan, set, of: domain, search: settings, in: store)
        let problems = Array(set.problems.prefix(plan.problems))
        let prompts = problems.map(domain.prompt)
        try CandidateSampling.checkContext(plan, longestPrompt: prompts.map(\.count).max() ?? 0)
        let recorder = try SearchRecorder(registration, settings: settings, in: store)
        let pending = problems.indices.compactMap { index -> PendingSearch? in
            let groups = recorder.missing(of: registration.problems[index], candidates: candidates)
            return groups.isEmpty ? nil : PendingSearch(problem: index, groups: groups)
        }
        let worker = ModelSearchWorker(
            domain: domain, weights: PackedWeights(plan.model.parameters), scorer: guide, options: plan.options,
            threads: threads, cost: FloatingPointCost(plan.model.parameters.configuration))
        let judges = DomainJudges(domain: domain, style: plan.model.style)
        let chunk = max(1, Self.sideBySide / candidates)
        for start in stride(from: 0, to: pending.count, by: chunk) {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "searching \(plan.title) \(settings.method.rawValue) \(candidates)", done: Double(start),
                    total: Double(pending.count)))
            let part = Array(pending[start..<min(start + chunk, pending.count)])
            let found = try await search(part, worker, problems, prompts)
            for (pending, groups) in zip(part, found) {
                let index = pending.problem
                let entries = groups.joined().map { result in
                    entry(result, domain, judges, problems[index], prompts[index], registration.problems[index])
                }
                try recorder.store(Array(entries), groups.flatMap { $0 }, judgedBy: registration.judges)
            }
        }
        return registration.run
    }

    /// A problem with the groups that it lacks.
    private struct PendingSearch {
        var problem: Int
        var groups: [Int]
    }

    /// A candidate of a search, with its share of the cost.
    struct Result: Sendable {
        var sampleIndex: Int
        var branch: SearchBranch
        var cost: SearchCost
        var logProbability: Double
    }

    /// Searches some problems together, [problem][group][candidate].
    private func search<D: TracedDomain>(
        _ pending: [PendingSearch], _ worker: ModelSearchWorker<D>, _ problems: [D.Problem], _ prompts: [[Int]]
    ) async throws -> [[[Result]]] {
        var trees = pending.map { pending -> any SearchTree in
            let key = CandidateKey.key(
                seed: plan.seed, specification: worker.domain.specification(of: problems[pending.problem]))
            return settings.beams.map { BeamSearch(settings.rules, beams: $0, key: key) }
                ?? VerifierTrees(settings.rules, trees: pending.groups, key: key)
        }
        // The guide reads the prompt once for each group.
        var costs = pending.map { pending in
            let prompt = guide.flops(promptTokens: prompts[pending.problem].count, completionTokens: 0)
            return pending.groups.map { _ in SearchCost(guideFlops: prompt) }
        }
        while true {
            let expansions = trees.map { $0.expansions() }
            let requests = zip(pending, expansions).flatMap { pending, expansions in
                expansions.map {
                    ModelSearchWorker<D>.Request(prompt: prompts[pending.problem], expansion: $0)
                }
            }
            guard !requests.isEmpty else { break }
            var children = try await worker.children(of: requests)[...]
            for index in trees.indices {
                let own = children.prefix(expansions[index].count)
                children = children.dropFirst(own.count)
                // All beams are one group; of trees, those that go on are said by the search itself.
                for (group, grown) in zip(trees[index].expandedGroups, own) { costs[index][group] += grown.cost }
                trees[index].take(own.map(\.children))
            }
        }
        return try await results(pending, trees.map(\.results), costs, prompts)
    }

    /// The results with their shares of the costs and their log-probabilities under the model.
    private func results(
        _ pending: [PendingSearch], _ results: [[[SearchBranch]]], _ costs: [[SearchCost]], _ prompts: [[Int]]
    ) async throws -> [[[Result]]] {
        let reader = TokenScorer(PackedWeights(plan.model.parameters))
        var all: [[[Result]]] = []
        for (index, groups) in results.enumerated() {
            let prompt = prompts[pending[index].problem]
            let sequences = groups.joined().map { prompt + $0.tokens }
            let read = try await reader.logProbabilities(of: Array(sequences), threads: threads)
            var sums = read.map { $0.dropFirst(prompt.count - 1).reduce(0, +) }[...]
            all.append(
                zip(pending[index].groups, zip(groups, costs[index])).map { number, found in
                    let (group, cost) = found
                    let shares = cost.shares(among: group.count)
                    return group.indices.map { place in
                        Result(
                            sampleIndex: number * settings.group + place, branch: group[place], cost: shares[place],
                            logProbability: sums.popFirst() ?? .nan)
                    }
                })
        }
        return all
    }

    private func entry<D: TracedDomain>(
        _ result: Result, _ domain: D, _ judges: DomainJudges<D>, _ problem: D.Problem, _ prompt: [Int],
        _ row: RowID<ProblemRecord>
    ) -> CandidateEntry {
        let tokens = result.branch.tokens
        let reading = domain.read(tokens)
        let cost = FloatingPointCost(plan.model.parameters.configuration)
        return CandidateEntry(
            CandidateRecord(
                problem: row, sampleIndex: result.sampleIndex, tokens: tokens.map { UInt16($0) },
                logProbability: result.logProbability, promptTokens: prompt.count, traceTokens: reading.traceTokens,
                answerTokens: reading.answerTokens, stopReason: result.branch.stop ?? SearchStop.abandoned,
                flops: cost.completion(tokens: tokens.count, promptTokens: prompt.count)),
            judges.judge(tokens, reading: reading, of: problem))
    }
}
