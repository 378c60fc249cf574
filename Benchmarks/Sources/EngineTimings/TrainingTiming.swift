import WinnowModel

/// Steps on 16 sequences of which 256 tokens are read and 256 predicted.
struct TrainingTiming {
    private static let sequences = 16
    private static let length = 256
    private let initial: Parameters

    init(folder: String) throws {
        initial = try parameters(of: folder)
    }

    func run(threads: Int, times: Int) async throws -> Timing {
        let vocabulary = initial.configuration.vocabularySize
        let recipe = TrainingRecipe(
            learningRate: 1e-3, warmUpSteps: 0, beta1: 0.9, beta2: 0.98, weightDecay: 0.05, clipNorm: 1,
            batchTokens: Self.sequences * (Self.length + 1))
        var trainer = Trainer(initial, recipe: recipe, threads: threads)
        var batches = BatchStream(recipe) { index in
            // What is learned does not change the time; all tokens occur.
            let tokens = (0...Self.length).map { 2 + (index * 7919 + $0 * $0 * 31 + $0) % (vocabulary - 2) }
            return TrainingSequence(prompt: [tokens[0]], completion: Array(tokens[1...]))
        }
        // The first steps draw the chunk of sequences and make room.
        for _ in 0..<2 { await trainer.step(on: trainer.draw(from: &batches)) }
        var seconds: [Double] = []
        let clock = ContinuousClock()
        for _ in 0..<times {
            let start = clock.now
            await trainer.step(on: trainer.draw(from: &batches))
            seconds.append(start.duration(to: clock.now) / .seconds(1))
        }
        return Timing(amount: Self.sequences * Self.length, all: seconds)
    }
}
