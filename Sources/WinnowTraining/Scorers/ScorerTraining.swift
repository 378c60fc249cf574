import Foundation
import WinnowBounds
public import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowScoring

/// Trains a scorer on candidates that its generator writes for train problems, and measures it.
///
/// Candidates are drawn anew on every call, which takes less time than training and always gives the same; only the
/// training itself keeps checkpoints.
public struct ScorerTraining: Sendable {
    let domain: any TracedDomain
    let generator: LoadedModel
    let recipe: ScorerRecipe
    /// The folder of the run: checkpoints below `checkpoints/`, the scorer beside them.
    let folder: URL
    var effort = Effort()

    /// The effort is how much is spent on measuring; tests spend less.
    struct Effort: Sendable {
        var tuneProblems = 150
        var testProblems = 300
        var samples = 16
        /// So many rollouts stand for the truth of a step's value.
        var nearTruthRollouts = 256
    }

    /// Draws candidates, trains to the end and writes the scorer with its card into the folder.
    ///
    /// - Parameters:
    ///   - resuming: go on from the newest checkpoint, when there is one.
    ///   - isFinal: measure the scorer on the test split too, by which nothing may be chosen.
    /// - Throws: ``ExperimentError`` when there are checkpoints and `resuming` is false, or a run with other settings;
    ///   `ModelError` for a damaged checkpoint; `CancellationError` when the task was cancelled.
    public func run(
        resuming: Bool, isFinal: Bool = false, command: String, observe: @escaping WorkProgress.Observer
    ) async throws -> ScorerInformation {
        try await run(domain, resuming: resuming, isFinal: isFinal, command: command, observe: observe)
    }

    private func run<D: TracedDomain>(
        _ domain: D, resuming: Bool, isFinal: Bool, command: String, observe: @escaping WorkProgress.Observer
    ) async throws -> ScorerInformation {
        let data = try await ScorerData(domain: domain, generator: generator, recipe: recipe, observe: observe)
        var information = ScorerInformation(
            kind: recipe.kind, domain: domain.name, generator: generator.name, generatorSHA256: generator.sha256,
            data: recipe.size, layers: recipe.kind == .logistic ? 0 : recipe.layers,
            tokens: 0, command: command)
        information.data.right = data.rightShare
        if recipe.kind == .logistic {
            information.logistic = data.logisticModel()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } else {
            try await train(data.examples(), domain, &information, resuming: resuming, observe: observe)
        }
        try ScorerCard.write(information, to: folder)
        let scorer = try ScorerCatalogue.load(folder, for: domain)
        func measure(_ split: Split, _ problems: Int, nearTruth: Int) async throws -> ScorerEvaluation {
            try await ScorerMeasurement(
                domain: domain, generator: generator, split: split, problems: problems, samples: effort.samples,
                temperature: recipe.temperature, seed: recipe.seed, threads: recipe.threads,
                rollouts: recipe.rollouts, nearTruthRollouts: nearTruth
            ).measure(scorer, observe: observe)
        }
        information.tune = try await measure(.tune, effort.tuneProblems, nearTruth: 0)
        if isFinal {
            information.test = try await measure(.test, effort.testProblems, nearTruth: effort.nearTruthRollouts)
        }
        try ScorerCard.write(information, to: folder)
        return information
    }

    /// Trains the generator's weights on, with reserved tokens added, and writes the model.
    private func train(
        _ examples: ScorerExamples, _ domain: some TracedDomain, _ information: inout ScorerInformation, resuming: Bool,
        observe: WorkProgress.Observer
    ) async throws {
        let kind = recipe.kind
        let tokens = Int(clamping: recipe.epochs * Double(examples.tokens))
        let training = TrainingRecipe(
            seed: recipe.seed, learningRate: recipe.learningRate, schedule: .cosine(tokens: tokens, floor: 0.05),
            batchTokens: recipe.batchTokens,
            values: kind.valueHeads == 0
                ? nil : ValueObjective(loss: recipe.loss, languageWeight: recipe.languageWeight))
        let checkpoints = CheckpointedTraining(
            folder: folder, recipe: training, checkpointEvery: recipe.checkpointEvery, threads: recipe.threads,
            title: "training \(domain.name) \(information.name)")
        let settings = ScorerSettings(
            domain: domain.name, kind: kind, generatorSHA256: generator.sha256, layers: recipe.layers,
            data: information.data,
            recipe: training)
        try checkpoints.claim(for: settings, resuming: resuming)
        let generator = generator.parameters
        let (symbols, heads) = (kind.reservedSymbols, kind.valueHeads)
        let end = try await checkpoints.train(
            from: try checkpoints.start(until: tokens),
            or: {
                try generator.adding(
                    tokens: symbols.count, valueHeads: heads, layers: recipe.layers, seed: recipe.seed)
            },
            source: examples.source, until: tokens, observe: observe)
        try Task.checkCancellation()
        try ModelFolder(parameters: end.parameters, symbols: domain.vocabulary.symbols + symbols).write(
            to: folder, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        information.recipe = training
        information.tokens = end.progress.tokens
        information.loss = end.progress.loss
    }
}
