import TestGuards
import Testing
import WinnowRandom
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Diagnosis")
struct DiagnosisTests {
    /// A pool with these answers; the answer 0 is right, and a negative one is none.
    static func pool(_ answers: [Int], key: UInt64 = 0) throws -> Pool {
        try Pool(candidates: answers.map { Candidate(answer: $0 < 0 ? nil : $0, isRight: $0 == 0) }, key: key)
    }

    @Test("limits of four pools by hand")
    func limits() throws {
        let limits = try PlateauLimits([
            Self.pool([0, 0, 0, 0, 0, 1]), Self.pool([1, 1, 0, 0, 2, -1]), Self.pool([1, 1, 1, 2, 2, 2]),
            Self.pool([-1, -1, -1, -1, -1, 0]),
        ])
        #expect(limits.modeIsRight == [1, 0.5, 0, 1])
        #expect(limits.isCovered == [true, true, false, true])
        // P(Bin(7, ½) ≤ 5) = .9375 is below .95.
        #expect(limits.isSettled == [false, false, false, false])
        // 6·5/(5·4), 5·4/(2·1 + 2·1), 6·5/(3·2 + 3·2); a single answer has no pair.
        #expect(limits.effectiveVotes == [1.5, 5, 2.5])
    }

    @Test("effective votes are infinite where no two agree, and a lead of five to nothing is settled")
    func agreement() throws {
        #expect(try Self.pool([0, 1, 2]).effectiveVotes == .infinity)
        #expect(try Self.pool([0, 0, 0]).effectiveVotes == 1)
        #expect(try Self.pool([0, -1]).effectiveVotes == nil)
        #expect(try Self.pool([0, 0, 0, 0]).isLeadSettled)
        #expect(try !Self.pool([0, 0, 0]).isLeadSettled && !Self.pool([-1]).isLeadSettled)
    }

    @Test("effective votes are right on average: the inverse estimates P(two samples agree) without bias")
    func unbiased() throws {
        var random = CounterRandom(key: StableHash("effective votes").value)
        let agreeing = try (0..<4_000).map { _ in
            let answers = (0..<5).map { _ in random.below(10) < 5 ? 0 : 1 + random.below(3) }
            return 1 / (try #require(try Self.pool(answers).effectiveVotes))
        }
        // ½² + 3·(1/6)² = 1/3
        let error = standardDeviation(of: agreeing) / Double(4_000).squareRoot()
        #expect(abs(mean(of: agreeing) - 1.0 / 3) < 4 * error)
    }

    @Test("bins of the histogram keep none and all apart, and expected shares sum to 1")
    func histogram() {
        #expect((0...10).map { SuccessRates.bin(successes: $0, trials: 10) } == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
        #expect(SuccessRates.bin(successes: 1, trials: 256) == 1 && SuccessRates.bin(successes: 255, trials: 256) == 10)
        let rates = SuccessRates(successes: [0, 1, 3], trials: [4, 4, 7])
        let shares = rates.expectedShares(BetaBinomial(a: 0.4, b: 0.9, zeroMass: 0.2).probabilities(trials:))
        #expect(shares.count == SuccessRates.binNames.count && abs(shares.reduce(0, +) - 1) < 1e-12)
        // With certain outcomes the shares are counts of problems.
        let certain = rates.expectedShares { trials in (0...trials).map { $0 == 3 ? 1 : 0 } }
        #expect(certain[8] == 2.0 / 3 && certain[5] == 1.0 / 3)
    }

    @Test("coverage is fitted at whole budgets from 1 to the pool's size")
    func budgets() {
        #expect(CoverageCurve.logSpaced(upTo: 2) == [1, 2])
        let budgets = CoverageCurve.logSpaced(upTo: 256)
        #expect(budgets.first == 1 && budgets.last == 256 && budgets.count > 30)
        #expect(zip(budgets.dropFirst(), budgets).allSatisfy { $0 > $1 })
    }

    private struct Run {
        let store: Store
        let pools: RunPools

        init() throws {
            store = try Store.inMemory()
            let run = try HandmadeRun(in: store, problems: 9)
            try run.appendMixedPools(8)
            let greedy = try HandmadeRun(in: store, temperature: 0, problems: 9)
            for problem in 0..<9 { try greedy.append([problem < 5 ? .right : .wrong], to: problem) }
            pools = try run.pools
        }

        var report: SubjectFigures {
            get async throws {
                try await Diagnosis(of: [pools.run], in: store) { _ in }.runs[0]
            }
        }
    }

    private func value(_ figure: Figure?) throws -> Double {
        switch try #require(figure).cell.value {
        case .number(let value), .estimate(let value, _, _): value
        default: .nan
        }
    }

    @Test("the figures of a run agree with its strategies' estimates")
    func endToEnd() async throws {
        let run = try Run()
        let groups = try await run.report.groups
        #expect(
            groups.map(\.name) == [
                "limits", "effective-votes", "gap", "histogram", "success-rates", "coverage-law", "coverage",
                "reliability", "difficulty",
                "compute-optimal",
            ])
        func figures(_ name: String) -> [Figure] { groups.first { $0.name == name }?.figures ?? [] }
        let oracle = try await run.pools.columns(EstimationRequest(strategies: [Oracle()], budgets: [1, 2, 4, 8]))
        for column in oracle {
            let measured = figures("coverage").first { $0.budget == column.budget && $0.column.name == "measured" }
            #expect(abs(try value(measured) - mean(of: column.right)) < 1e-12)
        }
        let majority = try await run.pools.columns(EstimationRequest(strategies: [Majority()], budgets: [8]))[0]
        let gap = figures("gap").first { $0.row == "majority" && $0.column.name == "gap" }
        #expect(abs(try value(gap) - mean(of: oracle[3].right) + mean(of: majority.right)) < 1e-12)
        let mode = figures("limits").first { $0.column.name == "mode_right" }
        #expect(abs(try value(mode) - mean(of: majority.right)) < 1e-12)
        let shares = try figures("histogram").filter { $0.column.name == "measured" }.map { try value($0) }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
        #expect(try nonEmpty(groups.flatMap(\.figures)).allSatisfy { $0.problems > 0 && $0.problems <= 9 })
        // Strategies that ask the verifier, which solves this domain's problems, are no choice.
        #expect(figures("gap").contains { $0.row == "verifier" })
        let choices = figures("compute-optimal").filter { $0.column.name.hasPrefix("choice") }.map(\.cell.value)
        #expect(!choices.contains(.text("verifier")) && !choices.contains(.text("majority-trace-legal")))
    }

    @Test("a run with single candidates, or that is not sampled to its end, is refused")
    func refused() async throws {
        let store = try Store.inMemory()
        let single = try HandmadeRun(in: store, problems: 3)
        try single.appendMixedPools(1)
        await #expect(throws: ExperimentError.self) {
            try await Diagnosis(of: [single.stored], in: store) { _ in }.runs
        }
        let ragged = try HandmadeRun(in: store, seed: 6, problems: 3)
        for problem in [0, 2] { try ragged.append([.right, .wrong, .wrong], to: problem) }
        await #expect(throws: ExperimentError.self) {
            try await Diagnosis(of: [ragged.stored], in: store) { _ in }.runs
        }
    }

    @Test("runs where every problem is solved or none is are diagnosed without a trap", arguments: [true, false])
    func extremes(isRight: Bool) async throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: 4)
        for problem in 0..<4 {
            try run.append([HandmadeRun.Kind](repeating: isRight ? .right : .wrong, count: 4), to: problem)
        }
        let report = try await Diagnosis(of: [run.stored], in: store) { _ in }.runs[0]
        let law = try #require(report.groups.first { $0.name == "coverage-law" })
        #expect(law.figures.isEmpty && law.footnotes[0].contains("no law"))
        for format in TableFormat.allCases { #expect(!Report([report]).rendered(as: format).isEmpty) }
    }
}
