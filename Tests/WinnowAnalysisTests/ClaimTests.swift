import Testing
import WinnowDomains
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Claims")
struct ClaimTests {
    @Test(
        "a verdict needs the whole interval on one side of the bound",
        arguments: [
            (Claim.Prediction.above(0), 0.1, 0.2, Claim.Verdict.supported), (.above(0), -0.2, -0.1, .contradicted),
            (.above(0), -0.1, 0.1, .undecided), (.above(0), 0, 0.1, .undecided),
            (.below(0.5), 0.1, 0.4, .supported), (.below(0.5), 0.6, 0.7, .contradicted),
            (.below(0.5), 0.4, 0.6, .undecided), (.within(0.1), -0.05, 0.09, .supported),
            (.within(0.1), 0.11, 0.3, .contradicted), (.within(0.1), -0.3, -0.2, .contradicted),
            (.within(0.1), 0.05, 0.2, .undecided),
        ])
    func verdicts(prediction: Claim.Prediction, low: Double, high: Double, expected: Claim.Verdict) {
        #expect(prediction.verdict((low + high) / 2, low: low, high: high) == expected)
    }

    @Test(
        "an effect below the smallest of interest decides nothing, on either side",
        arguments: [
            (Claim.Prediction.above(0), 0.00001, 0.000005, 0.000015, Claim.Verdict.negligible),
            (.above(0), 0.02, 0.01, 0.03, .supported), (.above(0), -0.02, -0.03, -0.01, .contradicted),
            (.above(0), 0.009, 0.004, 0.014, .undecided), (.above(0), -0.009, -0.014, -0.004, .undecided),
            (.below(0), -0.02, -0.03, -0.01, .supported), (.below(0), -0.001, -0.003, 0.001, .negligible),
            (.above(0), 0, 0, 0, .negligible),
        ])
    func smallest(prediction: Claim.Prediction, value: Double, low: Double, high: Double, expected: Claim.Verdict) {
        #expect(prediction.verdict(value, low: low, high: high, smallest: 0.01) == expected)
    }

    @Test("each prediction states a smallest effect of interest, by its bound or beside it")
    func stated() {
        for claim in Claim.all {
            switch claim.prediction {
            case .above(let bound), .below(let bound), .within(let bound):
                #expect((bound == 0) == (claim.smallest > 0), "\(claim.name)")
            }
        }
    }

    @Test("claims about strategies are measured at 4, 16, 64 and the pool's size, and a change of sign is found")
    func budgets() async throws {
        #expect(ClaimStudy.budgets(of: 256) == [4, 16, 64, 256])
        #expect(ClaimStudy.budgets(of: 16) == [4, 16] && ClaimStudy.budgets(of: 3) == [3])
        let run = try HandmadeRun(in: Store.inMemory(), problems: 12)
        try run.appendMixedPools(20)
        let found = try await findings(run, names: ["verifier-beats-votes", "legality-says-little"])
        #expect(found.map(\.budget) == [4, 16, 20, 20])
        func finding(
            _ budget: Int, _ value: Double, _ name: String = "likeliest-sample-loses-to-votes"
        ) throws -> Claim.Finding {
            let claim = try #require(Claim.all.first { $0.name == name })
            return Claim.Finding(
                claim, at: budget, effect: .difference((0..<40).map { value + 0.001 * Double($0 % 2) }))
        }
        let turning = try [finding(4, 0.1), finding(16, 0.0001), finding(64, -0.1)]
        #expect(ClaimStudy.changes(turning) == ["likeliest-sample-loses-to-votes": "sign changes"])
        #expect(try ClaimStudy.changes([finding(4, 0.1), finding(64, 0.2)]).isEmpty)
        // What is below the smallest effect of interest has no sign.
        for name in ["likeliest-sample-loses-to-votes", "likelihood-weights-change-little"] {
            #expect(try ClaimStudy.changes([finding(4, 0.005, name), finding(64, -0.005, name)]).isEmpty)
        }
        #expect(try ClaimStudy.changes([finding(4, 0.1), finding(64, 0.0001)]).values.first == "verdict changes")
    }

    @Test("claims have names of their own, a statement and a source")
    func registry() throws {
        #expect(Set(ClaimStudy.names).count == Claim.all.count + LoopClaim.all.count)
        for claim in Claim.all {
            #expect(claim.statement.hasSuffix(".") && claim.source.contains("arXiv"))
            #expect(claim.strategies.allSatisfy { Strategies.named($0) != nil })
        }
    }

    @Test("an unknown claim, and a budget beyond the pool, are refused")
    func refused() async throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store)
        try run.appendMixedPools(8)
        await #expect(throws: ExperimentError.self) { try await findings(run, names: ["cold-fusion"]) }
        // A claim about loops cannot be put to samples.
        await #expect(throws: ExperimentError.self) { try await findings(run, names: ["critiques-beat-re-asking"]) }
        await #expect(throws: ExperimentError.self) { try await findings(run, budget: 9) }
    }

    @Test("every claim can be put to a run with traces and a greedy run")
    func measured() async throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: 12)
        try run.appendMixedPools(12)
        for finding in try await findings(run) {
            #expect(finding.problems <= 12)
            #expect((finding.effect == nil) == (finding.verdict == .inapplicable))
            if let effect = finding.effect, !effect.value.isNaN {
                #expect(effect.low <= effect.value && effect.value <= effect.high)
            }
        }
    }

    @Test("claims about traces do not apply to a model without any")
    func answerOnly() async throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, style: .answerOnly)
        try run.appendMixedPools(8)
        for finding in try await findings(run, names: Claim.tracing.map(\.name)) {
            #expect(finding.verdict == .inapplicable)
            #expect(finding.note.contains("no traces") || finding.note.contains("no data"))
        }
    }

    @Test("a run that makes a claim true supports it, and its opposite contradicts it")
    func decided() async throws {
        let store = try Store.inMemory()
        // The majority is wrong on every problem, so that more votes are worse than one sample.
        let misled = try HandmadeRun(in: store, problems: 30)
        for problem in 0..<30 {
            try misled.append([.wrong, .right, .wrong, .wrong, .right, .wrong, .wrong, .wrong], to: problem)
        }
        let found = try await findings(
            misled, names: ["votes-fall-where-the-mode-is-wrong", "votes-carry-no-guarantee"], budget: 8)
        #expect(found.map(\.verdict) == [.supported, .supported])

        let perfect = try HandmadeRun(in: store, seed: 6, problems: 400)
        for problem in 0..<400 { try perfect.append([.right, .right], to: problem) }
        let trivial = try await findings(perfect, names: ["votes-carry-no-guarantee", "sound-verifier-is-never-wrong"])
        #expect(trivial.map(\.verdict) == [.contradicted, .supported])
    }

    @Test("what is chosen on one half of a pool is measured on the other")
    func halves() throws {
        func candidate(_ answer: Int?) -> Candidate { Candidate(answer: answer, isRight: answer == 0) }
        // Even samples: 1, 1, 0; odd samples: 0, 0, nothing.
        let pool = try Pool(candidates: [1, 0, 1, 0, 0, nil].map(candidate))
        let split = try #require(SplitPool(pool))
        #expect(split.modeOfFirst == false)
        #expect(abs(split.shareOfFirst - 2.0 / 3) < 1e-12)
        #expect(split.voteOfSecond == 1)
        #expect(abs(split.voteGainOfSecond - 1.0 / 3) < 1e-12)
        #expect(try SplitPool(Pool(candidates: [candidate(0)])) == nil)
    }

    private func findings(
        _ run: HandmadeRun, names: [String] = [], budget: Int? = nil
    ) async throws -> [Claim.Finding] {
        try await ClaimStudy(of: [run.stored], in: run.store, names: names, budget: budget) { _ in }.runs[0].findings
    }
}
