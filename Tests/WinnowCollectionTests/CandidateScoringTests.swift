import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowScoring
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore

@Suite("Scoring stored candidates")
struct CandidateScoringTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A scorer with random weights, as if it had learned from a generator.
    private func write(_ kind: ScorerKind, generator: LoadedModel) throws -> String {
        let symbols = kind.reservedSymbols
        let place = folder.url.appending(path: kind.rawValue)
        let parameters = try generator.parameters.adding(
            tokens: symbols.count, valueHeads: kind.valueHeads, layers: 1, seed: 4)
        try ModelFolder(parameters: parameters, symbols: ChainDomain().vocabulary.symbols + symbols).write(
            to: place, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        try ScorerCard.write(
            ScorerInformation(
                kind: kind, domain: "chain", generator: generator.name, generatorSHA256: generator.sha256,
                data: ScorerDataSize(
                    problems: 1, samples: 1, temperature: 0.8, seed: 1, rollouts: 0, steps: 0, right: 0), layers: 1,
                tokens: 0,
                logistic: kind == .logistic
                    ? LogisticModel(
                        features: CandidateFeatures.names, rows: [[0, 0, 1, 1, 1], [-1, -1, 2, 0, 1]],
                        outcomes: [true, false]) : nil, command: "…"), to: place)
        return place.path
    }

    private func scores(_ store: Store) throws -> [String: [ScoreRecord]] {
        var result: [String: [ScoreRecord]] = [:]
        for tool in try store.tools() where tool.record.kind == .scorer {
            result[tool.record.name] = try store.runs().flatMap { try store.scores(of: $0.id, by: tool.id) }
        }
        return result
    }

    private func score(
        _ store: Store, _ scorers: [String], verifications: Int = 1, threads: Int = 1,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws -> ScoringReport {
        try await CandidateScoring(
            store: store,
            request: ScoringRequest(
                scorers: scorers, runs: [], generators: [], verifications: verifications, seed: 1, threads: threads)
        ).run(observe: observe)
    }

    @Test("every candidate gets each number once, the same on any threads, now or after the run was extended")
    func completeness() async throws {
        let generator = try ModelCatalogue.load("weak", for: ChainDomain())
        let folders = try ScorerKind.allCases.map { try write($0, generator: generator) }
        func plan(_ samples: Int) -> SamplingPlan {
            SamplingPlan(
                domain: ChainDomain(), model: generator, split: .test, seed: 1,
                options: SamplingOptions(temperature: 0.8, maxTokens: 87), problems: 4, samples: samples)
        }
        let (whole, parts) = (try Store.inMemory(), try Store.inMemory())
        try await sample(plan(6), into: whole, threads: 2)
        _ = try await score(whole, folders, verifications: 3, threads: 3)
        try await sample(plan(2), into: parts, threads: 2)
        _ = try await score(parts, folders)
        try await sample(plan(6), into: parts, threads: 2)
        _ = try await score(parts, folders, verifications: 3)
        let (one, other) = (try scores(whole), try scores(parts))
        #expect(
            Set(one.keys) == [
                "orm", "prm-step-correct", "prm-state-solvable", "prm-policy-value", "yesno", "yesno-check", "logistic",
            ])
        func values(_ scores: [ScoreRecord]?) -> [[Double]] {
            (scores ?? []).map { [$0.value, Double($0.tokens), $0.flops] + $0.steps }.sorted { "\($0)" < "\($1)" }
        }
        for name in one.keys {
            #expect(one[name]?.count == (name == "yesno-check" ? 72 : 24), "\(name)")
            #expect(values(one[name]) == values(other[name]), "\(name)")
        }
        let again = try await score(parts, folders, verifications: 3)
        #expect(try nonEmpty(again.rows).allSatisfy { $0.scores == 0 })

        // Costs: a check is written in tokens, a value is read.
        #expect(one["yesno-check"]?.allSatisfy { $0.tokens > 0 && $0.flops > 0 } == true)
        #expect(one["orm"]?.allSatisfy { $0.tokens == 0 && $0.flops > 0 } == true)
        // A score is charged as a call of its own: the prompt is read each time, and one value predicted.
        let orm = ScorerKind.orm
        let cost = FloatingPointCost(
            try generator.parameters.adding(
                tokens: orm.reservedSymbols.count, valueHeads: orm.valueHeads, layers: 1, seed: 4
            ).configuration)
        // The steps of a process scorer are those of the domain, and one more for the answer.
        let run = try #require(try whole.runs().first)
        try whole.forEachCandidate(of: run.id) { stored in
            let ends = ChainDomain().stepEnds(of: stored.record.candidate.tokens.map(Int.init))
            let steps = one["prm-step-correct"]?.first { $0.candidate == stored.candidateID }?.steps
            #expect(steps?.count == ends.count)
            let candidate = stored.record.candidate
            let read = candidate.promptTokens + candidate.tokens.count
            let outcome = one["orm"]?.first { $0.candidate == stored.candidateID }
            #expect(outcome?.flops == cost.reading(tokens: read, values: 1))
            let values = one["prm-policy-value"]?.first { $0.candidate == stored.candidateID }
            #expect(values?.value == values?.steps.last)
        }
    }

    @Test("a scorer of another generator has its name behind an @, and a cancelled scoring goes on")
    func foreign() async throws {
        let place = try write(.orm, generator: ModelCatalogue.load("weak", for: ChainDomain()))
        let store = try Store.inMemory()
        try await sample(TinyModel.plan(), into: store)
        let task = Task { try await score(store, [place]) { _ in try? await Task.sleep(for: .seconds(60)) } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        _ = try await score(store, [place])
        #expect(try scores(store).mapValues(\.count) == ["orm@weak": 32])
    }

    @Test("unknown scorers, folders of something else and impossible numbers are refused before anything is scored")
    func refusals() async throws {
        let store = try Store.inMemory()
        try await sample(TinyModel.plan(), into: store)
        for scorers in [["magic"], [], ["orm"], [folder.url.path]] {
            await #expect(throws: ExperimentError.self) { try await score(store, scorers) }
        }
        await #expect(throws: ExperimentError.self) { try await score(store, ["orm"], verifications: 0) }
        #expect(try scores(store).isEmpty)
    }
}
