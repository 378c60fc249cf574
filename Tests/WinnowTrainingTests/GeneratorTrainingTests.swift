import Foundation
import TestSupport
import Testing
import WinnowDomains
import WinnowModel

@testable import WinnowCatalogue
@testable import WinnowCore
@testable import WinnowTraining

@Suite("Training a generator")
struct GeneratorTrainingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func recipe(_ change: (inout GeneratorRecipe) -> Void = { _ in }) -> GeneratorRecipe {
        var recipe = GeneratorRecipe(
            domain: "chain", style: .answerOnly, tokens: 9000, schedule: .cosine, learningRate: 3e-3, batchTokens: 512,
            checkpointEvery: 3000, width: 16, layers: 1, heads: 2, feedForward: 32, seed: 3, threads: 1)
        change(&recipe)
        return recipe
    }

    private func train(
        _ recipe: GeneratorRecipe, in name: String, resuming: Bool = false,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws -> ModelInformation {
        try await recipe.training(in: folder.url.appending(path: name)).run(
            until: recipe.tokens, resuming: resuming, command: "winnow train …", observe: observe)
    }

    private func weights(_ name: String) throws -> Data {
        try Data(contentsOf: folder.url.appending(path: "\(name)/model.safetensors"))
    }

    @Test("a run that was cancelled and resumed ends with the bits of an uninterrupted one, on any number of threads")
    func resume() async throws {
        let whole = try await train(recipe(), in: "whole")
        let task = Task {
            try await train(recipe { $0.threads = 2 }, in: "parts") { progress in
                if progress.done > 5000 { try? await Task.sleep(for: .seconds(60)) }
            }
        }
        let checkpoint = folder.url.appending(path: "parts/checkpoints/3000.safetensors")
        while !FileManager.default.fileExists(atPath: checkpoint.path) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(throws: (any Error).self) { try weights("parts") }
        let resumed = try await train(recipe(), in: "parts", resuming: true)
        #expect(try weights("parts") == weights("whole"))
        #expect(resumed.tokens == whole.tokens && resumed.loss == whole.loss && resumed.tune == whole.tune)
        // Resuming what is finished changes nothing.
        _ = try await train(recipe(), in: "parts", resuming: true)
        #expect(try weights("parts") == weights("whole"))

        // A folder with checkpoints is not trained over by accident.
        let error = await #expect(throws: ExperimentError.self) { try await train(recipe(), in: "whole") }
        #expect(error?.description.contains("--resume") == true)

        // Other settings would end in a model that no recipe describes.
        for other in [
            recipe { $0.seed = 4 }, recipe { $0.width = 32 }, recipe { $0.learningRate = 1e-3 },
            recipe { $0.schedule = .constant }, recipe { $0.batchTokens = 600 }, recipe { $0.domain = "unchain" },
            recipe { $0.style = .traced },
        ] {
            let before = try weights("whole")
            await #expect(throws: ExperimentError.self) { try await train(other, in: "whole", resuming: true) }
            #expect(try weights("whole") == before)
        }
    }

    @Test("the card states recipe, tokens, rule and accuracy, for programs and for people")
    func card() async throws {
        let made = try await train(recipe(), in: "card")
        let place = folder.url.appending(path: "card")
        let model = try ModelCatalogue.load(place.path, for: ChainDomain())
        let information = try #require(model.information)
        #expect(information == made)
        #expect(model.name == "card" && model.style == .answerOnly)
        #expect(information.tokens >= 9000 && information.tokens < 9000 + 1024)
        #expect(information.recipe == (try recipe().training(in: place).recipe))
        #expect(information.loss > 0 && information.loss < 10)
        let tune = try #require(information.tune)
        #expect(tune.split == .tune && tune.problems == 150 && tune.samples == 16 && tune.temperature == 0.8)
        #expect(tune.low <= tune.passAt1 && tune.passAt1 <= tune.high)
        #expect(Set(tune.byDifficulty.keys) == ["easy", "medium", "hard"])
        let mean = tune.byDifficulty.values.reduce(0, +) / 3
        #expect(abs(mean - tune.passAt1) < 1e-12)
        let text = try String(contentsOf: place.appending(path: "README.md"), encoding: .utf8)
        for part in [
            "# chain card", "width 16, 1 layers, 2 heads", "answer-only", "seed 3", "cosine", "winnow train …",
            "nats per completion token", "pass@1", "not chosen",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.contains("\(model.parameters.configuration.parameterCount) weights"))
    }

    @Test("impossible numbers and shapes are refused before anything is written")
    func impossible() {
        for bad in [
            recipe { $0.tokens = 0 }, recipe { $0.checkpointEvery = 0 }, recipe { $0.learningRate = .nan },
            recipe { $0.batchTokens = -1 }, recipe { $0.width = 17 }, recipe { $0.heads = 0 },
            recipe { $0.domain = "sudoku" }, recipe { $0.layers = 0 },
        ] {
            #expect(throws: (any Error).self) { try bad.training(in: folder.url) }
        }
    }

    @Test("a run goes on to more tokens, and is not cut back to fewer")
    func longer() async throws {
        func tokens(_ count: Int) -> GeneratorRecipe {
            recipe {
                $0.schedule = .constant
                $0.tokens = count
            }
        }
        _ = try await train(tokens(9000), in: "longer")
        _ = try await train(tokens(15_000), in: "longer", resuming: true)
        _ = try await train(tokens(15_000), in: "whole")
        #expect(try weights("longer") == weights("whole"))
        await #expect(throws: ExperimentError.self) { try await train(tokens(6000), in: "longer", resuming: true) }
        #expect(try weights("longer") == weights("whole"))
    }

    @Test("a damaged checkpoint is an error that names the file")
    func damaged() async throws {
        let checkpoint = folder.url.appending(path: "damaged/checkpoints/9000.safetensors")
        try FileManager.default.createDirectory(
            at: checkpoint.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("nothing".utf8).write(to: checkpoint)
        let error = await #expect(throws: ModelError.self) { try await train(recipe(), in: "damaged", resuming: true) }
        #expect(error?.description.contains("damaged/checkpoints/9000.safetensors") == true)
    }
}
