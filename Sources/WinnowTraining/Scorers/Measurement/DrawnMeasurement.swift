import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring
import WinnowSelection

extension ScorerMeasurement {
    /// The candidates of a measurement, for one scorer after another.
    struct Drawn: Sendable {
        let domain: D
        let problems: [D.Problem]
        let candidates: [DrawnCandidate]
        let measured: MeasuredCandidates
        let scorable: [ScorableCandidate]
    }

    /// Draws the candidates.
    ///
    /// - Throws: `CancellationError` when the task was cancelled.
    func drawn(observe: @escaping WorkProgress.Observer) async throws -> Drawn {
        let drawing = CandidateDraw(generator: generator, temperature: temperature, seed: seed, threads: threads)
        let candidates = try await drawing.draw(problems, of: domain, samples: samples, observe: observe)
        let scorable = candidates.map { candidate in
            ScorableCandidate(
                prompt: candidate.prompt, completion: candidate.completion,
                stepEnds: domain.stepEnds(of: candidate.completion), features: candidate.features,
                key: CandidateKey.key(seed: seed, prompt: candidate.prompt + candidate.completion))
        }
        return Drawn(
            domain: domain, problems: problems, candidates: candidates,
            measured: MeasuredCandidates(
                candidates: candidates, difficulties: problems.map(domain.difficulty), samples: samples),
            scorable: scorable)
    }
}

extension ScorerMeasurement.Drawn {
    /// The rankings by a process scorer's targets and their reductions.
    func stepRankings(_ use: ScorerUse, _ scores: [[[CandidateScore]]]) -> [ScorerEvaluation.Ranking] {
        zip(use.outputs, scores).flatMap { output, scores in
            StepReduction.allCases.map { reduction in
                measured.ranking("\(output.name) \(reduction.rawValue)") { index in
                    // Without a step nothing was found good.
                    let steps = scores[index][0].steps
                    return steps.isEmpty ? 0 : reduction.value(of: steps)
                }
            }
        }
    }

    /// The scorer's own ranking that is best within problems, nil where no problem is mixed.
    func bestRanking(_ scorer: LoadedScorer, threads: Int) async throws -> ScorerEvaluation.Ranking? {
        let use = ScorerUse(scorer: scorer, threads: threads)
        let scores = try await use.scores(of: scorable, repeats: candidates.map { _ in [0] })
        let rankings =
            scorer.information.kind == .prm
            ? stepRankings(use, scores) : [measured.ranking(use.outputs[0].name) { scores[0][$0][0].value }]
        return rankings.max { ($0.withinProblem?.value ?? 0) < ($1.withinProblem?.value ?? 0) }
    }

    /// The ranking by the validator's own word: what a reader of traces that never errs would reach without looking at
    /// the answer.
    func legality() -> ScorerEvaluation.Ranking {
        measured.ranking("legal trace, by the validator") { index in
            domain.checkTrace(of: candidates[index].completion, for: problems[candidates[index].problem]).legal == true
                ? 1 : 0
        }
    }

    /// The ranking by the token of each candidate that its generator expected least: the best that one feature gives.
    func leastExpected(_ generator: Parameters, threads: Int) async throws -> ScorerEvaluation.Ranking {
        let read = try await TokenScorer(PackedWeights(generator)).expectations(
            of: candidates.map { $0.prompt + $0.completion }, threads: threads)
        return measured.ranking("log-probability, least token") { index in
            read[index].suffix(candidates[index].completion.count).map(\.logProbability).min() ?? 0
        }
    }

    /// What each value head read, beside what it should say: of an outcome scorer after the last token; of a process
    /// scorer at each step that has a label. A candidate is itself a rollout from each of its steps, so that its outcome
    /// stands for the policy's value.
    func headLogits(
        _ scorer: ValueScorer, kind: ScorerKind, threads: Int
    ) async throws -> [[(logit: Float, outcome: Bool)]] {
        let answered = measured.answered
        guard kind == .prm else {
            let read = try await scorer.logits(
                of: answered.map {
                    LogitReader.Request(prompt: candidates[$0].prompt, completion: candidates[$0].completion)
                },
                threads: threads)
            return [zip(answered, read).map { ($1[0][0], candidates[$0].isRight) }]
        }
        let facts = answered.map { domain.stepFacts(of: candidates[$0], problems[candidates[$0].problem]) }
        let read = try await scorer.logits(
            of: zip(answered, facts).map {
                LogitReader.Request(
                    prompt: candidates[$0].prompt, completion: candidates[$0].completion, ends: $1.map(\.end))
            }, threads: threads)
        return ProcessLabel.heads.map { target in
            zip(zip(answered, facts), read).flatMap { place, logits in
                zip(place.1, logits).compactMap { fact, logits in
                    let outcome =
                        target == .policyValue ? candidates[place.0].isRight : fact.value(of: target).map { $0 > 0.5 }
                    return outcome.map { (logits[target.head], $0) }
                }
            }
        }
    }
}
