import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowScoring
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Guided searches")
struct GuidedSearchTests {
    private static let domain = ChainDomain()

    private func guide(head: Int = 2) throws -> StepScorer {
        let parameters = try Parameters(TinyModel.shape(Self.domain), seed: 4)
            .adding(tokens: 3, valueHeads: 3, seed: 1)
        return StepScorer(ValueScorer(parameters), head: head)
    }

    private func search(
        _ method: SearchMethod, candidates: Int = 8, width: Int = 4, problems: Int = 3, threads: Int = 2,
        in store: Store
    ) async throws -> RowID<RunRecord> {
        let settings = SearchSettings(
            method: method, beams: method == .beam ? candidates : nil,
            rules: SearchRules(width: width, reduction: .last, steps: 6), guide: "prm-policy-value",
            guideSHA256: "9d")
        let source = SearchSource(
            plan: try TinyModel.plan(problems: problems, maxTokens: 24), settings: settings, candidates: candidates,
            guide: try guide(), threads: threads)
        return try await source.collect(into: Collector(into: store) { _ in })
    }

    private func pools(_ run: RowID<RunRecord>, in store: Store) throws -> RunPools {
        try RunPools(RunChoice.runs([run.value], in: store, allowing: [.search])[0], in: store, guesses: false)
    }

    @Test(
        "the same seed gives the same bytes on any number of threads, however many problems are searched",
        arguments: [
            SearchMethod.beam, .dvts,
        ])
    func bytes(method: SearchMethod) async throws {
        let (one, other) = (try Store.inMemory(), try Store.inMemory())
        let first = try await search(method, threads: 1, in: one)
        // In two calls, the first of which asks for less.
        _ = try await search(method, problems: 2, threads: 3, in: other)
        let second = try await search(method, threads: 3, in: other)
        #expect(try PoolDigest.sha256(of: first, in: one) == PoolDigest.sha256(of: second, in: other))
        let before = try pools(second, in: other)
        #expect(before.entries.map(\.pool.candidates.count) == [8, 8, 8])
        // Once more draws nothing.
        _ = try await search(method, in: other)
        #expect(try PoolDigest.sha256(of: second, in: other) == PoolDigest.sha256(of: first, in: one))
    }

    @Test("trees extend a run, and a beam of another size is another run")
    func extending() async throws {
        let (grown, whole) = (try Store.inMemory(), try Store.inMemory())
        let small = try await search(.dvts, candidates: 4, in: grown)
        let large = try await search(.dvts, candidates: 12, in: grown)
        #expect(small == large)
        let fresh = try await search(.dvts, candidates: 12, in: whole)
        #expect(try PoolDigest.sha256(of: large, in: grown) == PoolDigest.sha256(of: fresh, in: whole))
        let beam = try await search(.beam, candidates: 4, in: grown)
        let other = try await search(.beam, candidates: 8, in: grown)
        #expect(Set([small, beam, other]).count == 3)
    }

    @Test("a beam of one with one step each is plain sampling: it pays its own tokens and what the guide reads")
    func plain() async throws {
        let store = try Store.inMemory()
        let run = try await search(.beam, candidates: 1, width: 1, in: store)
        let pools = try pools(run, in: store)
        let ledger = try #require(pools.search)
        let problems = Self.domain.problemSet(.test, count: pools.entries.count).problems
        for (place, entry) in pools.entries.enumerated() {
            let candidate = entry.pool.candidates[0]
            let cost = ledger.cost(of: place, 0..<1)
            #expect(cost.tokens == candidate.tokens)
            #expect(abs(cost.flops - candidate.flops) <= 1e-9 * candidate.flops)
            // The guide reads the prompt once, and on from there step by step.
            let prompt = Self.domain.prompt(for: problems[place]).count
            let read = try guide().flops(promptTokens: prompt, completionTokens: candidate.tokens)
            #expect(abs(cost.guideFlops - read) <= 1e-9 * read)
        }
    }

    @Test("a step costs what it adds to what was written before it, for the generator and for the guide")
    func stepCosts() async throws {
        let model = try TinyModel.load(Self.domain)
        let cost = FloatingPointCost(model.parameters.configuration)
        let guide = try guide()
        let worker = ModelSearchWorker(
            domain: Self.domain, weights: PackedWeights(model.parameters), scorer: guide,
            options: SamplingOptions(temperature: 1, maxTokens: 30), threads: 1, cost: cost)
        let problem = Self.domain.problemSet(.test, count: 1).problems[0]
        var random = Self.domain.stream("costs", seed: 1, index: 0)
        let written = Self.domain.solve(problem, using: &random).completion(.traced).prefix(7)
        let prompt = Self.domain.prompt(for: problem)
        let expansion = SearchExpansion(
            branch: SearchBranch(tokens: Array(written)), key: 5, children: 3, isLast: true)
        let grown = try await worker.children(of: [.init(prompt: prompt, expansion: expansion)])[0]
        var expected = SearchCost()
        for child in try nonEmpty(grown.children) {
            #expect(Array(child.tokens.prefix(7)) == Array(written) && child.tokens.count > 7)
            func added(_ flops: (Int) -> Double) -> Double { flops(child.tokens.count) - flops(7) }
            expected += SearchCost(
                calls: 1, tokens: child.tokens.count - 7,
                flops: added { cost.completion(tokens: $0, promptTokens: prompt.count) },
                guideFlops: added { guide.flops(promptTokens: prompt.count, completionTokens: $0) })
        }
        #expect(grown.cost.calls == 3 && grown.cost.tokens == expected.tokens)
        #expect(abs(grown.cost.flops - expected.flops) <= 1e-9 * expected.flops)
        #expect(abs(grown.cost.guideFlops - expected.guideFlops) <= 1e-9 * expected.guideFlops)
    }

    @Test("tables pay all of a search, whatever is done with its candidates, and take whole groups")
    func columns() async throws {
        let store = try Store.inMemory()
        let run = try await search(.dvts, candidates: 12, in: store)
        let majority = try #require(Strategies.named("majority"))
        let own = try #require(Strategies.named("search-guide-max"))
        let pools = try pools(run, in: store).scored(for: [own], in: store, requiring: true)
        let columns = try await pools.columns(EstimationRequest(strategies: [majority, own], budgets: [4, 12]))
        #expect(columns.map(\.budget) == [4, 12, 4, 12])
        let ledger = try #require(pools.search)
        #expect(ledger.budgets(upTo: 12) == [4, 8, 12])
        for (place, outcome) in columns[1].outcomes.enumerated() {
            let cost = ledger.cost(of: place, 0..<12)
            #expect(outcome.tokens == Double(cost.tokens))
            #expect(abs(outcome.spent.scoring.flops / cost.guideFlops - 1) < 1e-9)
            #expect(
                abs(outcome.flops / columns[3].outcomes[place].flops - 1) < 1e-9, "the guide's pick is paid already")
            // A third of the trees in the mean over all thirds.
            #expect(abs(columns[0].outcomes[place].tokens * 3 - outcome.tokens) < 1e-6)
        }
        await #expect(throws: ExperimentError.self) {
            _ = try await pools.columns(EstimationRequest(strategies: [majority], budgets: [6]))
        }
        #expect(throws: ExperimentError.self) { try RunChoice.runs([run.value], in: store) }
        let summaries = try await BudgetStudy(
            of: [pools.run], in: store, StrategyRequest(), saving: true
        ) { _ in }.summaries
        #expect(Set(summaries[0].rows.map(\.strategy.name)).isSuperset(of: ["majority", "search-guide-max", "oracle"]))
        #expect(try BudgetStudy(summaries).report.rendered(as: .csv).contains(",groups,"))
    }

    @Test("a search that spends more than the other side is cut back by whole trees, or refused where it is one search")
    func cut() async throws {
        let store = try Store.inMemory()
        let trees = try await search(.dvts, candidates: 12, in: store)
        func compare(_ a: String, _ b: String) async throws -> ComparisonRow {
            let contenders = [try Contender(parsing: a), try Contender(parsing: b)]
            return try #require(try await ComparisonStudy(contenders, atEqual: .tokens, in: store).rows.first)
        }
        let row = try await compare("\(trees):majority@12", "\(trees):majority@4")
        #expect(row.spending?.budgetA == MixedBudget(4))
        let beam = try await search(.beam, candidates: 8, in: store)
        let error = await #expect(throws: ExperimentError.self) {
            try await compare("\(beam):majority@8", "\(trees):majority@4")
        }
        #expect(error?.problem.contains("a search for 8 of") == true)
    }

    @Test("a search whose candidates are stored without their costs completes them")
    func completed() async throws {
        let store = try Store.inMemory()
        let run = try await search(.beam, candidates: 4, problems: 1, in: store)
        // Candidates without scores and calls, as older versions left them when they were killed.
        let other = try Store.inMemory()
        let plan = try TinyModel.plan(problems: 1, maxTokens: 24)
        let set = try FrozenSet.load(.test, of: Self.domain, first: 1)
        let settings = try #require(SearchSettings(try pools(run, in: store).run.record))
        let registered = try other.register(plan.run(set, of: Self.domain, search: settings, in: other))
        let judges = try DomainReader.tools(of: Self.domain, in: other)
        var entries: [CandidateEntry] = []
        try store.forEachCandidate(of: run, judgedBy: store.judges(of: run)) { entries.append($0.record) }
        try other.append(entries, to: registered.run, judgedBy: judges)
        #expect(throws: ExperimentError.self) { try pools(registered.run, in: other) }
        let completed = try await search(.beam, candidates: 4, problems: 1, in: other)
        #expect(completed == registered.run)
        #expect(try PoolDigest.sha256(of: completed, in: other) == PoolDigest.sha256(of: run, in: store))
        #expect(try other.calls(of: completed).map(\.flops) == store.calls(of: run).map(\.flops))
        let scorer = try #require(try other.scorers(of: completed).first)
        #expect(try other.scores(of: completed, by: scorer.id).count == 4)
        #expect(try pools(completed, in: other).search != nil)
    }

    @Test("the ledger holds two rows of each group, which sum to what the candidates' estimates spend")
    func ledger() async throws {
        let store = try Store.inMemory()
        let run = try await search(.dvts, candidates: 8, in: store)
        let calls = try store.calls(of: run)
        #expect(calls.count == 3 * 2 * 2)
        #expect(Set(calls.map(\.sampleIndex)) == [0, 4])
        #expect(try nonEmpty(calls).allSatisfy { $0.calls > 0 && $0.flops > 0 })
        // Dropped branches were written too.
        var kept = 0
        try store.forEachCandidate(of: run) { kept += $0.record.candidate.tokens.count }
        #expect(calls.filter { $0.purpose == .generate }.reduce(0) { $0 + $1.tokensOut } >= kept)
        let pools = try pools(run, in: store)
        let column = try #require(
            try await pools.columns(EstimationRequest(strategies: [Majority()], budgets: [8])).first)
        let tokens = column.outcomes.reduce(0) { $0 + $1.spent.tokens }
        #expect(tokens == Double(calls.reduce(0) { $0 + $1.tokensOut }))
    }
}
