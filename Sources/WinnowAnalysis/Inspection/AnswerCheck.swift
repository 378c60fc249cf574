import WinnowCatalogue
public import WinnowCore
public import WinnowDomains
import WinnowText

/// A check holds what a domain's verifier says of an answer that a user typed.
public struct AnswerCheck: Hashable, Sendable, Encodable {
    /// The domain has this name.
    public let domain: String

    /// The problem stands in normal form.
    public let problem: String

    /// The answer stands as it was typed.
    public let answer: String

    /// Votes are counted on this canonical form; nil for a malformed answer.
    public let answerKey: String?

    public let outcome: Outcome

    /// The critiques are everything that is wrong, in the order of the answer.
    public let critiques: [Critique]

    /// The notes are what else there is to know of an accepted answer, such as what a plan costs.
    public let notes: [String]

    /// The outcome is a verdict in one word.
    public enum Outcome: String, Hashable, Sendable, Encodable {
        case accepted
        case rejected

        /// The verifier could not decide, and its one critique says why.
        case undecided
    }

    /// Verifies an answer to a problem, both as text.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain or a problem that cannot be read, with an example.
    public init(domain name: String, problem: String, answer: String) throws(ExperimentError) {
        guard let domain = Domains.named(name) else {
            throw ExperimentError.unknown(
                "domain", name, among: DomainChoice.names,
                hint: "the domains are \(DomainChoice.list), as in: \(Self.example)")
        }
        try self.init(domain, problem, answer)
    }

    /// Verifies a plan for a pair of PDDL texts.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain or a text that cannot be read, with line and column.
    public init(
        domain name: String, pddlDomain: String, pddlProblem: String, answer: String
    ) throws(ExperimentError) {
        let domain = PlanningDomain(isLenient: name != PlanningDomain().name)
        do throws(ProblemError) {
            self.init(domain, try PlanningProblem(domain: pddlDomain, problem: pddlProblem), answer)
        } catch {
            throw ExperimentError("the PDDL cannot be read: \(error)", hint: "correct it there")
        }
    }

    private init<D: Domain>(_ domain: D, _ text: String, _ answer: String) throws(ExperimentError) {
        let problem: D.Problem
        do throws(ProblemError) {
            problem = try domain.problem(from: text)
        } catch {
            throw ExperimentError(
                "this is no problem of \(domain.name): \(error)", hint: "a right one: \(Self.example(of: domain))")
        }
        self.init(domain, problem, answer)
    }

    private init<D: Domain>(_ domain: D, _ problem: D.Problem, _ answer: String) {
        self.domain = domain.name
        self.problem = domain.specification(of: problem)
        self.answer = answer
        answerKey = domain.answerKey(of: answer)
        let verdict = domain.verify(answer, of: problem)
        notes = verdict.isAccepted ? domain.notes(on: answer, of: problem) : []
        switch verdict {
        case .accepted: (outcome, critiques) = (.accepted, [])
        case .rejected(let all): (outcome, critiques) = (.rejected, all)
        case .error(let reason): (outcome, critiques) = (.undecided, [Critique("undecided", reason)])
        }
    }
}

// MARK: Texts

extension AnswerCheck {
    /// The text is the outcome, and below it each critique on a line of its own; it ends with a line break.
    public var text: String {
        ([outcome.rawValue] + notes + critiques.map(\.description)).map { VisibleText.shown($0) + "\n" }.joined()
    }

    /// Writes all fields as a JSON object; ends with a line break.
    ///
    /// - Throws: an encoding error, which these values do not make.
    public func json() throws -> String { try ReadableJSON.text(self) }

    /// The example is a call that verifies one of the first domain.
    private static var example: String {
        Domains.all.first.map { example(of: $0) } ?? ""
    }

    /// Writes a call that verifies the domain's example.
    private static func example(of domain: some Domain) -> String {
        let (problem, answer) = domain.example
        return "winnow verify --domain \(domain.name) --problem \"\(problem)\" --answer \"\(answer)\""
    }
}
