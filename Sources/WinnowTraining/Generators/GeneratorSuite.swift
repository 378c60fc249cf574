public import Foundation
import WinnowBounds
public import WinnowCatalogue
public import WinnowCore
public import WinnowDomains
public import WinnowModel

/// Makes a domain's bundled generators: one constant-rate run per style, decayed branches at some of its checkpoints,
/// and a choice among the branches by pass@1 on the tune split alone.
///
/// Every stage writes its result to a file before the next begins, so a killed suite goes on where it was.
public struct GeneratorSuite: Sendable {
    public var domain: any GeneratedDomain
    public var folder: URL
    /// The tokens of the constant-rate run at which branches leave it, ascending; each a multiple of
    /// ``checkpointEvery``.
    public var branchPoints: [Int]
    public var checkpointEvery: Int
    /// The tokens of a branch's decay, as a share of those before it.
    public var decayShare: Double
    public var seed: UInt64
    public var threads: Int

    /// The shape of every model.
    var shape: ModelConfiguration
    var effort = Effort()

    /// The temperature of all evaluations.
    static let temperature = 0.8

    /// A branch that was trained to its end and evaluated.
    public struct Branch: Sendable, Codable, Hashable {
        public var style: CompletionStyle
        /// The tokens of the constant-rate run at which it branched.
        public var trunkTokens: Int
        /// All tokens it was trained on.
        public var tokens: Int
        public var loss: Double
        public var evaluation: GeneratorEvaluation
        public var recipe: TrainingRecipe
    }

    /// - Throws: ``ExperimentError`` when a branch point is no multiple of `checkpointEvery`.
    public init(
        domain: any GeneratedDomain, folder: URL, branchPoints: [Int], checkpointEvery: Int = 500_000,
        decayShare: Double,
        seed: UInt64, threads: Int
    ) throws(ExperimentError) {
        guard checkpointEvery > 0, !branchPoints.isEmpty,
            branchPoints.allSatisfy({ $0 > 0 && $0.isMultiple(of: checkpointEvery) })
        else {
            throw ExperimentError(
                "branches leave at checkpoints, every \(checkpointEvery) tokens",
                hint: "give multiples of that number, such as \(checkpointEvery)")
        }
        guard decayShare > 0, decayShare <= 10 else {
            throw ExperimentError(
                "a decay over \(decayShare) of the tokens before it is not possible", hint: "give a share such as 0.2")
        }
        self.domain = domain
        self.folder = folder
        self.branchPoints = branchPoints.sorted()
        self.checkpointEvery = checkpointEvery
        self.decayShare = decayShare
        self.seed = seed
        self.threads = threads
        shape = ModelConfiguration(vocabularySize: domain.vocabulary.count)
    }

    /// Trains and evaluates the branches of a style, in the order of their tokens.
    ///
    /// - Throws: `CancellationError` when the task was cancelled; the next call goes on from the files.
    public func branches(_ style: CompletionStyle, observe: WorkProgress.Observer) async throws -> [Branch] {
        let trunk = training(style, folder: folder.appending(path: style.rawValue), schedule: .constant)
        try trunk.settings.claim(trunk.folder)
        var state: Checkpoint?
        var branches: [Branch] = []
        for tokens in branchPoints {
            let url = trunk.checkpointURL(tokens: tokens)
            if FileManager.default.fileExists(atPath: url.path) {
                state = try GeneratorTraining.checkpoint(url)
            } else {
                let newest = try trunk.newestCheckpoint(upTo: tokens).map(GeneratorTraining.checkpoint)
                state = try await trunk.train(from: newest, until: tokens, observe: observe)
                try Task.checkCancellation()
            }
            guard let state else { continue }
            branches.append(try await branch(style, from: state, at: tokens, observe: observe))
        }
        return branches
    }

    private func branch(
        _ style: CompletionStyle, from state: Checkpoint, at tokens: Int, observe: WorkProgress.Observer
    ) async throws -> Branch {
        let place = branchFolder(style, tokens)
        let record = place.appending(path: "branch.json")
        let length = max(effort.leastDecay, Int(clamping: decayShare * Double(tokens)))
        let start = state.progress.tokens
        let run = training(style, folder: place, schedule: .decay(from: start, tokens: length))
        // A branch of another recipe (another decay) is made anew.
        if let data = try? Data(contentsOf: record), let branch = try? JSONDecoder().decode(Branch.self, from: data),
            branch.recipe == run.recipe
        {
            return branch
        }
        let end = try await run.train(from: state, until: start + length, observe: observe)
        try Task.checkCancellation()
        let folder = ModelFolder(parameters: end.parameters, symbols: domain.vocabulary.symbols)
        try folder.write(
            to: place, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        // What is evaluated is what is bundled: the weights after rounding to bfloat16.
        let rounded = try ModelFolder(contentsOf: place).parameters
        let evaluation = try await GeneratorEvaluation.measure(
            rounded, on: domain, split: .tune, problems: effort.tuneProblems, samples: effort.tuneSamples,
            temperature: Self.temperature, seed: seed, threads: threads)
        let branch = Branch(
            style: style, trunkTokens: tokens, tokens: end.progress.tokens, loss: end.progress.loss ?? .nan,
            evaluation: evaluation, recipe: run.recipe)
        try ReadableJSON.data(branch).write(to: record, options: .atomic)
        return branch
    }

    /// Finds where a branch's weights and record lie.
    func branchFolder(_ style: CompletionStyle, _ tokens: Int) -> URL {
        folder.appending(path: "\(style.rawValue)/branches/\(tokens)")
    }

    private func training(
        _ style: CompletionStyle, folder: URL, schedule: LearningRateSchedule
    ) -> GeneratorTraining {
        GeneratorTraining(
            domain: domain, style: style, folder: folder,
            configuration: shape,
            recipe: TrainingRecipe(seed: seed, schedule: schedule), checkpointEvery: checkpointEvery, threads: threads)
    }
}

extension GeneratorSuite {
    /// The effort is how much is spent on decaying and measuring a branch; tests spend less.
    struct Effort: Sendable {
        /// The least tokens of a decay.
        var leastDecay = 200_000
        /// The evaluation that chooses.
        var tuneProblems = 150
        var tuneSamples = 16
        /// The evaluation that cards report besides; nothing is chosen by it.
        var testProblems = 300
        var testSamples = 16
    }
}
