import TestGuards
import Testing
import WinnowCore
import WinnowDomains
import WinnowRandom
import WinnowReport
import WinnowStore

@testable import WinnowAnalysis

/// Judges of steps against the first illegal steps that a validator found.
@Suite("Judges of the first wrong step")
struct FirstErrorStudyTests {
    private struct Solution {
        var problem: Int
        var sample: Int
        /// The 0-based first illegal step; nil for none.
        var label: Int?
        var scores: [Double]
    }

    /// Appends traces of which the validator has found the first illegal step, with scores of their steps that lean
    /// towards it; one trace more is truncated.
    private static func fill(_ run: HandmadeRun, samples: Int, stream: UInt64) throws -> [Solution] {
        var random = CounterRandom(key: 3, stream: stream)
        var solutions: [Solution] = []
        for problem in run.problems.indices {
            for sample in 0..<samples {
                let steps = 2 + random.below(4)
                let label = random.below(2) == 0 ? nil : random.below(steps)
                let scores = (0..<steps).map { step in random.uniform() * (step == label ? 0.6 : 1) }
                try run.append(
                    Judgements(
                        correct: label == nil,
                        traceCheck: TraceCheckRecord(
                            legal: label == nil, complete: label == nil, error: label.map { _ in "wrong_sum" },
                            errorStep: label.map { $0 + 1 })), to: problem, at: sample)
                solutions.append(Solution(problem: problem, sample: sample, label: label, scores: scores))
            }
        }
        try run.append(
            Judgements(correct: false, traceCheck: TraceCheckRecord(legal: nil, complete: false)), to: 0, at: samples)
        let tool = try run.store.findOrInsert(ToolRecord(kind: .scorer, name: "steps", version: 1))
        var ids: [Int: RowID<CandidateRecord>] = [:]
        for row in try run.rows {
            let place = try #require(run.problems.firstIndex(of: row.problem))
            ids[place * 1000 + row.sampleIndex] = row.id
        }
        try run.store.append(
            solutions.map { solution in
                ScoreRecord(
                    candidate: try #require(ids[solution.problem * 1000 + solution.sample]), value: 0,
                    steps: solution.scores)
            }, by: tool)
        return solutions
    }

    private static func f1(_ solutions: [Solution], _ threshold: Double) -> (Double, Double, Double) {
        let wrong = solutions.filter { $0.label != nil }
        let right = solutions.filter { $0.label == nil }
        let named = wrong.count { $0.scores.firstIndex { $0 < threshold } == $0.label }
        let passed = right.count { $0.scores.allSatisfy { $0 >= threshold } }
        let (a, b) = (Double(named) / Double(wrong.count), Double(passed) / Double(right.count))
        return (a, b, 2 * a * b / (a + b))
    }

    private static func value(_ report: Report, _ measure: String) -> Double? {
        let rows = report.data?.rows.filter { $0.contains(.text(measure)) && $0.contains(.text("steps")) } ?? []
        guard rows.count == 1 else { return nil }
        for cell in rows[0].reversed() {
            if case .estimate(let value, _, _) = cell.value { return value }
        }
        return nil
    }

    @Test("at a given threshold the figures are those of the definition")
    func fixed() throws {
        let run = try HandmadeRun(in: Store.inMemory(), problems: 8)
        let solutions = try Self.fill(run, samples: 6, stream: 1)
        for threshold in [0.2, 0.35, 0.5] {
            let report = try FirstErrorStudy(
                of: [run.stored], judges: [], labels: nil, threshold: .fixed(threshold), in: run.store
            ).report
            let (erroneous, correct, f1) = Self.f1(solutions, threshold)
            let found = ["erroneous_accuracy", "correct_accuracy", "f1"].map { Self.value(report, $0) ?? -1 }
            for (value, expected) in try pairs(found, [erroneous, correct, f1]) {
                #expect(abs(value - expected) < 1e-12, "\(threshold): \(found)")
            }
            #expect(report.rendered(as: .terminal).contains("against validator"))
        }
    }

    @Test("a threshold of other runs is the best there, and is used here")
    func tuned() throws {
        let store = try Store.inMemory()
        let (test, tune) = (
            try HandmadeRun(in: store, problems: 5), try HandmadeRun(in: store, problems: 6, split: .tune)
        )
        let solutions = try Self.fill(test, samples: 8, stream: 2)
        let others = try Self.fill(tune, samples: 8, stream: 3)
        let report = try FirstErrorStudy(
            of: [test.stored], judges: ["steps"], labels: "validator", threshold: .tuned(on: [tune.stored]), in: store
        ).report
        let threshold = try #require(Self.value(report, "threshold"))
        let best = try #require(others.flatMap(\.scores).map { Self.f1(others, $0).2 }.filter { !$0.isNaN }.max())
        #expect(abs(Self.f1(others, threshold).2 - best) < 1e-12)
        #expect(abs((Self.value(report, "f1") ?? -1) - Self.f1(solutions, threshold).2) < 1e-12)
        #expect(throws: ExperimentError.self) {
            try FirstErrorStudy(
                of: [test.stored], judges: [], labels: nil, threshold: .tuned(on: [test.stored]), in: store)
        }
    }

    @Test("by halves, each problem is judged at a threshold of the other half, whatever the order of the file")
    func halves() throws {
        let run = try HandmadeRun(in: Store.inMemory(), problems: 9)
        let solutions = try Self.fill(run, samples: 6, stream: 4)
        let report = try FirstErrorStudy(
            of: [run.stored], judges: [], labels: nil, threshold: .halves, in: run.store
        ).report
        let row = try #require(report.data?.rows.first { $0.contains(.text("threshold")) })
        let ends = row.compactMap { cell -> (Double, Double)? in
            if case .estimate(_, let low?, let high?) = cell.value { (low, high) } else { nil }
        }
        let (low, high) = try #require(ends.first)
        // One of the two ways to give the thresholds to the halves has these figures, for some halves.
        let f1 = try #require(Self.value(report, "f1"))
        let halves = (0..<512).filter { $0.nonzeroBitCount == 4 }
        let found = halves.contains { half in
            [(low, high), (high, low)].contains { inside, outside in
                func part(_ isInside: Bool) -> [Solution] {
                    solutions.filter { (half >> $0.problem & 1 == 1) == isInside }
                }
                let best = { (part: [Solution]) in part.flatMap(\.scores).map { Self.f1(part, $0).2 }.max() ?? 0 }
                guard abs(best(part(false)) - Self.f1(part(false), inside).2) < 1e-12,
                    abs(best(part(true)) - Self.f1(part(true), outside).2) < 1e-12
                else { return false }
                let judged = solutions.map { solution -> (Bool, Bool) in
                    let threshold = half >> solution.problem & 1 == 1 ? inside : outside
                    return (solution.label == nil, solution.scores.firstIndex { $0 < threshold } == solution.label)
                }
                let (wrong, right) = (judged.filter { !$0.0 }, judged.filter(\.0))
                let (a, b) = (
                    Double(wrong.count(where: \.1)) / Double(wrong.count),
                    Double(right.count(where: \.1)) / Double(right.count)
                )
                return abs(2 * a * b / (a + b) - f1) < 1e-12
            }
        }
        #expect(found, "\(low) \(high) \(f1)")
    }

    @Test("what is not there is said: labels, judges, solutions of both kinds")
    func refusals() throws {
        let run = try HandmadeRun(in: Store.inMemory(), problems: 2)
        for sample in 0..<2 {
            try run.append(
                Judgements(correct: true, traceCheck: TraceCheckRecord(legal: true, complete: true)), to: sample, at: 0)
        }
        func study(_ judges: [String] = [], _ labels: String? = nil) throws {
            _ = try FirstErrorStudy(
                of: [run.stored], judges: judges, labels: labels, threshold: .halves, in: run.store)
        }
        func refusal(_ judges: [String] = [], _ labels: String? = nil) -> String {
            do {
                try study(judges, labels)
                return ""
            } catch { return "\(error)" }
        }
        #expect(refusal().contains("no judge has said anything"))
        #expect(refusal(["nobody"]).contains("says nothing of the steps"))
        #expect(refusal([], "mine").contains("no labels \"mine\""))
        try run.score("prm", steps: { _ in [0.5, 0.25] }, values: { _ in [0.25] })
        #expect(refusal().contains("no threshold of prm can be chosen"))
    }
}
