public import Foundation
public import WinnowCatalogue
import WinnowDomains
import WinnowModel

extension GeneratorSuite {
    /// Chooses a branch for each level and copies it with its card to `<output>/<level>`.
    ///
    /// - Returns: what was published.
    public func publishLevels(
        _ branches: [Branch], to output: URL, command: String
    ) async throws -> [ModelInformation] {
        var published: [ModelInformation] = []
        for level in GeneratorLevel.allCases {
            guard let branch = level.choose(from: branches) else { continue }
            published.append(
                try await publish(
                    branch, as: level.rawValue, rule: level.rule(for: branch), to: output, command: command))
        }
        return published
    }

    /// Copies the last branch of the answer-only run with its card to `<output>/answer-only`.
    public func publishAnswerOnly(_ branches: [Branch], to output: URL, command: String) async throws
        -> ModelInformation?
    {
        guard let branch = branches.last else { return nil }
        return try await publish(
            branch, as: CompletionStyle.answerOnly.rawValue, rule: "the last branch of the answer-only run", to: output,
            command: command)
    }

    private func publish(
        _ branch: Branch, as name: String, rule: String, to output: URL, command: String
    ) async throws -> ModelInformation {
        let source = branchFolder(branch.style, branch.trunkTokens)
        let target = output.appending(path: name)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for file in ["config.json", "model.safetensors", "tokenizer.json"] {
            try Data(contentsOf: source.appending(path: file)).write(to: target.appending(path: file), options: .atomic)
        }
        let parameters = try ModelFolder(contentsOf: target).parameters
        let test = try await GeneratorEvaluation.measure(
            parameters, on: domain, split: .test, problems: effort.testProblems, samples: effort.testSamples,
            temperature: Self.temperature, seed: seed, threads: threads)
        let information = ModelInformation(
            name: name, domain: domain.name, style: branch.style, tokens: branch.tokens, loss: branch.loss,
            recipe: branch.recipe, rule: rule, tune: branch.evaluation, test: test, command: command)
        try ModelCard.write(information, configuration: parameters.configuration, to: target)
        return information
    }
}

/// The choice of a branch for each level.
extension GeneratorLevel {
    private var target: Double { (range.lowerBound + range.upperBound) / 2 }

    /// The branch whose pass@1 is nearest to the middle of the range; of equals the one with fewer tokens.
    func choose(from branches: [GeneratorSuite.Branch]) -> GeneratorSuite.Branch? {
        branches.min { one, other in
            (abs(one.evaluation.passAt1 - target), one.trunkTokens)
                < (abs(other.evaluation.passAt1 - target), other.trunkTokens)
        }
    }

    /// The rule in words, and whether it could be met, for model cards.
    func rule(for branch: GeneratorSuite.Branch) -> String {
        let meant = "\(Int(range.lowerBound * 100))–\(Int(range.upperBound * 100)) %"
        let rule =
            "of the branches, the one whose pass@1 at temperature 0.8 on the tune split is nearest to "
            + String(format: "%.1f %%", 100 * target)
        return range.contains(branch.evaluation.passAt1)
            ? "\(rule), the middle of \(meant)" : "\(rule); it lies outside the \(meant) that were meant"
    }
}
