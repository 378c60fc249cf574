import WinnowCatalogue
import WinnowDomains
import WinnowStatistics

/// Candidates of a split's problems, with what scores are held against.
struct MeasuredCandidates: Sendable {
    let candidates: [DrawnCandidate]
    let difficulties: [Difficulty]
    let samples: Int
    /// The candidates with an answer.
    let answered: [Int]
    private let resampling: Resampling

    init(candidates: [DrawnCandidate], difficulties: [Difficulty], samples: Int) {
        self.candidates = candidates
        self.difficulties = difficulties
        self.samples = samples
        answered = candidates.indices.filter { candidates[$0].reading.answerKey != nil }
        resampling = Resampling(problems: difficulties.count, resamples: 2_000)
    }

    var rightShare: Double {
        Double(answered.count { candidates[$0].isRight }) / Double(max(1, answered.count))
    }

    /// Measures how well a score ranks right above wrong candidates.
    func ranking(_ name: String, _ score: (Int) -> Double) -> ScorerEvaluation.Ranking {
        var predictions = Predictions(problems: difficulties.count)
        for index in answered {
            predictions.append(
                score(index), outcome: candidates[index].isRight ? 1 : 0, problem: candidates[index].problem)
        }
        let area = AreaUnderCurve(predictions, resampling: resampling)
        return ScorerEvaluation.Ranking(
            score: name, overall: area.overall.map(ScorerEvaluation.Estimate.init),
            withinProblem: area.withinProblem.map(ScorerEvaluation.Estimate.init))
    }

    /// Ranks by what costs nothing.
    func baselines() -> [ScorerEvaluation.Ranking] {
        var votes: [Int: [String: Int]] = [:]
        for index in answered {
            if let key = candidates[index].reading.answerKey {
                votes[candidates[index].problem, default: [:]][key, default: 0] += 1
            }
        }
        func agreement(_ index: Int) -> Double {
            let key = candidates[index].reading.answerKey ?? ""
            return Double((votes[candidates[index].problem]?[key] ?? 1) - 1) / Double(max(1, samples - 1))
        }
        return [
            ranking("log-probability, sum") { candidates[$0].logProbability },
            ranking("log-probability, mean per token") {
                candidates[$0].logProbability / Double(candidates[$0].completion.count)
            },
            ranking("shortest first") { -Double(candidates[$0].completion.count) },
            ranking("agreement with the other \(samples - 1)", agreement),
        ]
    }

    /// The outcome of all candidates with an answer, over all and by difficulty.
    func outcomeTargets(_ values: [Double]) -> [ScorerEvaluation.Target] {
        let all = answered.map { index in
            Prediction(
                problem: candidates[index].problem, value: values[index], outcome: candidates[index].isRight ? 1 : 0)
        }
        return targets("outcome", all)
    }

    /// One number and what came of it.
    struct Prediction: Sendable {
        var problem: Int
        var value: Double
        var outcome: Double
    }

    /// A target over all problems, and over those of each difficulty.
    func targets(_ name: String, _ all: [Prediction]) -> [ScorerEvaluation.Target] {
        ([nil] + Difficulty.allCases.map { $0 }).compactMap { difficulty in
            let chosen = all.filter { difficulty == nil || difficulties[$0.problem] == difficulty }
            guard let predictions = predictions(chosen) else { return nil }
            let area = AreaUnderCurve(predictions, resampling: resampling)
            let calibration = Calibration(predictions, resampling: resampling)
            let bins = (calibration?.bins ?? []).map { bin in
                ScorerEvaluation.Bin(
                    predictions: bin.count, predicted: bin.predicted, observed: ScorerEvaluation.Estimate(bin.observed))
            }
            return ScorerEvaluation.Target(
                target: name, difficulty: difficulty, predictions: chosen.count,
                overall: area.overall.map(ScorerEvaluation.Estimate.init),
                withinProblem: area.withinProblem.map(ScorerEvaluation.Estimate.init),
                calibrationError: (calibration?.expectedError).map(ScorerEvaluation.Estimate.init),
                brier: (calibration?.brier).map(ScorerEvaluation.Estimate.init),
                bins: difficulty == nil ? bins : [])
        }
    }

    /// The area under the curve of some predictions.
    func area(_ chosen: [Prediction]) -> ScorerEvaluation.Estimate? {
        predictions(chosen).flatMap { AreaUnderCurve($0, resampling: resampling).overall }
            .map(ScorerEvaluation.Estimate.init)
    }

    /// Makes the predictions; nil where there is none.
    private func predictions(_ chosen: [Prediction]) -> Predictions? {
        guard !chosen.isEmpty else { return nil }
        var predictions = Predictions(problems: difficulties.count)
        for prediction in chosen {
            predictions.append(prediction.value, outcome: prediction.outcome, problem: prediction.problem)
        }
        return predictions
    }
}
