import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring
import WinnowSelection
import WinnowStatistics

/// Measures a scorer on fresh candidates of a split.
struct ScorerMeasurement<D: TracedDomain>: Sendable {
    let domain: D
    let generator: LoadedModel
    let split: Split
    let problems: [D.Problem]
    let samples: Int
    let temperature: Double
    let seed: UInt64
    let threads: Int
    /// Rollouts of a step where a process scorer is measured, as in its training.
    var rollouts = 8
    /// Rollouts that stand for the truth; 0 for none.
    var nearTruthRollouts = 0

    /// - Throws: `CancellationError` when the task was cancelled.
    func measure(
        _ scorer: LoadedScorer, observe: @escaping WorkProgress.Observer
    ) async throws -> ScorerEvaluation {
        let drawn = try await drawn(observe: observe)
        let (set, candidates, measured) = (problems, drawn.candidates, drawn.measured)
        let use = ScorerUse(scorer: scorer, threads: threads)
        let scorable = drawn.scorable
        let checks = use.isRandom ? 4 : 1
        let scores = try await use.scores(of: scorable, repeats: candidates.map { _ in Array(0..<checks) })
        var evaluation = ScorerEvaluation(
            split: split, problems: set.count, samples: samples, temperature: temperature,
            candidates: measured.answered.count, right: measured.rightShare, ranking: [], targets: [], positions: [])
        if scorer.information.kind == .prm {
            evaluation.ranking = drawn.stepRankings(use, scores)
            try await measureSteps(scores.map { $0.map { $0[0] } }, candidates, set, measured, &evaluation, observe)
        } else {
            let values = scores[0].map { $0[0].value }
            evaluation.ranking = [measured.ranking(use.outputs[0].name) { values[$0] }]
            if checks > 1 {
                let means = scores[0].map { $0.reduce(0) { $0 + $1.value } / Double(checks) }
                evaluation.ranking.append(
                    measured.ranking("\(use.outputs[0].name), mean of \(checks)") { means[$0] })
            }
            evaluation.targets = measured.outcomeTargets(values)
        }
        evaluation.ranking += measured.baselines()
        evaluation.ranking.append(try await drawn.leastExpected(generator.parameters, threads: threads))
        evaluation.ranking.append(drawn.legality())
        return evaluation
    }

    /// The targets of a process scorer, each against what it was trained on.
    private func measureSteps(
        _ scores: [[CandidateScore]], _ candidates: [DrawnCandidate], _ set: [D.Problem],
        _ measured: MeasuredCandidates, _ evaluation: inout ScorerEvaluation, _ observe: @escaping WorkProgress.Observer
    ) async throws {
        var facts = try await concurrentMap(candidates) { domain.stepFacts(of: $0, set[$0.problem]) }
        // One step of each candidate is gone on from, as many times as in training.
        var beginnings: [PolicyRollouts.Beginning] = []
        var places: [Int] = []
        for (index, candidate) in candidates.enumerated() {
            let ends = facts[index].dropLast().map(\.end)
            for step in domain.chosenSteps(ends, of: index, count: 1, seed: seed &+ 1)
            where candidate.completion.count > ends[step] {
                beginnings.append(.init(candidate: index, end: ends[step]))
                places.append(step)
            }
        }
        let few = try await policy(rollouts, beginnings, candidates, set, observe)
        for (index, beginning) in beginnings.enumerated() {
            facts[beginning.candidate][places[index]].policyValue = few[index]
        }
        let steps = StepMeasures(facts: facts, scores: scores, measured: measured)
        evaluation.targets = steps.targets()
        evaluation.positions = steps.positions()
        guard nearTruthRollouts > 0 else { return }
        // One beginning per problem, so that they are independent.
        var seen: Set<Int> = []
        let chosen = beginnings.indices.filter { seen.insert(candidates[beginnings[$0].candidate].problem).inserted }
        let shares = try await policy(nearTruthRollouts, chosen.map { beginnings[$0] }, candidates, set, observe)
        func predictor(_ name: String, isShare: Bool, _ value: (Int) -> Double?) -> NearTruth.Predictor {
            NearTruth.Predictor(name: name, values: chosen.map(value), isShare: isShare)
        }
        func head(_ target: ProcessLabel, _ index: Int) -> Double? {
            let fact = facts[beginnings[index].candidate][places[index]]
            return steps.value(target, candidate: beginnings[index].candidate, step: fact.step)
        }
        evaluation.nearTruth = NearTruth(
            shares: shares, rollouts: nearTruthRollouts,
            predictors: [predictor("\(rollouts) rollouts", isShare: true) { few[$0] }]
                + ProcessLabel.heads.reversed().map { target in
                    predictor("\(target.scorer), trained", isShare: target == .policyValue) { head(target, $0) }
                },
            exact: [ProcessLabel.stepCorrect, .stateSolvable].map { target in
                predictor("\(target.key), exact", isShare: false) { index in
                    facts[beginnings[index].candidate][places[index]].value(of: target)
                }
            })
    }

    /// The rollouts of measuring, which share no random number with those of another count.
    private func policy(
        _ count: Int, _ beginnings: [PolicyRollouts.Beginning], _ candidates: [DrawnCandidate], _ set: [D.Problem],
        _ observe: @escaping WorkProgress.Observer
    ) async throws -> [Double] {
        try await PolicyRollouts(
            generator: generator, temperature: temperature, seed: seed &+ UInt64(count), count: count, threads: threads
        ).values(of: beginnings, candidates: candidates, problems: set, of: domain, observe: observe)
    }
}
