import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct TrainerTests {
    /// About four batches in a chunk of 2048 short sequences.
    static let recipe = TrainingRecipe(seed: 3, learningRate: 0.01, warmUpSteps: 5, batchTokens: 4000)

    static let source: BatchStream.Source = { Tiny.sequence($0, prompt: 1...4, completion: 1...8) }

    static func trainer(threads: Int = 2) throws -> SourcedTrainer {
        SourcedTrainer(try Tiny.parameters(), recipe: recipe, threads: threads, source: source)
    }

    @Test("the loss of a copy task falls to less than a fifth")
    func learns() async throws {
        let recipe = TrainingRecipe(learningRate: 0.01, warmUpSteps: 20, batchTokens: 1500)
        var trainer = SourcedTrainer(try Parameters(Tiny.configuration, seed: 2), recipe: recipe, threads: 2) { index in
            var random = CounterRandom(key: 21, stream: UInt64(index))
            let token = random.integer(in: 3...19)
            return TrainingSequence(prompt: [token, 2], completion: [token, token, Tiny.endToken])
        }
        let first = await trainer.step()
        for _ in 0..<150 { await trainer.step() }
        #expect(abs(first - 3) < 0.3, "an untrained model knows nothing: ln 20 is 3")
        #expect(try #require(trainer.progress.loss) < first / 5)
        #expect(await trainer.step() < first / 5)
    }

    @Test("weights and losses have the same bits for any number of threads")
    func threads() async throws {
        var results: [[UInt32]] = []
        var losses: [[Double]] = []
        for threads in [1, 2, 8, 50] {
            var trainer = try Self.trainer(threads: threads)
            var seen: [Double] = []
            for _ in 0..<3 { seen.append(await trainer.step()) }
            results.append(trainer.parameters.bits)
            losses.append(seen)
        }
        #expect(Set(results).count == 1)
        #expect(Set(losses).count == 1)
    }

    @Test("a run from a checkpoint file has the bits of an uninterrupted one, across chunks too", arguments: [1, 4, 5])
    func resumes(stop: Int) async throws {
        let steps = 8
        var whole = try Self.trainer()
        for _ in 0..<steps { await whole.step() }
        #expect(whole.progress.chunk > 0, "the run should cross a chunk's end")

        var first = try Self.trainer()
        for _ in 0..<stop { await first.step() }
        let checkpoint = try Tiny.withFolder { folder in
            let url = folder.appending(path: "checkpoint.safetensors")
            try first.checkpoint.write(to: url)
            return try Checkpoint(contentsOf: url)
        }
        var second = SourcedTrainer(checkpoint, threads: 3, source: Self.source)
        for _ in stop..<steps { await second.step() }
        #expect(second.parameters.bits == whole.parameters.bits)
        #expect(second.progress == whole.progress)
        #expect(second.checkpoint.firstMoment == whole.checkpoint.firstMoment)
        #expect(second.checkpoint.secondMoment == whole.checkpoint.secondMoment)
    }

    @Test("a branch with its own schedule reads the same batches; with other batches it starts at the next chunk")
    func branches() async throws {
        var trainer = try Self.trainer()
        for _ in 0..<2 { await trainer.step() }
        let state = trainer.checkpoint
        var decayed = state.recipe
        decayed.schedule = .decay(from: state.progress.tokens, tokens: 100)
        #expect(SourcedTrainer(state, recipe: decayed, threads: 1, source: Self.source).progress == state.progress)
        var other = state.recipe
        other.batchTokens = 9000
        var branch = SourcedTrainer(state, recipe: other, threads: 1, source: Self.source)
        #expect((branch.progress.chunk, branch.progress.batch) == (state.progress.chunk + 1, 0))
        await branch.step()
        #expect(branch.progress.step == 3)
    }

    @Test("tokens and steps are counted, prompts included")
    func counts() async throws {
        var trainer = try Self.trainer()
        var steps = 0
        while trainer.progress.chunk == 0 {
            await trainer.step()
            steps += 1
        }
        #expect(trainer.progress.step == steps)
        #expect(trainer.progress.tokens == (0..<2048).reduce(0) { $0 + Self.source($1).count })
    }

    @Test("shards hold every sequence once and differ by no more than the longest", arguments: [1, 3, 8, 9, 100])
    func division(count: Int) {
        let batch = (0..<count).map { Tiny.sequence($0) }
        let shards = Trainer.divide(batch)
        #expect(shards.count == min(8, count))
        func ranked(_ sequences: [TrainingSequence]) -> [[Int]] {
            sequences.map { $0.prompt + [-1] + $0.completion }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        #expect(ranked(shards.flatMap(\.self)) == ranked(batch))
        let loads = shards.map { $0.reduce(0) { $0 + $1.count } }
        let longest = batch.map(\.count).max() ?? 0
        #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= longest)
    }

    @Test("weights of one leave every bit as it is; a weight of zero leaves a sequence out, and two count it twice")
    func weights() async throws {
        let sequences = (0..<4).map { Tiny.sequence($0) }
        func weighted(_ weights: [Float]) -> [TrainingSequence] {
            zip(sequences, weights).map { sequence, weight in
                TrainingSequence(
                    prompt: sequence.prompt, completion: sequence.completion,
                    weights: [Float](repeating: weight, count: sequence.completion.count))
            }
        }
        func trained(_ batch: [TrainingSequence]) async throws -> (loss: Double, bits: [UInt32]) {
            var trainer = Trainer(try Tiny.parameters(), recipe: Self.recipe, threads: 2)
            let loss = await trainer.step(on: batch)
            return (loss, trainer.parameters.bits)
        }
        let plain = try await trained(sequences)
        let ones = try await trained(weighted([1, 1, 1, 1]))
        #expect(plain.loss == ones.loss && plain.bits == ones.bits)

        var worker = GradientWorker(Tiny.configuration)
        let parameters = try Tiny.parameters()
        func gradient(_ batch: [TrainingSequence]) -> (loss: Double, gradient: [Float]) {
            worker.gradient(of: batch, parameters: parameters, scale: 0.25)
        }
        let mixed = gradient(weighted([1, 0, 2, -1]))
        let parts = sequences.map { gradient([$0]) }
        let expected = mixed.gradient.indices.map { index in
            parts[0].gradient[index] + 2 * parts[2].gradient[index] - parts[3].gradient[index]
        }
        #expect(abs(mixed.loss - (parts[0].loss + 2 * parts[2].loss - parts[3].loss)) < 1e-4)
        #expect(try pairs(mixed.gradient, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test("a batch of any making is trained on, without a place in the data")
    func ownBatches() async throws {
        var trainer = Trainer(try Tiny.parameters(), recipe: Self.recipe, threads: 1)
        let batch = [Tiny.sequence(5)]
        let first = await trainer.step(on: batch)
        for _ in 0..<20 { await trainer.step(on: batch) }
        #expect(await trainer.step(on: batch) < first)
        #expect(trainer.progress.step == 22 && trainer.progress.chunk == 0 && trainer.progress.batch == 0)
    }
}
