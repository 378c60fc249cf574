import Glibc
import TestGuards
import Testing

@testable import WinnowModel

@Suite("How sure a model is of each token")
struct SuretyTests {
    private func sample(_ temperature: Double, best: Int?, slots: Int = 6) async throws -> [Completion] {
        let weights = PackedWeights(try Tiny.parameters())
        var sampler = Sampler(
            weights, options: SamplingOptions(temperature: temperature, maxTokens: 20), endTokens: [Tiny.endToken],
            slots: slots, context: 64, best: best)
        var queue = (0..<3).map { SamplerTests.job($0, samples: Array(0..<6)) }[...]
        var completions: [Completion] = []
        try await sampler.run(nextJob: { queue.popFirst() }, emit: { completions += $0 })
        return completions.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
    }

    @Test("asking changes no completion, and none is asked of without", arguments: [0, 0.7, 1])
    func sameCompletions(temperature: Double) async throws {
        let (plain, asked) = (try await sample(temperature, best: nil), try await sample(temperature, best: 4))
        for (plain, asked) in try pairs(plain, asked) {
            #expect(plain.tokens == asked.tokens && plain.logProbability == asked.logProbability)
            #expect(plain.samplingLogProbability == asked.samplingLogProbability && plain.sureties.isEmpty)
            #expect(asked.sureties.count == asked.tokens.count)
        }
    }

    @Test("the numbers are those of the model's logits at temperature 1, in whatever company it draws")
    func numbers() async throws {
        let parameters = try Tiny.parameters()
        let scorer = TokenScorer(PackedWeights(parameters))
        let one = try await sample(0.7, best: 4, slots: 1)
        for (completion, alone) in try pairs(sample(0.7, best: 4), one) {
            #expect(completion.sureties == alone.sureties)
            let prompt = SamplerTests.job(completion.job, samples: []).prompt
            let logits = try scorer.logits(of: prompt + completion.tokens)
            for (place, surety) in completion.sureties.enumerated() {
                let row = logits[prompt.count - 1 + place].map(Double.init)
                let most = row.max()!
                let normaliser = most + log(row.reduce(0) { $0 + exp($1 - most) })
                let logs = row.map { $0 - normaliser }.sorted(by: >)
                let entropy = -logs.reduce(0) { $0 + exp($1) * $1 }
                let drawn = row[completion.tokens[place]] - normaliser
                #expect(abs(Double(surety.logProbability) - drawn) < 1e-4)
                #expect(abs(Double(surety.entropy) - entropy) < 1e-4)
                #expect(abs(Double(surety.bestMean) - logs.prefix(4).reduce(0, +) / 4) < 1e-4)
                #expect(abs(Double(surety.wholeMean) - logs.reduce(0, +) / Double(logs.count)) < 1e-4)
            }
        }
    }

    @Test("reading a completion again says the same, whatever the number of threads", arguments: [1, 3])
    func readAgain(threads: Int) async throws {
        let completions = try await sample(0.9, best: 3)
        let scorer = TokenScorer(PackedWeights(try Tiny.parameters()))
        let again = try await scorer.sureties(
            of: completions.map { SamplerTests.job($0.job, samples: []).prompt + $0.tokens },
            tails: completions.map(\.tokens.count), best: 3, threads: threads)
        #expect(again == completions.map(\.sureties))
    }

    @Test("more of the best than there are tokens are all of them")
    func allOfThem() async throws {
        for completion in try await sample(1, best: 100_000) {
            #expect(try nonEmpty(completion.sureties).allSatisfy { abs($0.bestMean - $0.wholeMean) < 1e-4 })
        }
        #expect([1, 2, 16, 100, 50_000].map(TokenSurety.usualBest) == [1, 2, 2, 12, 20])
    }
}
