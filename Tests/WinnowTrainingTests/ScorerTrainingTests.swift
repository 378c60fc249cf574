import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowScoring

@testable import WinnowCatalogue
@testable import WinnowCore
@testable import WinnowTraining

@Suite("Training a scorer")
struct ScorerTrainingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try TinyModel.write(ChainDomain(), to: folder.url.appending(path: "generator"))
    }

    private func recipe(
        _ kind: ScorerKind, _ change: (inout ScorerRecipe) -> Void = { _ in }
    ) -> ScorerRecipe {
        var recipe = ScorerRecipe(
            domain: "chain", kind: kind, generator: folder.path("generator"), problems: 12, samples: 3, group: 3,
            temperature: 0.9, tokens: 5000, layers: 1, learningRate: 3e-3, batchTokens: 512, checkpointEvery: 2000,
            loss: .crossEntropy, languageWeight: 0.5, valueWeight: 0.5, rankWeight: 1, rollouts: 2, steps: 2,
            rolloutProblems: 8, seed: 3, threads: 1)
        change(&recipe)
        return recipe
    }

    private func train(
        _ recipe: ScorerRecipe, in name: String, resuming: Bool = false,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws -> ScorerInformation {
        var training = try recipe.training(in: folder.url.appending(path: name))
        training.effort = .init(tuneProblems: 12, testProblems: 3, samples: 4, nearTruthRollouts: 4)
        return try await training.run(
            resuming: resuming, isFinal: true, command: "winnow train scorer …", observe: observe)
    }

    private func weights(_ name: String) throws -> Data {
        try Data(contentsOf: folder.url.appending(path: "\(name)/model.safetensors"))
    }

    @Test(
        "no tune or test problem, and no candidate of one, is ever learned from", arguments: Domains.traced.map(\.name))
    func leakage(name: String) async throws {
        let domain = try #require(Domains.named(name) as? any TracedDomain)
        try await check(domain)
    }

    private func check<D: TracedDomain>(_ domain: D) async throws {
        let held = Set(
            [Split.tune, .test].flatMap { split in
                domain.problemSet(split, count: FrozenSet.count(split)).problems.map(domain.splitKey)
            })
        var prompts: Set<[Int]> = []
        for seed in [1, 2] as [UInt64] {
            for index in 0..<3000 {
                let problem = domain.scorerProblem(index, seed: seed)
                try #require(domain.split(of: problem) == .train)
                try #require(!held.contains(domain.splitKey(of: problem)))
                if seed == 1, index < 8 { prompts.insert(domain.prompt(for: problem)) }
            }
        }
        // What is learned from is what was written for these problems, whatever the kind.
        let model = try TinyModel.load(domain)
        for kind in ScorerKind.allCases {
            let data = try await ScorerData(
                domain: domain, generator: model,
                recipe: recipe(kind) {
                    $0.problems = 8
                    $0.samples = 2
                    $0.seed = 1
                }, observe: { _ in })
            let groups = try? data.examples().groups
            // Those of a model that knows nothing may have no answer, which scorers of groups do not learn from.
            if kind.valueHeads == 0 { #expect(groups?.count == 16) }
            for sequence in (groups ?? []).joined() {
                #expect(prompts.contains { sequence.prompt.starts(with: $0) })
                #expect(sequence.count <= 512)
            }
        }
    }

    @Test("a run that was cancelled and resumed ends with the bits of an uninterrupted one, on any number of threads")
    func resume() async throws {
        let whole = try await train(recipe(.orm), in: "whole")
        let task = Task {
            try await train(recipe(.orm) { $0.threads = 2 }, in: "parts") { progress in
                if progress.task.hasPrefix("training"), progress.done > 3000 {
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        }
        let checkpoint = folder.url.appending(path: "parts/checkpoints/2000.safetensors")
        while !FileManager.default.fileExists(atPath: checkpoint.path) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let resumed = try await train(recipe(.orm), in: "parts", resuming: true)
        #expect(try weights("parts") == weights("whole"))
        #expect(resumed == whole)
        await #expect(throws: ExperimentError.self) { try await train(recipe(.orm), in: "whole") }
        for other in [recipe(.orm) { $0.samples = 2 }, recipe(.prm), recipe(.orm) { $0.layers = 0 }] {
            await #expect(throws: ExperimentError.self) { try await train(other, in: "whole", resuming: true) }
        }
    }

    @Test("every kind is trained, measured, carded and loaded again", arguments: ScorerKind.allCases)
    func kinds(kind: ScorerKind) async throws {
        let information = try await train(recipe(kind), in: kind.rawValue)
        let scorer = try ScorerCatalogue.load(folder.url.appending(path: kind.rawValue), for: ChainDomain())
        #expect(scorer.information == information)
        #expect((scorer.parameters == nil) == (kind == .logistic))
        #expect((scorer.stepScorer() != nil) == (kind == .orm || kind == .prm))
        #expect(scorer.parameters.map { $0.configuration.layers } ?? 2 == 2)
        let card = try String(contentsOf: folder.url.appending(path: "\(kind.rawValue)/README.md"), encoding: .utf8)
        #expect(card.contains("## On the test split"))
        #expect(card.contains("winnow train scorer …"))
        #expect((information.test?.nearTruth != nil) == (kind == .prm))
        #expect(throws: ExperimentError.self) {
            try ScorerCatalogue.load(folder.url.appending(path: kind.rawValue), for: MazeDomain())
        }
    }

    @Test("impossible numbers and unknown names are refused in one line")
    func refusals() {
        let wrong: [(inout ScorerRecipe) -> Void] = [
            { $0.problems = 0 }, { $0.samples = -1 }, { $0.tokens = 0 }, { $0.group = 1 }, { $0.rung = 0 }, { $0.rankWeight = .nan }, { $0.learningRate = -1 },
            { $0.rollouts = 0 }, { $0.layers = 99 }, { $0.domain = "chess" }, { $0.generator = "huge" },
            { $0.problems = .max }, { $0.languageWeight = .infinity },
        ]
        for change in wrong {
            let error = #expect(throws: ExperimentError.self) {
                try recipe(.orm, change).training(in: folder.url.appending(path: "x"))
            }
            #expect(error?.description.contains("\n") == false)
        }
    }

    @Test("the value of a finished beginning is its grade, and rollouts do not depend on threads or neighbours")
    func rollouts() async throws {
        let (domain, model) = (ChainDomain(), try ModelCatalogue.load("medium", for: ChainDomain()))
        let problems = (0..<3).map { domain.scorerProblem($0, seed: 5) }
        let candidates = try await CandidateDraw(generator: model, temperature: 0.8, seed: 5, threads: 2).draw(
            problems, of: domain, samples: 2, observe: { _ in })
        let beginnings = candidates.indices.map { index in
            PolicyRollouts.Beginning(candidate: index, end: domain.stepEnds(of: candidates[index].completion)[0])
        }
        func values(_ threads: Int, _ some: [PolicyRollouts.Beginning]) async throws -> [Double] {
            try await PolicyRollouts(generator: model, temperature: 0.8, seed: 5, count: 8, threads: threads).values(
                of: some, candidates: candidates, problems: problems, of: domain, observe: { _ in })
        }
        let all = try await values(1, beginnings)
        #expect(try await values(3, beginnings) == all)
        #expect(try await values(1, [beginnings[4]]) == [all[4]])
        let facts = candidates.map { domain.stepFacts(of: $0, problems[$0.problem]) }
        #expect(try pairs(facts, candidates).allSatisfy { $0.last?.policyValue == ($1.isRight ? 1 : 0) })
        // Steps are judged up to and including the first wrong one, which may be the first of a candidate.
        let judged = facts.map { $0.compactMap(\.stepCorrect) }
        #expect(judged.allSatisfy { !$0.isEmpty })
        #expect(try nonEmpty(judged.flatMap { $0.dropLast() }).allSatisfy { $0 })
    }
}
