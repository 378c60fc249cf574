import TestGuards
import Testing
import WinnowDomains
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Partial verifiers on stored runs")
struct PartialVerifierTests {
    /// Three mazes with a right path, one that ends too early, one that begins too late, and one without an end.
    private func mazes(in store: Store) throws -> Stored<RunRecord> {
        let domain = MazeDomain()
        let set = domain.problemSet(.test, count: 3)
        let setID = try store.findOrInsert(
            ProblemSetRecord(domain: domain.name, name: set.name, version: set.version, sha256: "5e7"))
        let problems = try store.findOrInsert(FrozenSet.records(set, of: domain, first: 3), in: setID)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "by-hand", sha256: "a1", role: "generator", parameters: 1,
                configurationJSON: """
                    {"vocabularySize":\(domain.vocabulary.count),"width":16,"layers":1,"heads":2,"feedForward":32,\
                    "contextLength":512,"ropeTheta":10000,"normEpsilon":1e-5}
                    """, symbols: domain.vocabulary.symbols))
        let reader = DomainReader(domain: domain, problems: set.problems, style: .traced)
        let tools = try reader.tools(in: store)
        let run = try store.findOrInsert(
            RunRecord(
                identity: "mazes", kind: .sample, problemSet: setID, model: model, seed: 1, temperature: 0.8,
                maxTokens: 300, kernelPath: "none", winnowVersion: winnowVersion, createdAt: "2026-11-23T01:00:00Z"))
        for (index, problem) in set.problems.enumerated() {
            var random = domain.stream("partial", seed: 1, index: index)
            let solution = domain.solve(problem, using: &random)
            let answers: [[Int]] = [
                solution.answer, Array(solution.answer.dropLast()),
                Array(solution.answer.prefix(1) + solution.answer.dropFirst(2)),
            ]
            let completions = answers.map { solution.trace + $0 + [Vocabulary.end] } + [solution.trace]
            try store.append(
                completions.enumerated().map { sample, tokens in
                    let read = reader.read(
                        SampledCompletion(content: .tokens(tokens), stopReason: "end"), ofProblemAt: index)
                    return CandidateEntry(
                        CandidateRecord(
                            problem: problems[index], sampleIndex: sample, tokens: tokens.map { UInt16($0) },
                            logProbability: -1, promptTokens: 5, traceTokens: read.traceTokens,
                            answerTokens: read.answerTokens, stopReason: "end", flops: 1), read.judgements)
                }, to: run, judgedBy: tools)
        }
        return try RunChoice.runs([run.value], in: store)[0]
    }

    @Test("what is outside the moves looked at is accepted, and stored with the critiques of the rest")
    func firstMoves() async throws {
        let store = try Store.inMemory()
        let run = try mazes(in: store)
        func pools(_ extent: Int) async throws -> RunPools {
            let request = try NoisyVerifierRequest(
                .partial(PartialChoice(parsing: "first-moves:\(extent)")), budgets: [1, 4], penalties: [1])
            try await NoisyJudging(of: run, in: store).judge(by: request.verifier) { _ in }
            return try #require(try await NoisyVerifierStudy(of: [run], request, in: store) { _ in }.runs.first).pools
        }
        let verdicts = try await pools(1).entries.map { $0.pool.candidates.map(\.isAccepted) }
        // Every maze's shortest path has more than one move, so its missing end is not seen.
        #expect(try nonEmpty(verdicts).allSatisfy { $0 == [true, true, false, nil] })
        let all = try await pools(100)
        #expect(
            try nonEmpty(all.entries).allSatisfy { $0.pool.candidates.map(\.isAccepted) == [true, false, false, nil] })
        #expect(all.otherVerifier?.name == "partial-first-moves:moves=100")
        #expect(all.otherVerifier?.declaration.complete == true && all.otherVerifier?.declaration.sound == false)
        #expect(all.rates.acceptedWrong == 0 && all.rates.rejectedRight == 0)

        var judges = try store.judges(of: run.id)
        #expect(try store.tool(try #require(judges.verifier)).name == "maze-verifier")
        judges.verifier = try RunVerifier(named: "partial-first-moves:moves=1", of: run.id, in: store).tool
        let late = try #require(try store.candidate(of: run.id, position: 1, sampleIndex: 2, judgedBy: judges))
        #expect(late.record.judgements.verdict?.critiquesJSON?.contains("wrong_start") == true)
        #expect(late.record.judgements.verdict?.calls == 1)
    }

    @Test(
        "a partial verifier that a domain does not have is refused with those it has",
        arguments: [
            ("last-step", "maze has no partial verifier \"last-step\"", "first-moves"),
            ("first-moves:0", "\"first-moves:0\" is not NAME or NAME:m", "first-moves:3"),
            ("first-moves:", "\"first-moves:\" is not NAME or NAME:m", "first-moves:3"),
        ])
    func refusals(text: String, problem: String, hint: String) throws {
        let error = #expect(throws: ExperimentError.self) {
            try PartialChoice(parsing: text).verifier(of: MazeDomain())
        }
        #expect(error?.problem == problem && error?.hint.contains(hint) == true)
    }

    @Test("chain has none, and says so; one without a number takes none")
    func others() throws {
        let chain = #expect(throws: ExperimentError.self) {
            try PartialChoice(parsing: "first-moves").verifier(of: ChainDomain())
        }
        #expect(chain?.problem == "chain has no partial verifier")
        let extent = #expect(throws: ExperimentError.self) {
            try PartialChoice(parsing: "value-only:3").verifier(of: CountdownDomain())
        }
        #expect(extent?.problem == "value-only has no number to set")
        #expect(try PartialChoice(parsing: "first-moves:7").verifier(of: MazeDomain()).extent?.value == 7)
        #expect(
            PartialChoice.list.contains("maze  first-moves:m (default 4)") && !PartialChoice.list.contains("  chain"))
    }
}
