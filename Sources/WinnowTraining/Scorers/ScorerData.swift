import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring

/// The train problems of a scorer with the candidates that it learns from.
struct ScorerData<D: TracedDomain>: Sendable {
    let domain: D
    let recipe: ScorerRecipe
    let problems: [D.Problem]
    let candidates: [DrawnCandidate]
    /// The features of each candidate, none where the text is read alone.
    private var features: [TokenFeatures] = []
    /// The facts of a process scorer, by candidate.
    private var facts: [[StepFacts]] = []

    /// So many problems are drawn for at a time, so that what is not learned from need not be kept.
    private static var block: Int { 1_000 }

    /// Draws problems, candidates and, for a process scorer, rollouts.
    ///
    /// - Throws: `CancellationError` when the task was cancelled.
    init(
        domain: D, generator: LoadedModel, expectations: LoadedModel? = nil, recipe: ScorerRecipe,
        observe: @escaping WorkProgress.Observer
    ) async throws {
        self.domain = domain
        self.recipe = recipe
        let seed = recipe.seed
        problems = try await concurrentMap(Array(0..<recipe.problems)) { domain.scorerProblem($0, seed: seed) }
        let drawing = CandidateDraw(
            generator: generator, temperature: recipe.temperature, seed: seed, threads: recipe.threads)
        var candidates: [DrawnCandidate] = []
        for start in stride(from: 0, to: problems.count, by: Self.block) {
            let block = Array(problems[start..<min(start + Self.block, problems.count)])
            let drawn = try await drawing.draw(block, of: domain, samples: recipe.samples) { progress in
                await observe(progress.part(start, of: recipe.problems, each: recipe.samples))
            }
            for (index, members) in Self.byProblem(drawn, problems: block.count).enumerated() {
                var random = domain.stream("scorer group", seed: seed, index: start + index)
                let group =
                    recipe.learnsGroups
                    ? ScorerGroup(of: members, size: recipe.group, using: &random) : ScorerGroup(all: members)
                candidates += group.members.map { candidate in
                    var candidate = candidate
                    candidate.problem += start
                    return candidate
                }
            }
        }
        self.candidates = candidates
        if recipe.kind == .prm { try await addFacts(generator, observe) }
        if let expectations {
            features = try await ExpectationFeatures.read(
                candidates.map { ($0.prompt, $0.completion) },
                with: TokenScorer(PackedWeights(expectations.parameters)), firstToken: domain.vocabulary.count,
                threads: recipe.threads)
        }
    }

    private static func byProblem(_ drawn: [DrawnCandidate], problems: Int) -> [[DrawnCandidate]] {
        var groups = [[DrawnCandidate]](repeating: [], count: problems)
        for candidate in drawn { groups[candidate.problem].append(candidate) }
        return groups
    }

    var rightShare: Double { Double(candidates.count { $0.isRight }) / Double(max(1, candidates.count)) }

    /// The fit of the cheap baselines.
    func logisticModel() -> LogisticModel {
        let answered = candidates.filter { $0.reading.answerKey != nil }
        let chosen = answered.isEmpty ? candidates : answered
        return LogisticModel(
            features: CandidateFeatures.names, rows: chosen.map(\.features.values), outcomes: chosen.map(\.isRight))
    }

    /// Makes what a network learns from.
    ///
    /// - Throws: ``ExperimentError`` where no candidate can be learned from.
    func examples() throws -> ScorerExamples {
        let reserved = ReservedTokens(after: domain.vocabulary.count)
        var groups: [[TrainingSequence]] = []
        var last: Int?
        for (index, candidate) in candidates.enumerated() {
            let features = features.isEmpty ? .none : features[index]
            let sequence =
                switch recipe.kind {
                case .orm, .logistic: ScorerSequence.outcome(candidate, features)
                case .prm: ScorerSequence.steps(candidate, facts[index], features)
                case .yesno: ScorerSequence.question(candidate, check: [], reserved)
                case .yesnoCheck:
                    ScorerSequence.question(
                        candidate,
                        check: domain.writtenCheck(of: candidate.completion, for: problems[candidate.problem]), reserved
                    )
                }
            if recipe.learnsGroups, last == candidate.problem {
                groups[groups.count - 1].append(sequence)
            } else {
                groups.append([sequence])
            }
            last = candidate.problem
        }
        guard !groups.isEmpty else {
            throw ExperimentError(
                "none of the generator's candidates has an answer, so that there is nothing to learn",
                hint: "train on candidates of a generator that has learned more")
        }
        let solved =
            recipe.learnsGroups && recipe.languageWeight > 0
            ? GeneratorTraining.source(domain, style: .traced, seed: recipe.seed ^ StableHash("solver").value) : nil
        return ScorerExamples(groups, solved: solved, seed: recipe.seed)
    }

    private mutating func addFacts(_ generator: LoadedModel, _ observe: @escaping WorkProgress.Observer) async throws {
        let (domain, problems) = (domain, problems)
        facts = try await concurrentMap(candidates) { domain.stepFacts(of: $0, problems[$0.problem]) }
        var beginnings: [PolicyRollouts.Beginning] = []
        var places: [Int] = []
        for (index, candidate) in candidates.enumerated() where candidate.problem < recipe.rolloutProblems {
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

extension WorkProgress {
    /// The same work as a part of more: `start` of `total` problems were done before, with `each` candidates.
    fileprivate func part(_ start: Int, of total: Int, each: Int) -> WorkProgress {
        WorkProgress(task: task, done: Double(start * each) + done, total: Double(total * each), detail: detail)
    }
}
