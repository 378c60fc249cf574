import TestGuards
import TestSupport
import Testing
import WinnowStore

@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Sampling with confidences")
struct ConfidenceSamplingTests {
    private func stored(_ run: RowID<RunRecord>, in store: Store) throws -> [ConfidenceRecord] {
        var found: [ConfidenceRecord] = []
        try store.forEachConfidence(of: run) { found.append($0.confidence) }
        return found
    }

    @Test("a run has the same bytes with them and without, and the same numbers when they are added later")
    func sameBytes() async throws {
        let plain = try TinyModel.plan(problems: 3, samples: 5)
        var asking = plain
        asking.confidence = ConfidenceRequest()
        let (with, without) = (try Store.inMemory(), try Store.inMemory())
        let run = try await sample(asking, into: with)
        let other = try await sample(plain, into: without)
        #expect(try PoolDigest.sha256(of: run, in: with) == PoolDigest.sha256(of: other, in: without))
        #expect(try with.run(number: run.value)?.record.identity == without.run(number: other.value)?.record.identity)
        #expect(try stored(other, in: without).isEmpty)
        // Half of the candidates come later, the other half was sampled without.
        asking.samples = 5
        var first = plain
        first.samples = 2
        let late = try Store.inMemory()
        let mixed = try await sample(first, into: late)
        #expect(try await sample(asking, into: late, threads: 2) == mixed)
        #expect(try await sample(asking, into: without) == other)
        let numbers = try nonEmpty(stored(run, in: with))
        #expect(numbers.count == 15)
        #expect(try stored(mixed, in: late) == numbers && stored(other, in: without) == numbers)
        #expect(try PoolDigest.sha256(of: mixed, in: late) == PoolDigest.sha256(of: run, in: with))
    }

    @Test("they are of every token, with the vocabulary and the number of the best")
    func numbers() async throws {
        var plan = try TinyModel.plan(problems: 2, samples: 3)
        plan.confidence = ConfidenceRequest(best: 3)
        let store = try Store.inMemory()
        let run = try await sample(plan, into: store)
        var lengths: [Int] = []
        try store.forEachCandidate(of: run) { lengths.append($0.record.candidate.tokens.count) }
        let found = try stored(run, in: store)
        #expect(found.map(\.logProbabilities.count) == lengths)
        for record in try nonEmpty(found) {
            #expect(record.best == 3 && record.server == nil)
            #expect(record.vocabulary == plan.model.parameters.configuration.vocabularySize)
            #expect(try nonEmpty(record.entropies).allSatisfy { $0 >= 0 })
            #expect(zip(record.bestMeans, record.wholeMeans).allSatisfy { $0 >= $1 })
        }
    }
}
