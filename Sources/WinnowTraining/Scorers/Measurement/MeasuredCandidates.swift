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
    /// The first of each text of a problem among them.
    private let distinct: Set<Int>
    private let resampling: Resampling

    init(candidates: [DrawnCandidate], difficulties: [Difficulty], samples: Int) {
        self.candidates = candidates
        self.difficulties = difficulties
        self.samples = samples
        answered = candidates.indices.filter { candidates[$0].reading.answerKey != nil }
        resampling = Resampling(problems: difficulties.count, resamples: 2_000)
        var seen: Set<Text> = []
        distinct = Set(
            answered.filter {
                seen.insert(Text(problem: candidates[$0].problem, completion: candidates[$0].completion)).inserted
            })
    }

    private struct Text: Hashable {
        var problem: Int
        var completion: [Int]
    }

    var rightShare: Double {
        Double(answered.count { candidates[$0].isRight }) / Double(max(1, answered.count))
    }

    /// Measures how well a score ranks right above wrong candidates.
    func ranking(_ name: String, _ score: (Int) -> Double) -> ScorerEvaluation.Ranking {
        var predictions = Predictions(problems: difficulties.count)
        var distinctOnes = predictions
        for index in answered {
            let (value, candidate) = (score(index), candidates[index])
            let outcome: Double = candidate.isRight ? 1 : 0
            predictions.append(value, outcome: outcome, problem: candidate.problem)
            if distinct.contains(index) { distinctOnes.append(value, outcome: outcome, problem: candidate.problem) }
        }
        let area = AreaUnderCurve(predictions, resampling: resampling)
        let distinctArea = Measured(meanOf: AreaUnderCurve.withinProblems(distinctOnes).compactMap { $0 })
        return ScorerEvaluation.Ranking(
            score: name, overall: area.overall.map(ScorerEvaluation.Estimate.init),
            withinProblem: area.withinProblem.map(ScorerEvaluation.Estimate.init),
            withinPairs: area.withinPairs.map(ScorerEvaluation.Estimate.init),
            withinDistinct: distinctArea.map(ScorerEvaluation.Estimate.init))
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
        /// The candidate whose step it is about; nil where it is about the whole one.
        var candidate: Int?
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
            let rate = chosen.reduce(0) { $0 + $1.outcome } / Double(chosen.count)
            let baseline = chosen.reduce(0) { $0 + ($1.outcome - rate) * ($1.outcome - rate) } / Double(chosen.count)
            let bins = (calibration?.bins ?? []).map { bin in
                ScorerEvaluation.Bin(
                    predictions: bin.count, predicted: bin.predicted, observed: ScorerEvaluation.Estimate(bin.observed))
            }
            return ScorerEvaluation.Target(
                target: name, difficulty: difficulty, predictions: chosen.count,
                overall: area.overall.map(ScorerEvaluation.Estimate.init),
                withinProblem: area.withinProblem.map(ScorerEvaluation.Estimate.init),
                withinTrace: withinTraces(chosen).map(ScorerEvaluation.Estimate.init),
                calibrationError: (calibration?.expectedError).map(ScorerEvaluation.Estimate.init),
                brier: (calibration?.brier).map(ScorerEvaluation.Estimate.init),
                brierSkill: (calibration?.brier).flatMap { baseline > 0 ? 1 - $0.value / baseline : nil },
                bins: difficulty == nil ? bins : [])
        }
    }

    /// The area within single candidates, averaged over those of a problem and then over problems; nil where no
    /// candidate has predictions of both outcomes.
    private func withinTraces(_ chosen: [Prediction]) -> Measured? {
        var traces: [Int: [Prediction]] = [:]
        for prediction in chosen {
            if let candidate = prediction.candidate { traces[candidate, default: []].append(prediction) }
        }
        var areas: [Int: [Double]] = [:]
        for (_, steps) in traces.sorted(by: { $0.key < $1.key }) where steps.count > 1 {
            var predictions = Predictions(problems: 1)
            for step in steps { predictions.append(step.value, outcome: step.outcome, problem: 0) }
            if let area = AreaUnderCurve.withinProblems(predictions)[0] {
                areas[steps[0].problem, default: []].append(area)
            }
        }
        return Measured(
            meanOf: areas.sorted { $0.key < $1.key }.map { $0.value.reduce(0, +) / Double($0.value.count) })
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
