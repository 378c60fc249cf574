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
    /// The weights at the start.
    let start: LoadedModel

    /// The model whose expectations are read, nil for none.
    private var expectations: LoadedModel? {
        switch recipe.expectations {
        case .generator: generator
        case .start: start
        case .none: nil
        }
    }

    let recipe: ScorerRecipe
    /// The folder of the run: checkpoints below `checkpoints/`, the scorer beside them.
    let folder: URL
    var effort = Effort()

    /// The effort is how much is spent on measuring; tests spend less.
    struct Effort: Sendable {
        /// Problems of the tune split: one half of them chooses, the other calibrates.
        var tuneProblems = 600
        var testProblems = 1_200
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
        let data = try await ScorerData(
            domain: domain, generator: generator, expectations: expectations, recipe: recipe, observe: observe)
        let isNetwork = recipe.kind != .logistic
        var information = ScorerInformation(
            kind: recipe.kind, domain: domain.name, generator: generator.name, generatorSHA256: generator.sha256,
            data: recipe.size, layers: isNetwork ? recipe.layers : 0, tokens: 0,
            start: isNetwork && start.sha256 != generator.sha256 ? start.name : nil,
            expectations: expectations.map(ScorerInformation.ModelReference.init), rung: recipe.rung,
            command: command)
        information.data.right = data.rightShare
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tune = domain.problemSet(.tune, count: effort.tuneProblems).problems
        // Neighbours are of all difficulties, in thirds; so are every other three.
        let choosing = tune.indices.filter { $0 / Difficulty.allCases.count % 2 == 0 }.map { tune[$0] }
        let fitting = tune.indices.filter { $0 / Difficulty.allCases.count % 2 == 1 }.map { tune[$0] }
        func measurement(_ split: Split, _ problems: [D.Problem], nearTruth: Int = 0) -> ScorerMeasurement<D> {
            ScorerMeasurement(
                domain: domain, generator: generator, split: split, problems: problems, samples: effort.samples,
                temperature: recipe.temperature, seed: recipe.seed, threads: recipe.threads,
                rollouts: recipe.rollouts, nearTruthRollouts: nearTruth)
        }
        if isNetwork {
            try copyExpectations()
            let end = try await train(try data.examples(), domain, &information, resuming: resuming, observe: observe)
            let choice = try await measurement(.tune, choosing).drawn(observe: observe)
            let parameters = try await choose(domain, end, on: choice, &information)
            try await write(
                calibrated(parameters, on: try await measurement(.tune, fitting).drawn(observe: observe), information),
                information, domain)
        } else {
            information.logistic = data.logisticModel()
        }
        try ScorerCard.write(information, to: folder)
        let scorer = try ScorerCatalogue.load(folder, for: domain)
        information.tune = try await measurement(.tune, choosing).measure(scorer, observe: observe)
        if isFinal {
            let test = domain.problemSet(.test, count: effort.testProblems).problems
            information.test = try await measurement(.test, test, nearTruth: effort.nearTruthRollouts).measure(
                scorer, observe: observe)
        }
        try ScorerCard.write(information, to: folder)
        return information
    }

    /// Trains the start's weights on, with reserved tokens added.
    private func train(
        _ examples: ScorerExamples, _ domain: some TracedDomain, _ information: inout ScorerInformation, resuming: Bool,
        observe: WorkProgress.Observer
    ) async throws -> Checkpoint {
        let kind = recipe.kind
        let tokens = recipe.tokens ?? examples.tokens
        let training = TrainingRecipe(
            seed: recipe.seed, learningRate: recipe.learningRate, schedule: .cosine(tokens: tokens, floor: 0.05),
            batchTokens: recipe.batchTokens,
            values: kind.valueHeads == 0
                ? nil
                : ValueObjective(
                    loss: recipe.loss, languageWeight: recipe.languageWeight, valueWeight: recipe.valueWeight,
                    rankWeight: recipe.rankWeight))
        let checkpoints = checkpoints(training, information)
        let settings = ScorerSettings(
            domain: domain.name, kind: kind, generatorSHA256: generator.sha256, startSHA256: start.sha256,
            expectationsSHA256: expectations?.sha256, layers: recipe.layers, data: information.data,
            recipe: training)
        try checkpoints.claim(for: settings, resuming: resuming)
        let start = start.parameters
        let end = try await checkpoints.train(
            from: try checkpoints.start(until: tokens),
            or: {
                try start.adding(
                    tokens: kind.reservedSymbols.count, valueHeads: kind.valueHeads, layers: recipe.layers,
                    seed: recipe.seed)
            },
            groups: examples.source, until: tokens, observe: observe)
        try Task.checkCancellation()
        information.recipe = training
        information.loss = end.progress.loss
        information.tokens = end.progress.tokens
        return end
    }

    private func checkpoints(_ training: TrainingRecipe, _ information: ScorerInformation) -> CheckpointedTraining {
        CheckpointedTraining(
            folder: folder, recipe: training, checkpointEvery: recipe.checkpointEvery, threads: recipe.threads,
            title: "training \(information.domain) \(information.name)")
    }

    /// Gives the checkpoint that ranks best within the problems that choose; the last one of equal ones.
    private func choose<D: TracedDomain>(
        _ domain: D, _ end: Checkpoint, on choice: ScorerMeasurement<D>.Drawn, _ information: inout ScorerInformation
    ) async throws -> Parameters {
        guard let training = information.recipe else { return end.parameters }
        let checkpoints = checkpoints(training, information)
        let places = stride(from: recipe.checkpointEvery, to: end.progress.tokens, by: recipe.checkpointEvery)
        var states = try places.map(checkpoints.checkpointURL).filter {
            FileManager.default.fileExists(atPath: $0.path)
        }.map { try CheckpointedTraining.checkpoint($0) }
        // A checkpoint of the end may be that of the last place.
        states.removeAll { $0.progress.tokens >= end.progress.tokens }
        states.append(end)
        var best = (value: -Double.infinity, index: states.count - 1)
        var curve: [ScorerInformation.CurvePoint] = []
        for (index, state) in states.enumerated() {
            try write(state.parameters, information, domain)
            let scorer = try ScorerCatalogue.load(folder, for: domain)
            guard let found = try await choice.bestRanking(scorer, threads: recipe.threads) else { continue }
            curve.append(
                .init(
                    tokens: state.progress.tokens, score: found.score, within: found.withinProblem,
                    withinDistinct: found.withinDistinct))
            if let value = found.withinProblem?.value, value >= best.value {
                best = (value, index)
                information.chosenScore = found.score
            }
        }
        information.curve = curve
        information.tokens = states[best.index].progress.tokens
        return states[best.index].parameters
    }

    /// Gives the same weights with value heads whose values are probabilities on the problems that calibrate.
    private func calibrated<D: TracedDomain>(
        _ parameters: Parameters, on fit: ScorerMeasurement<D>.Drawn, _ information: ScorerInformation
    ) async throws -> Parameters {
        guard information.kind.valueHeads > 0 else { return parameters }
        let scorer = ValueScorer(parameters, expectations: expectations?.parameters)
        let read = try await fit.headLogits(scorer, kind: information.kind, threads: recipe.threads)
        return parameters.replacing(
            zip(parameters.valueHeads, read).map { $0.calibrated($1.map(\.logit), $1.map(\.outcome)) })
    }

    private func write(
        _ parameters: Parameters, _ information: ScorerInformation, _ domain: some TracedDomain
    ) throws {
        try ModelFolder(
            parameters: parameters, symbols: domain.vocabulary.symbols + information.kind.reservedSymbols
        ).write(to: folder, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        try ScorerCard.write(information, to: folder)
    }

    /// Copies a model that is not bundled into the scorer's folder, if the scorer reads its expectations.
    private func copyExpectations() throws {
        guard let expectations else { return }
        let bundled = ModelCatalogue.bundle.appending(path: "\(domain.name)/\(expectations.name)").path
        let place = folder.appending(path: ScorerCatalogue.expectationsFolder)
        guard expectations.folder.path != bundled, !FileManager.default.fileExists(atPath: place.path) else { return }
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for name in ["model.safetensors", "config.json", "tokenizer.json", "winnow.json"] {
            let file = expectations.folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            try FileManager.default.copyItem(at: file, to: place.appending(path: name))
        }
    }
}
