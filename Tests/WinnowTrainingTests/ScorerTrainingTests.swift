import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring

@testable import WinnowCatalogue
@testable import WinnowCore
@testable import WinnowTraining

@Suite("Training a scorer")
struct ScorerTrainingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // One whose candidates have answers, in a folder that is not bundled.
        try FileManager.default.copyItem(
            at: ModelCatalogue.bundle.appending(path: "chain/medium"), to: folder.url.appending(path: "generator"))
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
        #expect(scorer.parameters.map { $0.configuration.layers } ?? 4 == 4)
        // What it reads beside the text is in its folder, and a changed one is refused.
        let expectations = folder.url.appending(path: "\(kind.rawValue)/expectations/model.safetensors")
        #expect((scorer.expectations != nil) == (kind == .orm || kind == .prm))
        if scorer.expectations != nil {
            try Data("changed".utf8).write(to: expectations.deletingLastPathComponent().appending(path: "x"))
            var bytes = try Data(contentsOf: expectations)
            bytes[bytes.count - 1] ^= 1
            try bytes.write(to: expectations)
            #expect(throws: ModelError.self) {
                try ScorerCatalogue.load(folder.url.appending(path: kind.rawValue), for: ChainDomain())
            }
        }
        let isRanked = kind == .orm || kind == .prm
        #expect((information.curve?.map(\.tokens).last == information.tokens) || !isRanked || information.curve == nil)
        let card = try String(contentsOf: folder.url.appending(path: "\(kind.rawValue)/README.md"), encoding: .utf8)
        #expect(card.contains("## On the test split"))
        #expect(card.contains("winnow train scorer …"))
        #expect((information.test?.nearTruth != nil) == (kind == .prm))
        // Only steps lie within a candidate.
        let outcomes = (information.test?.targets ?? []).filter { $0.target == "outcome" }
        #expect(outcomes.allSatisfy { $0.withinTrace == nil })
        #expect(throws: ExperimentError.self) {
            try ScorerCatalogue.load(folder.url.appending(path: kind.rawValue), for: MazeDomain())
        }
    }

    @Test("a group has distinct texts with answers, right and wrong in equal parts as far as there are any")
    func groups() async throws {
        let (domain, model) = (ChainDomain(), try ModelCatalogue.load("medium", for: ChainDomain()))
        let problems = (0..<12).map { domain.scorerProblem($0, seed: 5) }
        let drawn = try await CandidateDraw(generator: model, temperature: 0.8, seed: 5, threads: 2).draw(
            problems, of: domain, samples: 16, observe: { _ in })
        var mixed = 0
        for problem in problems.indices {
            let own = drawn.filter { $0.problem == problem }
            for size in [2, 5, 8] {
                var random = domain.stream("test", seed: 1, index: problem)
                let group = ScorerGroup(of: own, size: size, using: &random)
                let texts = group.members.map(\.completion)
                #expect(Set(texts).count == texts.count)
                #expect(group.members.allSatisfy { $0.reading.answerKey != nil && own.contains($0) })
                let answered = own.filter { $0.reading.answerKey != nil }
                let rightTexts = Set(answered.filter(\.isRight).map(\.completion)).count
                let wrongTexts = Set(answered.map(\.completion)).count - rightTexts
                guard min(rightTexts, wrongTexts) > 0 else {
                    #expect(group.members.count == min(1, answered.count))
                    continue
                }
                mixed += 1
                #expect(group.isMixed && group.members.count == min(size, rightTexts + wrongTexts))
                let right = group.members.count(where: \.isRight)
                let wrong = group.members.count - right
                #expect(right == rightTexts || wrong == wrongTexts || abs(right - wrong) <= 1)
            }
        }
        #expect(mixed > 6)
    }

    @Test("a calibrated head gives the share of right candidates, whatever offset its logits had")
    func calibration() throws {
        var random = CounterRandom(key: 8)
        var (logits, outcomes) = ([Float](), [Bool]())
        for _ in 0..<20_000 {
            let logOdds = 2 * random.standardNormal() - 1
            outcomes.append(random.uniform() < 1 / (1 + exp(-logOdds)))
            logits.append(Float((logOdds + 7) / 3))
        }
        let head = ValueHead(token: 4, gain: 1, bias: 0).calibrated(logits, outcomes)
        #expect(abs(head.gain - 3) < 0.15 && abs(head.bias + 7) < 0.4 && head.token == 4)
        let upsideDown = ValueHead(token: 4, gain: 1, bias: 0).calibrated(logits.map { -$0 }, outcomes)
        #expect(upsideDown.gain == 1 && upsideDown.bias == 0)
        #expect(ValueHead(token: 4, gain: 1, bias: 0).calibrated([1, 2], [true, true]).gain == 1)
    }

    @Test("impossible numbers and unknown names are refused in one line")
    func refusals() {
        let wrong: [(inout ScorerRecipe) -> Void] = [
            { $0.problems = 0 }, { $0.samples = -1 }, { $0.tokens = 0 }, { $0.group = 1 }, { $0.rung = 0 },
            { $0.rankWeight = .nan }, { $0.learningRate = -1 },
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
