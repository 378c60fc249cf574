import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Sampling")
struct SamplingTests {
    private func digest(_ plan: SamplingPlan, threads: Int = 1) async throws -> String {
        let store = try Store.inMemory()
        return try PoolDigest.sha256(of: await sample(plan, into: store, threads: threads), in: store)
    }

    @Test("the number of threads changes no byte", arguments: Domains.generated.map(\.name))
    func threads(name: String) async throws {
        let plan = try TinyModel.plan(
            try #require(Domains.named(name) as? any GeneratedDomain), problems: 5, samples: 70)
        let one = try await digest(plan)
        #expect(try await digest(plan, threads: 2) == one)
        #expect(try await digest(plan, threads: 4) == one)
    }

    @Test("a sample costs a decoding step for each token behind the first, over all that was written before it")
    func flops() async throws {
        let store = try Store.inMemory()
        let plan = try TinyModel.plan(problems: 3, samples: 2)
        let run = try await sample(plan, into: store, threads: 1)
        let shape = plan.model.parameters.configuration
        let (width, layers) = (shape.width, shape.layers)
        let matrices = layers * (4 * width * width + 3 * width * shape.feedForward) + width * shape.vocabularySize
        var count = 0
        try store.forEachCandidate(of: run) { stored in
            let candidate = stored.record.candidate
            let steps = (1..<max(1, candidate.tokens.count)).map { place in
                2 * matrices + 4 * layers * width * (candidate.promptTokens + place)
            }
            #expect(candidate.promptTokens > 0 && candidate.flops == Double(steps.reduce(0, +)))
            count += 1
        }
        #expect(count == 6)
    }

    @Test("candidates drawn later are the ones that all at once would have been")
    func extensionBySamples() async throws {
        let (few, many) = (try TinyModel.plan(samples: 4), try TinyModel.plan(samples: 8))
        let store = try Store.inMemory()
        let run = try await sample(few, into: store, threads: 2)
        let before = try PoolDigest.sha256(of: run, in: store)
        #expect(try await sample(many, into: store, threads: 2) == run)
        #expect(try PoolDigest.sha256(of: run, in: store) != before)
        #expect(try await digest(many) == PoolDigest.sha256(of: run, in: store))
        #expect(try store.runs().count == 1)
    }

    @Test("a run of other kernels is gone on with by force only, as a run beside it that says so")
    func otherKernels() async throws {
        var plan = try TinyModel.plan()
        let store = try Store.inMemory()
        let first = try await sample(plan, into: store, threads: 1)
        let record = try #require(try store.run(number: first.value)).record
        // The same run as another build would have registered it, in a database without this build's.
        let elsewhere = try Store.inMemory()
        let set = try elsewhere.findOrInsert(try store.problemSet(record.problemSet))
        let model = try elsewhere.findOrInsert(try store.model(record.model))
        let other = try elsewhere.findOrInsert(
            RunRecord(
                identity: "of another build", kind: record.kind, problemSet: set, model: model, seed: record.seed,
                temperature: record.temperature, topK: record.topK, topP: record.topP, maxTokens: record.maxTokens,
                kernelPath: "another path", winnowVersion: "0", createdAt: record.createdAt))
        let refusal = await #expect(throws: ExperimentError.self) {
            try await sample(plan, into: elsewhere, threads: 1)
        }
        #expect(refusal?.description.contains("another path") == true)
        plan.allowsOtherKernels = true
        let beside = try await sample(plan, into: elsewhere, threads: 1)
        #expect(beside != other)
        #expect(try PoolDigest.sha256(of: beside, in: elsewhere) == PoolDigest.sha256(of: first, in: store))
        let mark = try #require(try elsewhere.run(number: beside.value)).record.configurationJSON
        #expect(mark.contains("run \(other)"))
        plan.allowsOtherKernels = false
        #expect(try await sample(plan, into: elsewhere, threads: 1) == beside)
    }

    @Test("more problems extend the run")
    func extensionByProblems() async throws {
        let (few, many) = (try TinyModel.plan(problems: 2), try TinyModel.plan(problems: 5))
        let store = try Store.inMemory()
        let run = try await sample(few, into: store, threads: 1)
        #expect(try await sample(many, into: store, threads: 1) == run)
        #expect(try await digest(many) == PoolDigest.sha256(of: run, in: store))
        #expect(try store.sampleIndices(of: run).count == 5)
    }

    @Test("a finished run draws nothing when it is asked for again, or for less")
    func finished() async throws {
        let store = try Store.inMemory()
        let run = try await sample(try TinyModel.plan(), into: store, threads: 1)
        let (revision, digest) = (try store.revision(of: run), try PoolDigest.sha256(of: run, in: store))
        for plan in [try TinyModel.plan(), try TinyModel.plan(problems: 2), try TinyModel.plan(samples: 3)] {
            #expect(try await sample(plan, into: store, threads: 1) == run)
        }
        #expect(try store.revision(of: run) == revision)
        #expect(try PoolDigest.sha256(of: run, in: store) == digest)
    }

    @Test("another seed, temperature, limit or model is another run")
    func otherRuns() async throws {
        let store = try Store.inMemory()
        var otherModel = try TinyModel.plan()
        otherModel.model = try TinyModel.load(ChainDomain(), seed: 2)
        let plans = [
            try TinyModel.plan(), try TinyModel.plan(seed: 8), try TinyModel.plan(temperature: 0.5),
            try TinyModel.plan(maxTokens: 11), otherModel,
        ]
        var runs: Set<RowID<RunRecord>> = []
        var digests: Set<String> = []
        for plan in plans {
            let run = try await sample(plan, into: store, threads: 1)
            runs.insert(run)
            digests.insert(try PoolDigest.sha256(of: run, in: store))
        }
        #expect(runs.count == plans.count)
        #expect(digests.count == plans.count)
    }

    @Test("pools of all seeds and temperatures share one greedy run")
    func greedy() async throws {
        let store = try Store.inMemory()
        let folder = try TemporaryFolder()
        try TinyModel.write(ChainDomain(), to: folder.url)
        var request = SamplingRequest(
            domains: ["chain"], models: [folder.url.path], temperatures: [0.5, 0.9], maxTokens: 10, problems: 3,
            samples: 4, seed: 1, threads: 1)
        #expect(try await Sweep(request).sample(into: store) { _ in }.count == 2)
        request.seed = 2
        #expect(try await Sweep(request).sample(into: store) { _ in }.count == 2)
        let runs = try store.overview()
        #expect(runs.filter { $0.kind == .sample }.map(\.candidates) == [12, 12, 12, 12])
        #expect(runs.filter { $0.kind == .greedy }.map(\.candidates) == [3])
        for run in try store.runs() where run.record.kind == .sample {
            #expect(try RunPools(run, in: store).entries.allSatisfy { $0.pool.greedy != nil })
        }
    }

    @Test("what was sampled is judged, priced and has a stop reason")
    func rows() async throws {
        let store = try Store.inMemory()
        let plan = try TinyModel.plan(problems: 6, samples: 32)
        let run = try await sample(plan, into: store, threads: 2)
        let judges = try store.judges(of: run)
        var stops: Set<String> = []
        try store.forEachPoolRow(of: run, judgedBy: judges) { row in
            stops.insert(row.stopReason)
            #expect(row.correct != nil)
            #expect(row.traceCheck != nil)
            #expect((row.answerKey == nil) == (row.outcome == nil))
            #expect(row.tokens == row.traceTokens + row.answerTokens)
            #expect((row.tokens ?? 0) <= 12 && (row.tokens ?? 0) > 0)
            // The prompt's own logits draw the first token.
            #expect((row.flops > 0) == ((row.tokens ?? 0) > 1))
            #expect((row.logProbability ?? 1) < 0)
        }
        #expect(stops == ["end", "length"])
    }

    @Test("impossible options and a completion beyond the context are refused before anything is drawn")
    func refused() async throws {
        let store = try Store.inMemory()
        for plan in [
            try TinyModel.plan(maxTokens: 0), try TinyModel.plan(temperature: -1), try TinyModel.plan(maxTokens: 600),
            try TinyModel.plan(problems: 3001),
        ] {
            await #expect(throws: (any Error).self) { try await sample(plan, into: store, threads: 1) }
        }
        #expect(try nonEmpty(store.overview()).allSatisfy { $0.candidates == 0 })
    }
}
