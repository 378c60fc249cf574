import WinnowCatalogue
import WinnowScoring
import WinnowSelection

/// The values of a process scorer beside the facts of the steps.
struct StepMeasures: Sendable {
    /// Per candidate.
    let facts: [[StepFacts]]
    /// `[target][candidate]`.
    let scores: [[CandidateScore]]
    let measured: MeasuredCandidates

    /// The first steps of the ranges of positions.
    private static let firsts = [1, 2, 3, 5, 9, 17]

    /// The trained value of a step by its number, nil where the scorer was not asked.
    func value(_ target: ProcessLabel, candidate: Int, step: Int) -> Double? {
        let steps = scores[target.head][candidate].steps
        return steps.indices.contains(step - 1) ? steps[step - 1] : nil
    }

    /// Each target against its own facts.
    func targets() -> [ScorerEvaluation.Target] {
        ProcessLabel.heads.flatMap { target in
            measured.targets(target.key, predictions(of: target).map(\.prediction))
        }
    }

    /// Each target by the position of the step.
    func positions() -> [ScorerEvaluation.Position] {
        ProcessLabel.heads.flatMap { target in
            let all = predictions(of: target)
            return Self.firsts.enumerated().compactMap { index, first -> ScorerEvaluation.Position? in
                let last = index + 1 < Self.firsts.count ? Self.firsts[index + 1] - 1 : nil
                let chosen = all.filter { $0.step >= first && $0.step <= last ?? .max }.map(\.prediction)
                guard !chosen.isEmpty else { return nil }
                let count = Double(chosen.count)
                return ScorerEvaluation.Position(
                    target: target.key, first: first, last: last, predictions: chosen.count,
                    overall: measured.area(chosen), predicted: chosen.reduce(0) { $0 + $1.value } / count,
                    observed: chosen.reduce(0) { $0 + $1.outcome } / count)
            }
        }
    }

    private func predictions(
        of target: ProcessLabel
    ) -> [(step: Int, prediction: MeasuredCandidates.Prediction)] {
        facts.indices.flatMap { candidate in
            facts[candidate].compactMap { fact in
                guard let outcome = fact.value(of: target),
                    let value = value(target, candidate: candidate, step: fact.step)
                else { return nil }
                let problem = measured.candidates[candidate].problem
                return (
                    fact.step, .init(problem: problem, candidate: candidate, value: value, outcome: outcome)
                )
            }
        }
    }
}
