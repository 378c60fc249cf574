import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowRuns
import WinnowScoring
import WinnowStore

/// A guided search finds the candidates of a plan, some problems at a time, each stored when it is finished.
struct SearchSource: CandidateSource {
    let plan: SamplingPlan
    let settings: SearchSettings
    /// So many candidates are found of each problem.
    let candidates: Int
    let guide: StepScorer
    let threads: Int

    /// Branches that are written side by side: problems are searched together up to this many.
    private static let sideBySide = 256

    func collect(into collector: Collector) async throws -> RowID<RunRecord> {
        guard let domain = plan.domain as? any TracedDomain else {
            throw ExperimentError(
                "the traces of \(plan.domain.name) have no steps to search by", hint: "use a domain with traces")
        }
        return try await collect(domain, into: collector)
    }

    private func collect<D: TracedDomain>(_ domain: D, into collector: Collector) async throws -> RowID<RunRecord> {
        try plan.options.validate()
        let set = try FrozenSet.load(plan.split, of: domain, first: plan.problems)
        let problems = Array(set.problems.prefix(plan.problems))
        let prompts = problems.map(domain.prompt)
        let run = try plan.run(set, of: domain, search: settings, in: collector.store)
        return try await collector.collect(
            run, read: DomainReader(domain: domain, problems: problems, style: plan.model.style),
            title: "searching \(plan.title) \(settings.method.rawValue) \(candidates)", grouping: .calls
        ) { collecting in
            try plan.checkContext(longestPrompt: prompts.map(\.count).max() ?? 0)
            let registered = collecting.registered
            let scorer = try collector.store.findOrInsert(
                ToolRecord(kind: .scorer, name: SearchCost.guideTool, version: 1, sha256: settings.guideSHA256))
            let pending = try pending(registered, in: collector.store)
            let worker = ModelSearchWorker(
                domain: domain, weights: PackedWeights(plan.model.parameters), scorer: guide, options: plan.options,
                threads: threads, cost: FloatingPointCost(plan.model.parameters.configuration))
            await collecting.expect(pending.count * candidates)
            let chunk = max(1, Self.sideBySide / candidates)
            for start in stride(from: 0, to: pending.count, by: chunk) {
                try Task.checkCancellation()
                await collecting.report("")
                let part = Array(pending[start..<min(start + chunk, pending.count)])
                for (pending, groups) in zip(part, try await search(part, worker, problems, prompts)) {
                    let place = pending.problem
                    await collecting.skip(candidates - groups.count * settings.group)
                    try await collecting.add(
                        groups.flatMap { group in
                            group.found.map { drawn($0, at: place, prompt: prompts[place].count, scoredBy: scorer) }
                        },
                        calls: groups.flatMap { calls(of: $0, for: registered.problems[place], to: scorer) }, detail: ""
                    )
                }
            }
            return registered.run
        }
    }

    /// The problems whose groups are not all in the ledger, with the groups that they lack.
    private func pending(_ registered: RegisteredRun, in store: Store) throws -> [PendingSearch] {
        var paid: [RowID<ProblemRecord>: Set<Int>] = [:]
        for call in try store.calls(of: registered.run) where call.purpose == .guide {
            paid[call.problem, default: []].insert(call.sampleIndex / settings.group)
        }
        return registered.problems.enumerated().compactMap { place, problem in
            let groups = (0..<candidates / settings.group).filter { paid[problem]?.contains($0) != true }
            return groups.isEmpty ? nil : PendingSearch(problem: place, groups: groups)
        }
    }

    private struct PendingSearch {
        var problem: Int
        var groups: [Int]
    }

    /// A group is what the candidates came to whose search was one.
    private struct Group {
        var number: Int
        var found: [Found]
        var cost: SearchCost
    }

    private struct Found {
        var sampleIndex: Int
        var branch: SearchBranch
        var logProbability: Double
    }

    private func drawn(
        _ found: Found, at place: Int, prompt: Int, scoredBy scorer: RowID<ToolRecord>
    ) -> RunCollector.Drawn {
        let (branch, cost) = (found.branch, FloatingPointCost(plan.model.parameters.configuration))
        return RunCollector.Drawn(
            place: place, sampleIndex: found.sampleIndex,
            completion: SampledCompletion(
                content: .tokens(branch.tokens), logProbability: found.logProbability, promptTokens: prompt,
                stopReason: branch.stop ?? SearchStop.abandoned,
                flops: cost.completion(tokens: branch.tokens.count, promptTokens: prompt)),
            scores: [.init(scorer: scorer, value: settings.rules.worth(branch), steps: branch.values)])
    }

    /// The ledger's rows of a group: what was written and what the guide read, dropped branches included.
    private func calls(
        of group: Group, for problem: RowID<ProblemRecord>, to scorer: RowID<ToolRecord>
    ) -> [CallRecord] {
        let (cost, first) = (group.cost, group.number * settings.group)
        return [
            CallRecord(
                problem: problem, sampleIndex: first, purpose: .generate, calls: cost.calls, tokensOut: cost.tokens,
                flops: cost.flops),
            CallRecord(
                problem: problem, sampleIndex: first, purpose: .guide, tool: scorer, calls: cost.calls,
                flops: cost.guideFlops),
        ]
    }

    /// Searches some problems together, [problem][group].
    private func search<D: TracedDomain>(
        _ pending: [PendingSearch], _ worker: ModelSearchWorker<D>, _ problems: [D.Problem], _ prompts: [[Int]]
    ) async throws -> [[Group]] {
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
        return try await groups(pending, trees.map(\.results), costs, prompts)
    }

    /// The groups with what they cost, and the log-probabilities of their candidates under the model.
    private func groups(
        _ pending: [PendingSearch], _ results: [[[SearchBranch]]], _ costs: [[SearchCost]], _ prompts: [[Int]]
    ) async throws -> [[Group]] {
        let reader = TokenScorer(PackedWeights(plan.model.parameters))
        var all: [[Group]] = []
        for (index, groups) in results.enumerated() {
            let prompt = prompts[pending[index].problem]
            let sequences = groups.joined().map { prompt + $0.tokens }
            let read = try await reader.logProbabilities(of: Array(sequences), threads: threads)
            var sums = read.map { $0.dropFirst(prompt.count - 1).reduce(0, +) }[...]
            all.append(
                zip(pending[index].groups, zip(groups, costs[index])).map { number, searched in
                    let (branches, cost) = searched
                    let found = branches.indices.map { place in
                        Found(
                            sampleIndex: number * settings.group + place, branch: branches[place],
                            logProbability: sums.popFirst() ?? .nan)
                    }
                    return Group(number: number, found: found, cost: cost)
                })
        }
        return all
    }
}
