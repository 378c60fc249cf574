import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom

/// A wrong answer to a problem of the train split, with everything that critics say of it.
struct WrongAnswer: Hashable, Sendable {
    /// The problem's place in the list.
    var problem: Int

    /// Nil for a completion without an answer.
    var answer: String?
    var critiques: [Critique]
}

/// The examples are what each arm of a reviser's training is shown of the same wrong answers, in one order.
struct ReviserExamples<D: GeneratedDomain>: Sendable {
    let domain: D
    let problems: [D.Problem]
    let style: CompletionStyle
    let seed: UInt64

    /// The answers are in an order that was drawn once.
    private let answers: [WrongAnswer]
    private let prompts: RevisionPrompt<D>

    init(domain: D, problems: [D.Problem], style: CompletionStyle, answers: [WrongAnswer], seed: UInt64) {
        self.domain = domain
        self.problems = problems
        self.style = style
        self.seed = seed
        var random = CounterRandom(key: StableHash("reviser examples").value, stream: seed)
        var answers = answers
        random.shuffle(&answers)
        self.answers = answers
        prompts = RevisionPrompt(domain)
    }

    /// Makes example `index` for an arm, epoch after epoch: the wrong answer, what is told and the solver's completion are
    /// the same for all arms, and so is what the example counts.
    func sequence(_ index: Int, for arm: ReviserArm) -> TrainingSequence {
        let place = index % answers.count
        let wrong = answers[place]
        var random = domain.stream("revision", seed: seed, index: index)
        let telling = Telling.allCases[random.below(Telling.allCases.count)]
        let donor = self.donor(of: place, using: &random)
        let problem = problems[wrong.problem]
        let completion = domain.solve(problem, using: &random).completion(style)
        let own = prompts.tokens(for: problem, revising: wrong.answer, critiques: telling.told(of: wrong.critiques))
        let prompt =
            switch arm {
            case .critiques: own
            case .shuffled:
                prompts.tokens(for: problem, revising: wrong.answer, critiques: telling.told(of: donor.critiques))
            case .continued: domain.prompt(for: problem)
            }
        return TrainingSequence(prompt: prompt, completion: completion, load: own.count + completion.count)
    }

    /// Finds an answer to another problem; the same one where there is no other.
    private func donor(of place: Int, using random: inout CounterRandom) -> WrongAnswer {
        let start = random.below(answers.count)
        for step in answers.indices {
            let other = answers[(start + step) % answers.count]
            if other.problem != answers[place].problem { return other }
        }
        return answers[place]
    }

    /// Half of the examples tell of the first critique, a quarter of all, a quarter of none, so that each is known.
    private enum Telling: CaseIterable {
        case first
        case firstAgain
        case all
        case none

        func told(of critiques: [Critique]) -> [Critique] {
            switch self {
            case .first, .firstAgain: Array(critiques.prefix(1))
            case .all: critiques
            case .none: []
            }
        }
    }
}

extension GeneratedDomain {
    /// Problem `index` that revisers learn from under a seed: of the train split, difficulties in equal thirds.
    func reviserProblem(_ index: Int, seed: UInt64) -> Problem {
        var random = stream("reviser", seed: seed, index: index)
        return problem(Difficulty.allCases[index % Difficulty.allCases.count], in: .train, using: &random)
    }

    /// Finds the wrong ones among candidates, each text of an answer once a problem, and at most `most` of a problem.
    ///
    /// Answers that the verifier cannot decide on are left out.
    func wrongAnswers(
        among candidates: [DrawnCandidate], of problems: [Problem], most: Int
    ) async throws -> [WrongAnswer] {
        var seen: [Int: Set<String?>] = [:]
        var chosen: [DrawnCandidate] = []
        for candidate in candidates where !candidate.isRight && seen[candidate.problem, default: []].count < most {
            guard seen[candidate.problem, default: []].insert(candidate.reading.answer).inserted else { continue }
            chosen.append(candidate)
        }
        return try await concurrentMap(chosen) { candidate -> WrongAnswer? in
            let answer = candidate.reading.answer
            guard let critiques = objections(to: answer, of: problems[candidate.problem]), !critiques.isEmpty else {
                return nil
            }
            return WrongAnswer(problem: candidate.problem, answer: answer, critiques: critiques)
        }.compactMap(\.self)
    }
}
