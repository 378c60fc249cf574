import TestGuards
import Testing
import WinnowModel
import WinnowRandom
import WinnowSelection

@testable import WinnowScoring

@Suite("Scorers read models")
struct ScorerTests {
    static let shape = ModelConfiguration(
        vocabularySize: 20, width: 16, layers: 2, heads: 2, feedForward: 32, contextLength: 64)

    static func candidates(_ count: Int) -> [QuestionScorer.Candidate] {
        (0..<count).map { index in
            var random = CounterRandom(key: 3, stream: UInt64(index))
            func tokens(_ count: Int) -> [Int] { (0..<count).map { _ in random.integer(in: 2...19) } }
            return QuestionScorer.Candidate(
                prompt: tokens(4), completion: tokens(random.integer(in: 1...20)), key: UInt64(index))
        }
    }

    @Test("a value at the last token is the same alone and as one of many ends")
    func values() async throws {
        let scorer = ValueScorer(try Parameters(Self.shape, seed: 2).adding(tokens: 3, valueHeads: 3, seed: 1))
        let candidates = Self.candidates(30)
        let ends = try await scorer.values(
            of: candidates.map {
                LogitReader.Request(
                    prompt: $0.prompt, completion: $0.completion, ends: Array(1...$0.completion.count))
            }, threads: 2)
        let alone = try await StepScorer(scorer, head: 1).values(
            of: candidates.map { ($0.prompt, $0.completion) }, threads: 3)
        #expect(try pairs(ends, alone).allSatisfy { $0.last?[1] == $1 })
        #expect(try nonEmpty(alone).allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test("checks are drawn by number: asking for more, fewer or others changes none, and each is charged")
    func checks() async throws {
        let model = try Parameters(Self.shape, seed: 2).adding(tokens: 5, valueHeads: 0, seed: 1)
        let scorer = QuestionScorer(model, tokens: .init(question: 20, yes: 21, no: 22))
        let candidates = Self.candidates(12)
        let all = try await scorer.answers(
            to: candidates, repeats: candidates.map { _ in Array(0..<4) }, limit: 12, threads: 3)
        let some = try await scorer.answers(
            to: Array(candidates[5...]), repeats: candidates[5...].map { _ in [2] }, limit: 12)
        let second: [[QuestionScorer.Answer]] = all[5...].map { [$0[2]] }
        #expect(second == some)
        for answer in all.joined() {
            #expect((1...12).contains(answer.tokens))
            #expect(answer.flops > 0)
            #expect((0...1).contains(answer.value))
        }
        #expect(Set(all.joined().map(\.value)).count > 12)
        let plain = try await scorer.answers(to: candidates)
        #expect(try nonEmpty(plain).allSatisfy { $0.tokens == 1 && (0...1).contains($0.value) })
    }

    @Test("every kind's reserved symbols are distinct, and targets name their own heads")
    func kinds() {
        for kind in ScorerKind.allCases { #expect(Set(kind.reservedSymbols).count == kind.reservedSymbols.count) }
        #expect(ScorerKind.orm.valueHeads == 1 && ScorerKind.prm.valueHeads == 3 && ScorerKind.yesno.valueHeads == 0)
        #expect(ProcessLabel.heads.map(\.head) == [0, 1, 2])
        #expect(
            ProcessLabel.heads.map(\.scorer) == ["prm-step-correct", "prm-state-solvable", "prm-policy-value"])
    }
}
