import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowStatistics

/// The metrics of ProcessBench and the choice of a threshold, against their definitions written out.
@Suite("First errors")
struct FirstErrorsTests {
    /// Solutions with scores that are often equal, some of which stop early.
    private static func solutions(_ count: Int, stream: UInt64) -> [StepThreshold.Solution] {
        var random = CounterRandom(key: 7, stream: stream)
        return (0..<count).map { _ in
            let steps = 1 + random.below(5)
            let scores = (0..<steps).map { _ in Double(random.below(8)) / 8 }
            let label = random.below(3) == 0 ? nil : random.below(steps + (random.below(9) == 0 ? 1 : 0))
            return StepThreshold.Solution(label: label, scores: scores)
        }
    }

    /// The definition: the share of erroneous solutions whose first wrong step is named, that of correct ones of which none
    /// is, and 2ab / (a + b).
    private static func f1(_ solutions: [StepThreshold.Solution], _ threshold: Double) -> Double {
        var (wrong, named, right, passed) = (0, 0, 0, 0)
        for solution in solutions {
            var place: Int?
            for (index, score) in solution.scores.enumerated() where place == nil && score < threshold { place = index }
            if let label = solution.label {
                wrong += 1
                if place == label { named += 1 }
            } else {
                right += 1
                if place == nil { passed += 1 }
            }
        }
        let (a, b) = (Double(named) / Double(wrong), Double(passed) / Double(right))
        return a + b == 0 ? 0 : 2 * a * b / (a + b)
    }

    @Test(
        "the threshold has the highest F1 of all thresholds, the highest of equals", arguments: 0..<40 as Range<UInt64>)
    func threshold(stream: UInt64) throws {
        let solutions = Self.solutions(3 + Int(stream), stream: stream)
        guard solutions.contains(where: { $0.label == nil }), solutions.contains(where: { $0.label != nil }) else {
            #expect(StepThreshold.best(of: solutions) == nil)
            return
        }
        let chosen = try #require(StepThreshold.best(of: solutions))
        // Every score, every gap between two and both ends.
        let marks = Set(solutions.flatMap(\.scores)).sorted()
        let all: [Double] = [-1] + marks.flatMap { mark -> [Double] in [mark, mark + 0.01] }
        let best = try #require(all.map { Self.f1(solutions, $0) }.max())
        #expect(abs(Self.f1(solutions, chosen) - best) < 1e-12)
        // Above all scores every threshold is the same.
        let higher = all.filter { $0 > chosen && chosen <= (marks.last ?? 0) }
        #expect(!higher.contains { Self.f1(solutions, $0) > best - 1e-12 })
    }

    @Test("without solutions of both kinds there is no threshold")
    func one() {
        #expect(StepThreshold.best(of: []) == nil)
        #expect(StepThreshold.best(of: [.init(label: nil, scores: [0.5])]) == nil)
        #expect(StepThreshold.best(of: [.init(label: 0, scores: [0.5])]) == nil)
        #expect(StepThreshold.best(of: [.init(label: nil, scores: [0.5]), .init(label: 0, scores: [0.25])]) == 0.5)
        // A step without a score cannot be named.
        #expect(StepThreshold.best(of: [.init(label: nil, scores: []), .init(label: 2, scores: [0.25])]) != nil)
    }

    @Test("accuracies and F1 are those of the definition, and the interval is that of drawing problems")
    func metrics() throws {
        let solutions = Self.solutions(240, stream: 99)
        var errors = FirstErrors(problems: 60)
        for (index, solution) in try nonEmpty(solutions).enumerated() {
            let place = StepThreshold.firstError(in: solution.scores, below: 0.3)
            errors.append(label: solution.label, isFound: place == solution.label, problem: index % 60)
        }
        #expect(abs(errors.f1 - Self.f1(solutions, 0.3)) < 1e-12)
        #expect(errors.erroneousCount + errors.correctCount == 240)
        let resampling = Resampling(problems: 60, resamples: 400)
        let measured = try #require(errors.f1(resampling))
        #expect(measured.value == errors.f1 && measured.interval.low < errors.f1 && errors.f1 < measured.interval.high)
        #expect(measured.interval.method == .bootstrapPercentile)
        // One resample, with its problems written down as often as they were drawn.
        let replicates = errors.f1Replicates(resampling)
        for resample in try nonEmpty(Array(0..<5)) {
            let weights = resampling.weights(of: resample)
            let drawn = solutions.enumerated().flatMap { index, solution in
                Array(repeating: solution, count: Int(weights[index % 60]))
            }
            #expect(abs(replicates[resample] - Self.f1(drawn, 0.3)) < 1e-12)
        }
    }

    @Test("where all agree the interval is that of both accuracies together, and has a width")
    func degenerate() throws {
        var errors = FirstErrors(problems: 10)
        for problem in 0..<10 { errors.append(label: problem < 5 ? 0 : nil, isFound: true, problem: problem) }
        let measured = try #require(errors.f1(Resampling(problems: 10, resamples: 200)))
        // Clopper and Pearson's limit of 5 of 5 at 97.5 %: 0.0125^(1/5).
        #expect(measured.value == 1 && measured.interval.high == 1)
        #expect(abs(measured.interval.low - pow(0.0125, 0.2)) < 1e-6, "\(measured.interval)")
        var none = FirstErrors(problems: 4)
        for problem in 0..<4 { none.append(label: problem < 2 ? 0 : nil, isFound: false, problem: problem) }
        let zero = try #require(none.f1(Resampling(problems: 4, resamples: 200)))
        #expect(zero.value == 0 && zero.interval.low == 0 && zero.interval.high > 0.5)
        var alone = FirstErrors(problems: 1)
        alone.append(label: nil, isFound: true, problem: 0)
        #expect(alone.f1.isNaN && alone.f1(Resampling(problems: 1, resamples: 10)) == nil)
    }
}
