import Benchmark
import BenchmarkSupport
import WinnowModel

/// One step on 16 sequences of which 256 tokens are read and 256 predicted, as in `EngineTimings train`.
func registerTraining(_ shape: ModelShape) {
    let (sequences, length) = (16, 256)
    Benchmark(
        "training-step-\(shape.name)", configuration: .lasting(.seconds(3), .tokensPerSecond),
        closure: { (benchmark, run: TrainingRun) in
            await benchmark.measure(Double(sequences * length), .tokensPerSecond) { await run.step() }
        },
        setup: { try await TrainingRun(shape, sequences: sequences, length: length) })
}

/// A training run that goes on from sample to sample.
private final class TrainingRun {
    private var trainer: Trainer
    private var batches: BatchStream

    /// Starts a run; its first steps draw the chunk of sequences and make room.
    init(_ shape: ModelShape, sequences: Int, length: Int) async throws {
        let recipe = TrainingRecipe(
            learningRate: 1e-3, warmUpSteps: 0, beta1: 0.9, beta2: 0.98, weightDecay: 0.05, clipNorm: 1,
            batchTokens: sequences * (length + 1))
        var trainer = Trainer(try shape.parameters(), recipe: recipe, threads: 1)
        var batches = BatchStream(recipe) { index in
            let tokens = tokens(length + 1, sequence: index, vocabulary: shape.vocabulary)
            return TrainingSequence(prompt: [tokens[0]], completion: Array(tokens[1...]))
        }
        for _ in 0..<2 { await trainer.step(on: trainer.draw(from: &batches)) }
        self.trainer = trainer
        self.batches = batches
    }

    func step() async { await trainer.step(on: trainer.draw(from: &batches)) }
}
