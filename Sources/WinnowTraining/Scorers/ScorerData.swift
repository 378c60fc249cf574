import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowScoring

/// The train problems of a scorer with the candidates that it learns from.
struct ScorerData<D: TracedDomain>: Sendable {
    let domain: D
    let recipe: ScorerRecipe
    let problems: [D.Problem]
    let candidates: [DrawnCandidate]
    /// The facts of a process scorer, by candidate.
    private var facts: [[StepFacts]] = []

    /// Draws problems, candidates and, for a process scorer, rollouts.
    ///
    /// - Throws: `CancellationError` when the task was cancelled.
    init(
        domain: D, generator: LoadedModel, recipe: ScorerRecipe, observe: @escaping WorkProgress.Observer
    ) async throws {
        self.domain = domain
        self.recipe = recipe
        let seed = recipe.seed
        problems = try await concurrentMap(Array(0..<recipe.problems)) { domain.scorerProblem($0, seed: seed) }
        let drawing = CandidateDraw(
            generator: generator, temperature: recipe.temperature, seed: seed, threads: recipe.threads)
        candidates = try await drawing.draw(problems, of: domain, samples: recipe.samples, observe: observe)
        if recipe.kind == .prm { try await addFacts(generator, observe) }
    }

    var rightShare: Double { Double(candidates.count { $0.isRight }) / Double(candidates.count) }

    /// The fit of the cheap baselines.
    func logisticModel() -> LogisticModel {
        let answered = candidates.filter { $0.reading.answerKey != nil }
        let chosen = answered.isEmpty ? candidates : answered
        return LogisticModel(
            features: CandidateFeatures.names, rows: chosen.map(\.features.values), outcomes: chosen.map(\.isRight))
    }

    /// Makes what a network learns from.
    func examples() -> ScorerExamples {
        let reserved = ReservedTokens(after: domain.vocabulary.count)
        let sequences = candidates.indices.map { index in
            let candidate = candidates[index]
            switch recipe.kind {
            case .orm, .logistic:
                return ScorerSequence.outcome(candidate)
            case .prm:
                return ScorerSequence.steps(candidate, facts[index])
            case .yesno: return ScorerSequence.question(candidate, check: [], reserved)
            case .yesnoCheck:
                let check = domain.writtenCheck(of: candidate.completion, for: problems[candidate.problem])
                return ScorerSequence.question(candidate, check: check, reserved)
            }
        }
        return ScorerExamples(sequences, seed: recipe.seed)
    }

    private mutating func addFacts(_ generator: LoadedModel, _ observe: @escaping WorkProgress.Observer) async throws {
        let (domain, problems) = (domain, problems)
        facts = try await concurrentMap(candidates) { domain.stepFacts(of: $0, problems[$0.problem]) }
        var beginnings: [PolicyRollouts.Beginning] = []
        var places: [Int] = []
        for (index, candidate) in candidates.enumerated() {
            let ends = facts[index].dropLast().map(\.end)
            for step in domain.chosenSteps(ends, of: index, count: recipe.steps, seed: recipe.seed)
            where candidate.completion.count > ends[step] {
                beginnings.append(.init(candidate: index, end: ends[step]))
                places.append(step)
            }
        }
        let rollouts = PolicyRollouts(
            generator: generator, temperature: recipe.temperature, seed: recipe.seed, count: recipe.rollouts,
            threads: recipe.threads)
        let values = try await rollouts.values(
            of: beginnings, candidates: candidates, problems: problems, of: domain, observe: observe)
        for (index, beginning) in beginnings.enumerated() {
            facts[beginning.candidate][places[index]].policyValue = values[index]
        }
    }
}
