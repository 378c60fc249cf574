import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel

@testable import WinnowCatalogue
@testable import WinnowCore
@testable import WinnowTraining

@Suite("Training a reviser")
struct ReviserTrainingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            at: ModelCatalogue.bundle.appending(path: "chain/medium"), to: folder.url.appending(path: "generator"))
    }

    private func recipe(_ change: (inout ReviserRecipe) -> Void = { _ in }) -> ReviserRecipe {
        var recipe = ReviserRecipe(
            domain: "chain", generator: folder.path("generator"), problems: 12, samples: 3, temperature: 0.9,
            tokens: 4000, learningRate: 3e-3, batchTokens: 512, checkpointEvery: 1500, seed: 3, threads: 1)
        change(&recipe)
        return recipe
    }

    private func train(
        _ recipe: ReviserRecipe, in name: String, resuming: Bool = false,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws -> ReviserInformation {
        var training = try recipe.training(in: folder.url.appending(path: name))
        training.effort = .init(
            answers: 2, revised: 20, tuneProblems: 12, testProblems: 6,
            generator: .init(tuneProblems: 6, tuneSamples: 2, testProblems: 6, testSamples: 2))
        return try await training.run(
            resuming: resuming, isFinal: true, command: "winnow train reviser …", observe: observe)
    }

    private func weights(_ name: String) throws -> [Data] {
        try ReviserArm.allCases.map {
            try Data(contentsOf: folder.url.appending(path: "\(name)/\($0.rawValue)/model.safetensors"))
        }
    }

    @Test("a run that was cancelled and resumed ends with the bits of an uninterrupted one, and its models load")
    func resume() async throws {
        let whole = try await train(recipe(), in: "whole")
        let task = Task {
            try await train(recipe { $0.threads = 2 }, in: "parts") { progress in
                if progress.task.contains("shuffled, pass 2"), progress.done > 2000 {
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        }
        let checkpoint = folder.url.appending(path: "parts/shuffled/pass-2/checkpoints/1500.safetensors")
        while !FileManager.default.fileExists(atPath: checkpoint.path) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let resumed = try await train(recipe(), in: "parts", resuming: true)
        #expect(try weights("parts") == weights("whole") && resumed == whole)
        await #expect(throws: ExperimentError.self) { try await train(recipe(), in: "whole") }
        await #expect(throws: ExperimentError.self) {
            try await train(recipe { $0.seed = 4 }, in: "whole", resuming: true)
        }
        let chain = ChainDomain()
        let reviser = try ReviserCatalogue.load(folder.path("whole/critiques"), for: chain)
        #expect(
            reviser.information == whole && reviser.parameters.configuration.vocabularySize > chain.vocabulary.count)
        #expect(try ModelCatalogue.load(folder.path("whole/continued"), for: chain).style == .traced)
        #expect(throws: ExperimentError.self) {
            try ReviserCatalogue.load(folder.path("whole/critiques"), for: MazeDomain())
        }
        let rows = try #require(whole.test?.rows)
        #expect(
            rows.map(\.critique) == ["–", "first", "all", "none", "shuffled", "wrong", "first", "none"]
                && rows.allSatisfy { (0...1).contains($0.right.value) && $0.right.low <= $0.right.value })
        #expect(rows[0].difference == nil && rows.dropFirst().allSatisfy { $0.difference != nil })
    }

    @Test("all arms learn the same completions of the same problems in the same batches")
    func arms() async throws {
        let chain = ChainDomain()
        let problems = (0..<6).map { chain.reviserProblem($0, seed: 1) }
        let answers = problems.indices.map { place -> WrongAnswer in
            let critiques =
                (0..<97).lazy.compactMap { value -> [Critique]? in
                    let said = chain.objections(to: "\(value)", of: problems[place]) ?? []
                    return said.isEmpty ? nil : said
                }.first ?? []
            return WrongAnswer(problem: place, answer: "\(place)", critiques: critiques)
        }
        let examples = ReviserExamples(domain: chain, problems: problems, style: .traced, answers: answers, seed: 1)
        for index in 0..<40 {
            let arms = ReviserArm.allCases.map { examples.sequence(index, for: $0) }
            #expect(Set(arms.map(\.completion)).count == 1 && Set(arms.map(\.load)).count == 1)
            #expect(arms[0].load == arms[0].count && arms[2].count < arms[0].count)
        }
        #expect(problems.allSatisfy { chain.split(of: $0) == .train })
    }
}
