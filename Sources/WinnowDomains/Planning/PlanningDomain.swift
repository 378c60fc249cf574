/// Planning has plans as answers to any pair of PDDL files (STRIPS with types, equality, negative preconditions and action
/// costs).
///
/// A plan is right when every action of it can be carried out and the goal holds at its end. There is no model and no
/// frozen list: problems come with samples that were recorded.
///
/// Source: Kambhampati et al., arXiv 2402.01817 (sound critics of plans); Valmeekam et al., PlanBench, arXiv 2206.10498.
public struct PlanningDomain: Domain {
    /// True to read plans as the validator VAL does; see ``PlanText``.
    let isLenient: Bool

    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    public var critics: [Critic] { PlanCritics.all }

    public init(isLenient: Bool = false) {
        self.isLenient = isLenient
    }

    public var name: String { isLenient ? "planning-lenient" : "planning" }

    public var summary: String {
        isLenient
            ? "Planning, with plans read as VAL reads them: comments, more objects than needed, any layout."
            : "Find a plan for any pair of PDDL files (STRIPS, types, equality, negative preconditions, action costs)."
    }

    public let example = (
        problem:
            "(define (domain lamp) (:predicates (on)) (:action switch :parameters () :precondition (not (on)) :effect "
            + "(on))) (define (problem dark) (:domain lamp) (:init) (:goal (on)))",
        answer: "(switch)"
    )

    public let answerNotation = AnswerNotation.plan
}

extension PlanningDomain {
    /// Reads the domain's text and behind it the problem's.
    ///
    /// - Throws: ``ProblemError`` with line and column of what is malformed or not supported.
    public func problem(from specification: String) throws(ProblemError) -> PlanningProblem {
        try PlanningProblem(specification: specification)
    }

    public func specification(of problem: PlanningProblem) -> String {
        "\(problem.domainText) \(problem.problemText)"
    }

    /// Gives the actions in one spelling, `(pick-up a) (stack a b)`, and `()` for a plan without any; nil where a line
    /// names no action.
    public func answerKey(of answer: String) -> String? { PlanText(answer, isLenient: isLenient).key }

    public func verify(_ answer: String, of problem: PlanningProblem) -> Verdict {
        PlanValidator(model: problem.model, isLenient: isLenient).verdict(on: PlanText(answer, isLenient: isLenient))
    }

    public func grade(_ answer: String, of problem: PlanningProblem) -> Bool {
        answerKey(of: answer).map { PlanGrader.isRight($0, of: problem.model, ignoresSurplus: isLenient) } ?? false
    }

    /// Gives the number of actions, and their cost where the files say it.
    public func notes(on answer: String, of problem: PlanningProblem) -> [String] {
        let validator = PlanValidator(model: problem.model, isLenient: isLenient)
        guard let (steps, cost) = validator.account(of: PlanText(answer, isLenient: isLenient)) else { return [] }
        return ["\(steps) \(steps == 1 ? "step" : "steps")"] + (cost.map { ["cost \(Self.text($0))"] } ?? [])
    }

    public func states(of answer: String, for problem: PlanningProblem) -> [PlanState] {
        PlanValidator(model: problem.model, isLenient: isLenient).states(of: PlanText(answer, isLenient: isLenient))
    }

    private static func text(_ cost: Double) -> String {
        cost == cost.rounded() && cost < 1e15 ? String(Int(cost)) : String(cost)
    }
}
