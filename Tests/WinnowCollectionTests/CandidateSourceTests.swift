import TestSupport
import Testing
import WinnowCore
import WinnowDomains
import WinnowSelection
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("A source of candidates")
struct CandidateSourceTests {
    /// A source of a test's own: it answers wrong at first, is told what the verifier says, and then answers right.
    private struct Learner: CandidateSource {
        let problems: Int
        var limit = Int.max

        func collect(into collector: Collector) async throws -> RowID<RunRecord> {
            let domain = ChainDomain()
            let set = try FrozenSet.load(.test, of: domain, first: problems)
            let instances = Array(set.problems.prefix(problems))
            let plan = RunPlan(
                identity: "learner", kind: .sample,
                problems: ProblemList(
                    ProblemSetRecord(domain: domain.name, name: set.name, version: set.version, sha256: "5e7"),
                    FrozenSet.records(set, of: domain, first: problems)),
                model: ModelRecord(
                    name: "learner", sha256: "1ea", role: "generator", parameters: 0, configurationJSON: "{}",
                    symbols: domain.vocabulary.symbols),
                seed: 1, temperature: nil, maxTokens: 99, kernelPath: "none",
                parameters: .builtIn(.init(style: "answer-only", split: "test")))
            return try await collector.collect(
                plan, read: DomainReader(domain: domain, problems: instances, style: .answerOnly), title: "learning",
                grouping: .batches
            ) { collecting in
                for (place, problem) in instances.enumerated().prefix(limit) {
                    guard !collecting.registered.missing(at: place, of: 1).isEmpty else { continue }
                    var random = domain.stream("learner", seed: 1, index: place)
                    let right = domain.solve(problem, using: &random).answer
                    let wrong = [right[0], domain.vocabulary.token("n95") ?? 0]
                    var round = 0
                    var answer = wrong
                    while true {
                        let said = try await collecting.add(
                            [
                                .init(
                                    place: place, sampleIndex: 0, round: round, revises: round == 0 ? nil : round - 1,
                                    completion: SampledCompletion(
                                        content: .tokens(answer + [Vocabulary.end]), stopReason: "end"))
                            ],
                            calls: round == 0
                                ? []
                                : [
                                    CallRecord(
                                        problem: collecting.registered.problems[place], sampleIndex: 0, round: round,
                                        purpose: .generate, calls: 1, tokensIn: 7, tokensOut: answer.count + 1)
                                ])
                        if said[0].judgements[0].verdict?.outcome == .accepted { break }
                        (answer, round) = (right, round + 1)
                    }
                }
                return collecting.registered.run
            }
        }
    }

    @Test("it may call its model again after a verdict, in rounds with parents and rows of the ledger")
    func rounds() async throws {
        let store = try Store.inMemory()
        let run = try await Learner(problems: 3).collect(into: Collector(into: store) { _ in })
        var rounds: [(Int, RowID<CandidateRecord>?)] = []
        var first: [RowID<CandidateRecord>] = []
        try store.forEachCandidate(of: run, judgedBy: store.judges(of: run)) { entry in
            let candidate = entry.record.candidate
            rounds.append((candidate.round, candidate.parent))
            if candidate.round == 0 { first.append(entry.candidateID) }
            #expect((entry.record.judgements.correct == true) == (candidate.round == 1))
        }
        #expect(rounds.map(\.0) == [0, 1, 0, 1, 0, 1])
        #expect(rounds.compactMap(\.1) == first)
        #expect(try store.calls(of: run).map(\.round) == [1, 1, 1])
        #expect(try store.runs()[0].record.temperature == nil)
        // Only first rounds are candidates of a pool.
        #expect(try store.overview()[0].candidates == 3)
        #expect(try #require(try store.pace(of: run)).candidates == 6)
    }

    @Test("it goes on where it was, and the same call adds nothing")
    func resuming() async throws {
        let store = try Store.inMemory()
        let collector = Collector(into: store) { _ in }
        let run = try await Learner(problems: 3, limit: 1).collect(into: collector)
        #expect(try store.candidateCount(of: run) == 1)
        for _ in 0..<2 { #expect(try await Learner(problems: 3).collect(into: collector) == run) }
        #expect(try store.candidateCount(of: run) == 3)
        #expect(try store.calls(of: run).count == 3)
        let whole = try Store.inMemory()
        let other = try await Learner(problems: 3).collect(into: Collector(into: whole) { _ in })
        #expect(try PoolDigest.sha256(of: run, in: store) == PoolDigest.sha256(of: other, in: whole))
    }

    @Test("what was handed over is kept where it fails")
    func failing() async throws {
        struct Failure: Error {}
        let store = try Store.inMemory()
        let plan = try TinyModel.plan(problems: 1, samples: 1)
        let set = try FrozenSet.load(.test, of: ChainDomain(), first: 1)
        let run = try plan.run(set, of: ChainDomain(), in: store)
        await #expect(throws: Failure.self) {
            try await Collector(into: store) { _ in }.collect(
                run, read: DomainReader(domain: ChainDomain(), problems: set.problems, style: .traced),
                title: "failing",
                grouping: .batches
            ) { collecting in
                try await collecting.add([
                    .init(
                        place: 0, sampleIndex: 0,
                        completion: SampledCompletion(content: .tokens([1]), stopReason: "end"))
                ])
                throw Failure()
            }
        }
        #expect(try store.candidateCount(of: store.runs()[0].id) == 1)
    }

    @Test("the parameters of every source are read back as they were written")
    func parameters() throws {
        let builtIn = SourceParameters.BuiltIn(
            style: "traced", split: "tune", modelFolder: "/a b", sameButForKernels: "run 3")
        let search = SearchSettings(
            method: .beam, beams: 8, rules: SearchRules(width: 4, reduction: .last, steps: 6), guide: "orm",
            guideSHA256: "9d")
        let cases: [(RunKind, SourceParameters)] = [
            (.sample, .builtIn(.init(style: "traced", split: "test"))), (.greedy, .builtIn(builtIn)),
            (.search, .search(builtIn, search)),
            (
                .sample,
                .endpoint(
                    .init(
                        address: "http://h/v1", request: "chat", stop: ["\n\"", "b"], extra: #"{"top_k": 20}"#,
                        perRequest: 4, stoppingRule: "adaptive-beta"))
            ),
            (
                .greedy,
                .endpoint(
                    .init(address: "x", request: "completions", stop: [], extra: nil, perRequest: 1, stoppingRule: nil))
            ),
            (.imported, .file(.init(origin: "f1", settings: #"{"format": "generic"}"#))),
        ]
        let store = try Store.inMemory()
        let set = ProblemSetRecord(domain: "text", name: "set", version: 1, sha256: "5e7")
        let model = ModelRecord(
            name: "m", sha256: "1ea", role: "generator", parameters: 0, configurationJSON: "{}", symbols: [])
        for (index, (kind, parameters)) in cases.enumerated() {
            let run = try store.register(
                RunPlan(
                    identity: "\(index)", kind: kind, problems: ProblemList(set, []), model: model, seed: 1,
                    temperature: nil, maxTokens: 1, kernelPath: "none", parameters: parameters)
            ).run
            let stored = try #require(try store.run(number: run.value))
            #expect(stored.record.kind == kind)
            #expect(SourceParameters(stored.record) == parameters)
        }
    }
}
