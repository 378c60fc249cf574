import Glibc
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct SamplerTests {
    let parameters: Parameters
    let weights: PackedWeights

    init() throws {
        parameters = try Tiny.parameters()
        weights = PackedWeights(parameters)
    }

    /// Samples jobs with one sampler, in one call or in several.
    func sample(
        _ calls: [[SamplingJob]], options: SamplingOptions = SamplingOptions(maxTokens: 24), slots: Int? = 24,
        batch: Int = 256, context: Int = 64
    ) async throws -> [Completion] {
        var sampler = Sampler(weights, options: options, endTokens: [Tiny.endToken], slots: slots, context: context)
        var completions: [Completion] = []
        for jobs in calls {
            var queue = jobs[...]
            try await sampler.run(batch: batch, nextJob: { queue.popFirst() }, emit: { completions += $0 })
        }
        return completions.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
    }

    static func job(_ id: Int, samples: [Int]) -> SamplingJob {
        SamplingJob(id: id, prompt: Tiny.sequence(id).prompt, key: UInt64(1000 + id), samples: samples)
    }

    @Test("samples depend neither on slots, job order and company, nor on being split into several calls")
    func invariance() async throws {
        let everything = (0..<6).map { Self.job($0, samples: Array(0..<5)) }
        var alone: [Completion] = []
        for job in everything { alone += try await sample([[job]], slots: 1) }
        #expect(alone.count == 30)
        #expect(Set(alone.map(\.tokens.count)).count > 5, "lengths should differ for slots to be refilled")
        var random = CounterRandom(key: 12)
        for _ in 0..<40 {
            // Every candidate becomes part of a random job of a random call; some are left out.
            var calls = [[SamplingJob]](repeating: [], count: 1 + random.below(3))
            var chosen: [Completion] = []
            var order = alone
            random.shuffle(&order)
            for completion in order where random.below(5) > 0 {
                chosen.append(completion)
                let call = random.below(calls.count)
                let (id, index) = (completion.job, completion.sampleIndex)
                if let same = calls[call].firstIndex(where: { $0.id == id }), random.below(2) == 0 {
                    calls[call][same].samples.append(index)
                } else {
                    calls[call].append(Self.job(id, samples: [index]))
                }
            }
            let seen = try await sample(
                calls, slots: random.integer(in: 1...40), batch: 1 + random.below(9),
                context: random.integer(in: 40...64))
            let expected = chosen.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
            #expect(seen == expected)
            #expect(seen.map(\.logProbability.bitPattern) == expected.map(\.logProbability.bitPattern))
        }
    }

    @Test("one digest: threads, slots, job order, company, splits and restarts change no token and no bit")
    func oneDigest() async throws {
        let options = SamplingOptions(temperature: 0.9, maxTokens: 20)
        let samples = 75
        let everything = (0..<8).map { Self.job($0, samples: Array(0..<samples)) }
        let expected = try await sample([everything], options: options, slots: 1)
        #expect(expected.count == 8 * samples)
        let collector = Collector()
        var random = CounterRandom(key: 77)
        for trial in 0..<24 {
            // All candidates in random parts of random jobs; calls and samplers end anywhere in between.
            var order = expected.indices.map { $0 }
            random.shuffle(&order)
            var jobs: [SamplingJob] = []
            while !order.isEmpty {
                let part = order.prefix(1 + random.below(40))
                order.removeFirst(part.count)
                for (job, indices) in Dictionary(grouping: part, by: { expected[$0].job }) {
                    jobs.append(Self.job(job, samples: indices.map { expected[$0].sampleIndex }))
                }
            }
            var seen: [Completion] = []
            if trial % 2 == 0 {
                let slots = random.integer(in: 1...300)
                let cut = random.below(jobs.count)
                seen = try await sample(
                    [Array(jobs[..<cut]), Array(jobs[cut...])], options: options, slots: slots,
                    batch: random.integer(in: 1...300), context: random.integer(in: 40...64))
            } else {
                let sampler = ParallelSampler(
                    weights, options: options, endTokens: [Tiny.endToken], threads: random.integer(in: 1...8))
                try await sampler.run(jobs, batch: random.integer(in: 1...300)) { await collector.add($0) }
                seen = await collector.take()
            }
            seen.sort { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
            #expect(seen == expected)
            #expect(seen.map(\.logProbability.bitPattern) == expected.map(\.logProbability.bitPattern))
            #expect(
                seen.map(\.samplingLogProbability.bitPattern) == expected.map(\.samplingLogProbability.bitPattern))
        }
    }

    private actor Collector {
        private var completions: [Completion] = []
        func add(_ more: [Completion]) { completions += more }
        func take() -> [Completion] {
            defer { completions = [] }
            return completions
        }
    }

    @Test("a later limit on the tokens only lengthens what was cut")
    func prefixes() async throws {
        let jobs = [Self.job(3, samples: Array(0..<40))]
        let short = try await sample([jobs], options: SamplingOptions(maxTokens: 6))
        let long = try await sample([jobs], options: SamplingOptions(maxTokens: 24))
        for (one, other) in try pairs(short, long) { #expect(Array(other.tokens.prefix(6)) == one.tokens) }
    }

    @Test("a completion stops at the end token or at the limit, and says which", arguments: [1, 2, 24])
    func stopReasons(maxTokens: Int) async throws {
        let jobs = (0..<4).map { Self.job($0, samples: Array(0..<25)) }
        let completions = try await sample([jobs], options: SamplingOptions(maxTokens: maxTokens))
        for completion in completions {
            let ended = completion.tokens.last == Tiny.endToken
            #expect(completion.stopReason == (ended ? .end : .length))
            #expect(ended || completion.tokens.count == maxTokens)
            #expect(completion.tokens.count <= maxTokens)
            #expect(!completion.tokens.dropLast().contains(Tiny.endToken))
        }
        #expect(Set(completions.map(\.stopReason)).count == 2)
    }

    @Test("greedy completions take the training forward pass's largest logit at every step")
    func greedyIsArgmax() async throws {
        let jobs = (0..<6).map { Self.job($0, samples: [0]) }
        let completions = try await sample([jobs], options: SamplingOptions(temperature: 0, maxTokens: 24))
        var worker = GradientWorker(Tiny.configuration)
        for completion in completions {
            let sequence = TrainingSequence(prompt: jobs[completion.job].prompt, completion: completion.tokens)
            let rows = worker.logits(of: [sequence], parameters: parameters)
            for (row, token) in try pairs(rows, completion.tokens) { #expect(row[token] > (row.max() ?? 0) - 1e-4) }
            #expect(completion.samplingLogProbability == 0)
        }
    }

    @Test(
        "log-probabilities equal those recomputed from the full forward pass",
        arguments: [
            SamplingOptions(maxTokens: 24), SamplingOptions(temperature: 0.7, topK: 5, maxTokens: 24),
            SamplingOptions(temperature: 1.3, topP: 0.8, maxTokens: 24),
        ])
    func logProbabilities(_ options: SamplingOptions) async throws {
        let jobs = (0..<6).map { Self.job($0, samples: [0, 7]) }
        var worker = GradientWorker(Tiny.configuration)
        for completion in try await sample([jobs], options: options) {
            let sequence = TrainingSequence(prompt: jobs[completion.job].prompt, completion: completion.tokens)
            let rows = worker.logits(of: [sequence], parameters: parameters)
            var (own, drawn) = (0.0, 0.0)
            for (row, token) in try pairs(rows, completion.tokens) {
                own += ReferenceModel.logSoftmax(row.map(Double.init))[token]
                drawn += log(TokenDrawTests.distribution(row, options)[token])
            }
            #expect(abs(completion.logProbability - own) < 1e-3)
            #expect(abs(completion.samplingLogProbability - drawn) < 1e-3)
            if options == SamplingOptions(maxTokens: 24) {
                #expect(abs(completion.logProbability - completion.samplingLogProbability) < 1e-4)
            }
        }
    }

    @Test("first tokens are distributed like the softmax", arguments: [0.7, 1, 1.5])
    func distribution(temperature: Double) async throws {
        let draws = 20_000
        let job = Self.job(2, samples: Array(0..<draws))
        let options = SamplingOptions(temperature: temperature, maxTokens: 1)
        let completions = try await sample([[job]], options: options)
        var counts = [Int](repeating: 0, count: 20)
        for completion in completions { counts[completion.tokens[0]] += 1 }
        let last = ReferenceModel(parameters).logits(job.prompt).last ?? []
        let expected = ReferenceModel.logSoftmax(last.map { $0 / temperature }).map { exp($0) * Double(draws) }
        // Rare tokens are counted together, as the statistic asks for.
        var (rare, rareExpected, statistic, degrees) = (0, 0.0, 0.0, -1)
        for (count, mean) in try pairs(counts, expected) {
            if mean < 10 {
                rare += count
                rareExpected += mean
            } else {
                statistic += (Double(count) - mean) * (Double(count) - mean) / mean
                degrees += 1
            }
        }
        if rareExpected > 1 {
            statistic += (Double(rare) - rareExpected) * (Double(rare) - rareExpected) / rareExpected
            degrees += 1
        }
        #expect(degrees >= 5)
        #expect(statistic < Double(degrees) + 6 * (2 * Double(degrees)).squareRoot())
    }

    @Test("completions are handed on while jobs last, never many more than a batch at once")
    func emission() async throws {
        var sizes: [Int] = []
        var queue = (0..<10).map { Self.job($0, samples: Array(0..<20)) }[...]
        var sampler = Sampler(
            weights, options: SamplingOptions(maxTokens: 1), endTokens: [Tiny.endToken], slots: 4, context: 64)
        try await sampler.run(batch: 16, nextJob: { queue.popFirst() }, emit: { sizes.append($0.count) })
        #expect(sizes.reduce(0, +) == 200)
        #expect(try nonEmpty(sizes.dropLast()).allSatisfy { (16..<20).contains($0) })
    }

    @Test("what emit throws comes out, and the sampler can be used again")
    func emitThrows() async throws {
        struct Stop: Error {}
        var sampler = Sampler(
            weights, options: SamplingOptions(maxTokens: 24), endTokens: [Tiny.endToken], slots: 5, context: 64)
        var queue = [Self.job(1, samples: Array(0..<30))][...]
        await #expect(throws: Stop.self) {
            try await sampler.run(batch: 3, nextJob: { queue.popFirst() }, emit: { _ in throw Stop() })
        }
        var again = [Self.job(2, samples: Array(0..<9))][...]
        var completions: [Completion] = []
        try await sampler.run(nextJob: { again.popFirst() }, emit: { completions += $0 })
        let expected = try await sample([[Self.job(2, samples: Array(0..<9))]])
        #expect(completions.sorted { $0.sampleIndex < $1.sampleIndex } == expected)
    }

    @Test("a cancelled task stops early and hands on nothing unfinished")
    func cancellation() async throws {
        let weights = weights
        let (asked, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            var sampler = Sampler(
                weights, options: SamplingOptions(maxTokens: 24), endTokens: [Tiny.endToken], slots: 3, context: 64)
            var completions: [Completion] = []
            var jobs = 0
            func next() async -> SamplingJob? {
                jobs += 1
                if jobs == 4 {
                    signal.yield()
                    while !Task.isCancelled { await Task.yield() }
                }
                return SamplerTests.job(jobs, samples: [0, 1])
            }
            try await sampler.run(batch: 1, nextJob: next, emit: { completions += $0 })
            return completions
        }
        for await _ in asked { break }
        task.cancel()
        let completions = try await task.value
        #expect((3...8).contains(completions.count))
        #expect(try nonEmpty(completions).allSatisfy { ($0.tokens.last == Tiny.endToken) == ($0.stopReason == .end) })
        #expect(try nonEmpty(completions).allSatisfy { $0.stopReason == .end || $0.tokens.count == 24 })
    }

    @Test("prompts and options that cannot be sampled are refused")
    func refusals() async throws {
        let good = Self.job(1, samples: [0])
        var (empty, foreign, negative, long) = (good, good, good, good)
        empty.prompt = []
        foreign.prompt = [3, 20]
        negative.samples = [-1]
        long.prompt = [Int](repeating: 2, count: 42)
        for job in [empty, foreign, negative, long] {
            await #expect(throws: ModelError.self) { _ = try await sample([[job]]) }
        }
        await #expect(throws: ModelError.self) {
            _ = try await sample([[good]], options: SamplingOptions(topP: 2, maxTokens: 3))
        }
        // The last token drawn is not read, so 41 + 24 tokens fit 64 positions.
        long.prompt.removeLast()
        #expect(try await sample([[long]]).count == 1)
    }
}
