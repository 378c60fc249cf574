import TestGuards
import Testing
import WinnowCollection
import WinnowDomains
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Dialled verifiers on stored runs")
struct NoisyVerifierTests {
    private func mixed(_ samples: Int = 8, problems: Int = 6, in store: Store? = nil) throws -> HandmadeRun {
        let run = try HandmadeRun(in: store ?? .inMemory(), problems: problems)
        try run.appendMixedPools(samples)
        return run
    }

    private func judge(_ run: HandmadeRun, by verifier: ImperfectVerifier) async throws -> RunVerifier {
        try await NoisyJudging(of: try run.stored, in: run.store).judge(by: verifier) { _ in }
        let name = ToolName.text(of: try verifier.tool(of: ChainDomain()))
        return try RunVerifier(named: name, of: run.run, in: run.store)
    }

    private func judge(
        _ run: HandmadeRun, _ tpr: Double, _ fpr: Double, per: NoisyVerifier.Noise = .candidate, seed: UInt64 = 1
    ) async throws -> RunVerifier {
        try await judge(run, by: .noisy(NoisyVerifier(tpr: tpr, fpr: fpr, per: per, seed: seed)))
    }

    /// The verdicts of a verifier, by problem position and sample index.
    private func verdicts(_ run: HandmadeRun, _ verifier: RunVerifier) throws -> [[Int]: Bool] {
        var judges = try run.store.judges(of: run.run)
        judges.verifier = verifier.tool
        var verdicts: [[Int]: Bool] = [:]
        try run.store.forEachPoolRow(of: run.run, judgedBy: judges) { row in
            verdicts[[row.position, row.sampleIndex]] = row.outcome.map { $0 == .accepted }
        }
        return verdicts
    }

    private func pools(_ run: HandmadeRun, _ verifier: RunVerifier) throws -> RunPools {
        try RunPools(run.stored, in: run.store, guesses: false, verifier: verifier)
    }

    @Test("verdicts are drawn once, found again, and of an extended run only the missing ones are drawn")
    func resuming() async throws {
        let run = try mixed(4)
        let verifier = try await judge(run, 0.7, 0.4)
        let first = try verdicts(run, verifier)
        #expect(try await judge(run, 0.7, 0.4) == verifier)
        #expect(try verdicts(run, verifier) == first)

        try run.append([.right, .wrong, .truncated], to: 0, from: 4)
        let error = #expect(throws: ExperimentError.self) { try pools(run, verifier) }
        #expect(error?.problem.contains("2 answers of run \(run.run) have no verdict of dial:") == true)
        _ = try await judge(run, 0.7, 0.4)
        let more = try verdicts(run, verifier)
        #expect(more.count == first.count + 2)
        #expect(try nonEmpty(first).allSatisfy { more[$0.key] == $0.value })
        #expect(more[[1, 4]] != nil && more[[1, 5]] != nil && more[[1, 6]] == nil)
        #expect(try pools(run, verifier).poolSize == 4)
    }

    @Test("the same seed draws the same verdicts in another database, another seed others")
    func determinism() async throws {
        let (one, other) = (try mixed(12), try mixed(12))
        let verifier = try await judge(one, 0.6, 0.3, seed: 5)
        #expect(try verdicts(one, verifier) == verdicts(other, try await judge(other, 0.6, 0.3, seed: 5)))
        #expect(try verdicts(one, verifier) != verdicts(one, try await judge(one, 0.6, 0.3, seed: 6)))
        // Common random numbers: a laxer dial accepts all that a stricter one does.
        let laxer = try verdicts(one, try await judge(one, 0.9, 0.5, seed: 5))
        #expect(try verdicts(one, verifier).allSatisfy { !$0.value || laxer[$0.key] == true })
    }

    @Test("the dial at (1, 0) is the domain's verifier on every strategy", arguments: NoisyVerifier.Noise.allCases)
    func perfect(noise: NoisyVerifier.Noise) async throws {
        let run = try mixed(10)
        let verifier = try await judge(run, 1, 0, per: noise)
        let request = EstimationRequest(
            strategies: [FirstAccepted(), FirstAcceptedMajority(), AcceptedVote(), AcceptedVoteMajority()],
            budgets: [1, 3, 10])
        let dialled = try await pools(run, verifier).columns(request).map(\.outcomes)
        #expect(try await run.pools.columns(request).map(\.outcomes) == dialled)
    }

    @Test("the dial at (1, 1) is the first sample that has an answer", arguments: NoisyVerifier.Noise.allCases)
    func acceptingAll(noise: NoisyVerifier.Noise) async throws {
        let run = try mixed(10)
        let verifier = try await judge(run, 1, 1, per: noise)
        let pools = try pools(run, verifier)
        let request = EstimationRequest(
            strategies: [FirstAccepted()], budgets: [10], options: SelectionOptions(estimator: .prefix))
        let outcomes = try await pools.columns(request)[0].outcomes
        for (entry, outcome) in try pairs(pools.entries, outcomes) {
            let first = try #require(entry.pool.candidates.first { $0.answer != nil })
            #expect(outcome.right == (first.isRight ? 1 : 0))
        }
    }

    @Test("noise per answer gives equal answers equal verdicts, in every run; per candidate it does not")
    func answers() async throws {
        let store = try Store.inMemory()
        let run = try mixed(24, in: store)
        let other = try HandmadeRun(in: store, seed: 9)
        try other.appendMixedPools(24)
        func mixedAnswers(_ verifiers: [(HandmadeRun, RunVerifier)]) throws -> Int {
            var said: [String: Set<Bool>] = [:]
            for (run, verifier) in verifiers {
                var judges = try store.judges(of: run.run)
                judges.verifier = verifier.tool
                try store.forEachPoolRow(of: run.run, judgedBy: judges) { row in
                    if let key = row.answerKey, let outcome = row.outcome {
                        said["\(row.position) \(key)", default: []].insert(outcome == .accepted)
                    }
                }
            }
            return said.values.count { $0.count > 1 }
        }
        let byAnswer = [
            (run, try await judge(run, 0.5, 0.5, per: .answer)),
            (other, try await judge(other, 0.5, 0.5, per: .answer)),
        ]
        #expect(try mixedAnswers(byAnswer) == 0)
        let byCandidate = [(run, try await judge(run, 0.5, 0.5))]
        #expect(try mixedAnswers(byCandidate) > 6)
        // The two runs have the same problems and sample indices, but candidates of their own.
        let there = try await judge(other, 0.5, 0.5)
        let (ours, theirs) = (try verdicts(run, byCandidate[0].1), try verdicts(other, there))
        #expect(ours.contains { theirs[$0.key] != nil && theirs[$0.key] != $0.value })
    }

    @Test(
        "measured rates are the dial's within 4 standard errors",
        arguments: [NoisyVerifier.Noise.candidate, .difficulty])
    func measuredRates(noise: NoisyVerifier.Noise) async throws {
        let run = try mixed(120, problems: 12)
        let verifier = try await judge(run, 0.8, 0.25, per: noise)
        let report = try await NoisyVerifierRun(
            pools(run, verifier), .noisy(NoisyVerifier(tpr: 0.8, fpr: 0.25, per: noise)), budgets: [1], penalties: [])
        let falsePositive = try #require(report.rates.falsePositive)
        let falseNegative = try #require(report.rates.falseNegative)
        func error(_ rate: Double, _ count: Int) -> Double { (rate * (1 - rate) / Double(count)).squareRoot() }
        #expect(abs(falsePositive.value - 0.25) < 4 * error(0.25, falsePositive.candidates))
        #expect(abs(falseNegative.value - 0.2) < 4 * error(0.2, falseNegative.candidates))
        let interval = try #require(falsePositive.interval)
        #expect(interval.low < falsePositive.value && falsePositive.value < interval.high)
        let accepted = try #require(report.rates.falseDiscovery)
        #expect(accepted.value > 0 && accepted.value < 1)
    }

    @Test("by difficulty, verdicts on hard problems are worse and those on easy ones better")
    func difficulty() async throws {
        let run = try mixed(120, problems: 12)
        let dial = try NoisyVerifier(tpr: 0.8, fpr: 0.25, per: .difficulty, slope: 2)
        let pools = try pools(run, try await judge(run, by: .noisy(dial)))
        func accepted(_ difficulty: String, _ isRight: Bool) -> Double {
            let candidates = pools.entries.filter { $0.problem.record.difficulty == difficulty }
                .flatMap(\.pool.candidates).filter { $0.answer != nil && $0.isRight == isRight }
            return Double(candidates.count { $0.isAccepted == true }) / Double(candidates.count)
        }
        #expect(accepted("easy", true) > accepted("medium", true) && accepted("medium", true) > accepted("hard", true))
        #expect(
            accepted("easy", false) < accepted("medium", false) && accepted("medium", false) < accepted("hard", false))
    }

    @Test("the expectation over the noise lies within the spread of stored drawings")
    func expectation() async throws {
        let run = try mixed(12)
        var values: [Double] = []
        var expected = 0.0
        for seed in 1...24 as ClosedRange<UInt64> {
            let dial = try NoisyVerifier(tpr: 0.7, fpr: 0.3, per: .candidate, seed: seed)
            let verifier = try await judge(run, by: .noisy(dial))
            let report = try await NoisyVerifierRun(pools(run, verifier), .noisy(dial), budgets: [4], penalties: [])
            let stored = try #require(report.series.first { $0.strategy == "verifier" && $0.source == .stored })
            values.append(stored.average(\.right, budget: 4))
            let noise = try #require(report.series.first { $0.source == .noise })
            expected = noise.average(\.right, budget: 4)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        #expect(abs(mean - expected) < 4 * (variance / Double(values.count)).squareRoot())
    }

    @Test("a run without verdicts of a sound verifier is not dialled: the dial would pass for its verifier")
    func withoutSoundVerifier() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 1)
        try run.append(
            Judgements(reading: ReadingRecord(answer: "1", answerKey: "1"), correct: false), to: 0, at: 0)
        let error = await #expect(throws: ExperimentError.self) { try await judge(run, 1, 0) }
        #expect(error?.problem.contains("no verdicts of a sound verifier") == true)
    }

    @Test(
        "rates and slopes that are none are refused",
        arguments: [(1.1, 0, 1), (-0.1, 0, 1), (0.5, .nan, 1), (0.5, 0.5, -1), (0.5, 0.5, 21), (0.5, 0.5, .infinity)])
    func badDials(tpr: Double, fpr: Double, slope: Double) {
        #expect(throws: ExperimentError.self) { try NoisyVerifier(tpr: tpr, fpr: fpr, per: .difficulty, slope: slope) }
    }

    @Test("a dial is one tool, named by its parameters")
    func names() throws {
        func name(_ dial: NoisyVerifier) throws -> String {
            let store = try Store.inMemory()
            let id = try store.findOrInsert(dial.tool)
            return try #require(RunVerifier(store.tool(id), id: id)).name
        }
        #expect(
            try name(NoisyVerifier(tpr: 0.9, fpr: 0.1, per: .candidate)) == "dial:fpr=0.1,per=candidate,seed=1,tpr=0.9")
        #expect(
            try name(NoisyVerifier(tpr: 1, fpr: 0.05, per: .difficulty, slope: 2, seed: .max))
                == "dial:fpr=0.05,per=difficulty,seed=18446744073709551615,slope=2,tpr=1")
        let declaration = try NoisyVerifier(tpr: 1, fpr: 0, per: .answer).tool.declaration
        #expect(declaration?.sound == false && declaration?.complete == false && declaration?.evidence == "reference")
    }
}
