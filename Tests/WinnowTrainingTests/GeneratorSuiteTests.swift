import Foundation
import TestSupport
import Testing
import WinnowDomains
import WinnowModel

@testable import WinnowCatalogue
@testable import WinnowCore
@testable import WinnowTraining

@Suite("A domain's suite of generators")
struct GeneratorSuiteTests {
    private func production(_ work: URL) throws -> SuiteProduction {
        var production = try SuiteProduction(
            domain: "chain", work: work, branchPoints: [6000, 3000], answerOnlyAt: 3000, checkpointEvery: 3000,
            decayShare: 0.5, seed: 1, threads: 2)
        for suite in [\SuiteProduction.traced, \.answerOnly] {
            production[keyPath: suite].shape = TinyModel.shape(ChainDomain())
            production[keyPath: suite].effort = GeneratorSuite.Effort(
                leastDecay: 1000, tuneProblems: 12, tuneSamples: 4, testProblems: 15, testSamples: 4)
        }
        return production
    }

    private func files(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            files[name] = try? Data(contentsOf: folder.appending(path: name))
        }
        return files
    }

    @Test("a suite publishes weak, medium, strong and answer-only, and goes on from its files")
    func publishing() async throws {
        let folder = try TemporaryFolder()
        let (work, output) = (folder.url.appending(path: "work"), folder.url.appending(path: "models"))
        let report = try await production(work).run(output: output, command: "make train") { _ in }
        #expect(report.split(separator: "\n").count == 3 + 4)
        let first = try files(output)
        let names = ["weak", "medium", "strong", "answer-only"]
        #expect(
            Set(first.keys)
                == Set(
                    names.flatMap { name in
                        ["README.md", "config.json", "model.safetensors", "tokenizer.json", "winnow.json"].map {
                            "\(name)/\($0)"
                        }
                    }))
        for name in names {
            let model = try ModelCatalogue.load(output.appending(path: name).path, for: ChainDomain())
            let information = try #require(model.information)
            #expect(information.name == name && information.command == "make train")
            #expect(information.style == (name == "answer-only" ? .answerOnly : .traced))
            #expect(information.tune?.split == .tune && information.test?.split == .test)
            #expect(information.test?.problems == 15)
        }

        // Everything is there: nothing is trained or measured on tune again, and the same bytes are published.
        let stages = try files(work)
        _ = try await production(work).run(output: output, command: "make train") { progress in
            Issue.record("\(progress)")
        }
        #expect(try files(output) == first)
        #expect(try files(work) == stages)

        // Without its branches the suite makes them again from the checkpoints, with the same bytes.
        try FileManager.default.removeItem(at: work.appending(path: "traced/branches"))
        _ = try await production(work).run(output: output, command: "make train") { _ in }
        #expect(try files(output) == first)
    }

    @Test("each level takes the branch that is nearest to the middle of its range, one in the range before others")
    func levels() throws {
        func branch(_ rate: Double, _ tokens: Int) -> GeneratorSuite.Branch {
            GeneratorSuite.Branch(
                style: .traced, trunkTokens: tokens, tokens: tokens, loss: 1,
                evaluation: GeneratorEvaluation(
                    split: .tune, problems: 1, samples: 1, temperature: 0.8, passAt1: rate, low: 0, high: 1,
                    byDifficulty: [:], truncated: 0),
                recipe: TrainingRecipe())
        }
        func choice(_ level: GeneratorLevel, _ rates: Double...) -> Double? {
            level.choose(from: rates.enumerated().map { branch($1, $0) })?.evaluation.passAt1
        }
        #expect(choice(.weak, 0.02, 0.06, 0.11, 0.4) == 0.11)
        #expect(choice(.medium, 0.02, 0.26, 0.38, 0.5) == 0.38)
        #expect(choice(.strong, 0.2, 0.61, 0.95) == 0.61)
        #expect(choice(.strong, 0.2, 0.3) == 0.3)
        #expect(choice(.strong) == nil)
        #expect(GeneratorLevel.weak.rule(for: branch(0.1, 5)).contains("the middle of"))
        #expect(GeneratorLevel.weak.rule(for: branch(0.3, 5)).contains("outside"))
    }

    @Test("branches leave at checkpoints only, and decay over a positive share")
    func refused() {
        func suite(_ points: [Int], _ share: Double) throws -> GeneratorSuite {
            try GeneratorSuite(
                domain: ChainDomain(), folder: URL(filePath: "/nowhere"), branchPoints: points, checkpointEvery: 500,
                decayShare: share, seed: 1, threads: 1)
        }
        #expect(throws: Never.self) { try suite([500, 1500], 0.2) }
        for (points, share) in [([], 0.2), ([750], 0.2), ([0], 0.2), ([500], 0), ([500], .nan)] as [([Int], Double)] {
            #expect(throws: ExperimentError.self) { try suite(points, share) }
        }
    }
}
