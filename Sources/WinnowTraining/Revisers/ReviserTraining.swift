import Foundation
public import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowModel

/// Trains a reviser of a generator, and two controls that differ from it in what they are shown alone.
///
/// All three start from the generator's weights and see the same solutions of the same problems in the same updates. The
/// second pass adds the wrong answers that the reviser of the first pass gave when it revised.
public struct ReviserTraining: Sendable {
    let domain: any GeneratedDomain
    let generator: LoadedModel
    let recipe: ReviserRecipe

    /// The folder has a folder of each arm, with checkpoints below.
    let folder: URL
    var effort = Effort()

    /// The effort is how much is spent on data and on measuring; tests spend less.
    struct Effort: Sendable {
        /// Wrong answers of a problem that are learned from.
        var answers = 3

        /// So many wrong answers are revised after the first pass.
        var revised = 4_000
        var tuneProblems = 300
        var testProblems = 600

        /// How the continued generator is measured, as every generator.
        var generator = GeneratorSuite.Effort()
    }

    /// Trains all arms to the end and writes the models with their cards.
    ///
    /// - Parameters:
    ///   - resuming: go on from the newest checkpoints, when there are any.
    ///   - isFinal: measure on the test split too, by which nothing may be chosen.
    /// - Returns: the card of the reviser.
    /// - Throws: ``ExperimentError`` when there are checkpoints and `resuming` is false, or runs with other settings;
    ///   `ModelError` for a damaged checkpoint; `CancellationError` when the task was cancelled.
    public func run(
        resuming: Bool, isFinal: Bool = false, command: String, observe: @escaping WorkProgress.Observer
    ) async throws -> ReviserInformation {
        try await run(domain, resuming: resuming, isFinal: isFinal, command: command, observe: observe)
    }

    private func run<D: GeneratedDomain>(
        _ domain: D, resuming: Bool, isFinal: Bool, command: String, observe: @escaping WorkProgress.Observer
    ) async throws -> ReviserInformation {
        let seed = recipe.seed
        let problems = try await concurrentMap(Array(0..<recipe.problems)) { domain.reviserProblem($0, seed: seed) }
        let drawing = CandidateDraw(
            generator: generator, temperature: recipe.temperature, seed: seed, threads: recipe.threads)
        let drawn = try await drawing.draw(problems, of: domain, samples: recipe.samples, observe: observe)
        let wrong = try await domain.wrongAnswers(among: drawn, of: problems, most: effort.answers)
        guard !wrong.isEmpty else {
            throw ExperimentError(
                "all answers of the generator are right, so that there is nothing to revise",
                hint: "give a generator that has learned less")
        }
        func examples(_ answers: [WrongAnswer]) -> ReviserExamples<D> {
            ReviserExamples(domain: domain, problems: problems, style: generator.style, answers: answers, seed: seed)
        }
        func pass(
            _ number: Int, _ arm: ReviserArm, _ examples: ReviserExamples<D>, _ data: ReviserInformation.Data,
            from parameters: Parameters
        ) async throws -> Checkpoint {
            try await train(
                arm, pass: number, { [examples.sequence($0, for: arm)] }, data, from: parameters, resuming: resuming,
                observe: observe)
        }
        let symbols = RevisionPrompt(domain).symbols
        var data = ReviserInformation.Data(
            problems: recipe.problems, samples: recipe.samples, temperature: recipe.temperature, seed: seed,
            first: wrong.count, later: 0)
        let first = examples(wrong)
        var starts: [ReviserArm: Parameters] = [:]
        for arm in ReviserArm.allCases {
            let added = arm == .continued ? 0 : symbols.count
            let start = try generator.parameters.adding(tokens: added, valueHeads: 0, seed: seed)
            starts[arm] = try await pass(1, arm, first, data, from: start).parameters
        }
        let later = try await laterErrors(of: starts[.critiques], wrong, problems, domain, observe)
        data.later = later.count
        let second = examples(wrong + later)
        var ends: [ReviserArm: Parameters] = [:]
        var cards: [ReviserArm: ReviserInformation] = [:]
        for arm in ReviserArm.allCases {
            guard let start = starts[arm] else { continue }
            let end = try await pass(2, arm, second, data, from: start)
            let card = ReviserInformation(
                arm: arm, domain: domain.name, generator: generator.name, generatorSHA256: generator.sha256, data: data,
                tokens: end.progress.tokens, loss: end.progress.loss, recipe: training, command: command)
            cards[arm] = card
            ends[arm] = try write(end.parameters, card, domain, arm == .continued ? [] : symbols)
        }
        guard let critiques = ends[.critiques], let shuffled = ends[.shuffled], let continued = ends[.continued],
            var card = cards[.critiques]
        else { preconditionFailure("every arm was trained") }
        let arms = ReviserMeasurement<D>.Arms(critiques: critiques, shuffled: shuffled, continued: continued)
        func measure(_ split: Split, _ count: Int) async throws -> ReviserEvaluation {
            try await ReviserMeasurement(
                domain: domain, split: split, problems: domain.problemSet(split, count: count).problems,
                temperature: recipe.temperature, seed: seed, threads: recipe.threads
            ).measure(arms, observe: observe)
        }
        card.tune = try await measure(.tune, effort.tuneProblems)
        if isFinal { card.test = try await measure(.test, effort.testProblems) }
        try ReviserCard.write(card, to: place(of: .critiques))
        try await writeGenerator(continued, card, domain, isFinal: isFinal)
        return card
    }

    private var training: TrainingRecipe {
        TrainingRecipe(
            seed: recipe.seed, learningRate: recipe.learningRate,
            schedule: .cosine(tokens: recipe.tokens, floor: 0.05), batchTokens: recipe.batchTokens)
    }

    private func place(of arm: ReviserArm) -> URL { folder.appending(path: arm.rawValue) }

    private func train(
        _ arm: ReviserArm, pass: Int, _ source: @escaping BatchStream.GroupSource, _ data: ReviserInformation.Data,
        from start: Parameters, resuming: Bool, observe: WorkProgress.Observer
    ) async throws -> Checkpoint {
        let checkpoints = CheckpointedTraining(
            folder: place(of: arm).appending(path: "pass-\(pass)"), recipe: training,
            checkpointEvery: min(recipe.checkpointEvery, recipe.tokens), threads: recipe.threads,
            title: "training \(domain.name) \(arm.rawValue), pass \(pass)")
        let settings = ReviserSettings(
            arm: arm, pass: pass, domain: domain.name, generatorSHA256: generator.sha256, data: data, recipe: training)
        try checkpoints.claim(for: settings, resuming: resuming)
        let end = try await checkpoints.train(
            from: try checkpoints.start(until: recipe.tokens), or: { start }, groups: source, until: recipe.tokens,
            observe: observe)
        try Task.checkCancellation()
        return end
    }

    /// The wrong answers that a reviser gives to wrong answers, told of the first critique.
    private func laterErrors<D: GeneratedDomain>(
        of reviser: Parameters?, _ wrong: [WrongAnswer], _ problems: [D.Problem], _ domain: D,
        _ observe: @escaping WorkProgress.Observer
    ) async throws -> [WrongAnswer] {
        guard let reviser else { return [] }
        let prompts = RevisionPrompt(domain)
        let asked = wrong.prefix(effort.revised).map { answer in
            RevisionDraw<D>.Asked(
                problem: answer.problem,
                prompt: prompts.tokens(
                    for: problems[answer.problem], revising: answer.answer,
                    critiques: Array(answer.critiques.prefix(1))))
        }
        let drawn = try await RevisionDraw(
            domain: domain, problems: problems, temperature: recipe.temperature, seed: recipe.seed,
            threads: recipe.threads
        ).draw(asked, from: reviser, samples: 1, title: "revising \(domain.name) train", observe: observe)
        return try await domain.wrongAnswers(
            among: drawn.flatMap(\.self), of: problems, most: effort.answers)
    }

    /// Writes an arm's model and card.
    ///
    /// - Returns: the weights as they are in the file.
    private func write(
        _ parameters: Parameters, _ card: ReviserInformation, _ domain: some GeneratedDomain, _ symbols: [String]
    ) throws -> Parameters {
        let place = place(of: card.arm)
        try ModelFolder(parameters: parameters, symbols: domain.vocabulary.symbols + symbols).write(
            to: place, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        if card.arm != .continued { try ReviserCard.write(card, to: place) }
        return try ModelFolder(contentsOf: place).parameters
    }

    /// The continued generator is a generator like others, and has the card of one.
    private func writeGenerator(
        _ parameters: Parameters, _ card: ReviserInformation, _ domain: some GeneratedDomain, isFinal: Bool
    ) async throws {
        let sizes = effort.generator
        func measure(_ split: Split, _ problems: Int, _ samples: Int) async throws -> GeneratorEvaluation {
            try await GeneratorEvaluation.measure(
                parameters, on: domain, split: split, problems: problems, samples: samples,
                temperature: recipe.temperature, seed: recipe.seed, threads: recipe.threads)
        }
        let information = ModelInformation(
            name: ReviserArm.continued.rawValue, domain: domain.name, style: generator.style,
            tokens: (generator.information?.tokens ?? 0) + 2 * card.tokens, loss: card.loss ?? .nan, recipe: training,
            rule:
                "not chosen: the control of a reviser, which went on from `\(generator.name)` on the solver's text alone",
            tune: try await measure(.tune, sizes.tuneProblems, sizes.tuneSamples),
            test: isFinal ? try await measure(.test, sizes.testProblems, sizes.testSamples) : nil,
            command: card.command)
        try ModelCard.write(information, configuration: parameters.configuration, to: place(of: .continued))
    }
}
