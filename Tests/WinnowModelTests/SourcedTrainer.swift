@testable import WinnowModel

/// A trainer with the data that it is trained on.
struct SourcedTrainer {
    private(set) var trainer: Trainer
    private var batches: BatchStream

    init(_ parameters: Parameters, recipe: TrainingRecipe, threads: Int, source: @escaping BatchStream.Source) {
        trainer = Trainer(parameters, recipe: recipe, threads: threads)
        batches = BatchStream(recipe, source: source)
    }

    init(
        _ checkpoint: Checkpoint, recipe: TrainingRecipe? = nil, threads: Int, source: @escaping BatchStream.Source
    ) {
        trainer = Trainer(checkpoint, recipe: recipe, threads: threads)
        batches = BatchStream(trainer.recipe, source: source)
    }

    var parameters: Parameters { trainer.parameters }
    var progress: TrainingProgress { trainer.progress }
    var checkpoint: Checkpoint { trainer.checkpoint }

    @discardableResult
    mutating func step() async -> Double {
        let batch = trainer.draw(from: &batches)
        return await trainer.step(on: batch)
    }
}
