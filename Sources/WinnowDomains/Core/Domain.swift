/// A domain is a family of problems whose answers a program can verify and grade, all as text.
///
/// A domain is a pure value: it does no I/O and knows no model. This is all that an imported file needs. A
/// domain whose problems are drawn from seeds, so that a server can be asked about them, is a ``DrawnDomain``; one with a
/// tiny model of its own is a ``GeneratedDomain``; one whose intermediate tokens are checked as well is a
/// ``TracedDomain``. To add a domain, write one file or folder with a type that conforms and add one line to
/// ``Domains/all``.
///
/// The verifier and the grader share no code, so that "accepted and wrong" is a question asked of two programs.
public protocol Domain<Problem>: Sendable {
    /// A problem is one instance of the domain.
    associatedtype Problem: Hashable & Sendable

    /// Users type this name, such as `maze`.
    var name: String { get }

    /// The summary is one sentence for `winnow list domains`.
    var summary: String { get }

    /// The example has a problem's and an answer's text, for help and error messages.
    var example: (problem: String, answer: String) { get }

    /// The domain's verifier promises this.
    var verifier: VerifierDeclaration { get }

    /// These verifiers look at a part of what the verifier looks at; there is none where nothing less can be checked.
    var partialVerifiers: [any PartialVerifier<Problem>] { get }

    /// The critics take the verifier apart, the format's in front: every critique of the verifier is of the first hard
    /// critic that raises its kind, and soft critics raise the kinds of ``remarks(on:of:)``.
    var critics: [Critic] { get }

    // MARK: Problems

    /// Reads a problem from its text; the inverse of ``specification(of:)``, and lenient in spacing and order.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
    func problem(from specification: String) throws(ProblemError) -> Problem

    /// Writes the problem's text in normal form: equal problems have equal texts.
    func specification(of problem: Problem) -> String

    /// Names the bin that the problem's difficulty falls into; `unknown` unless the domain knows better.
    func difficultyLabel(of problem: Problem) -> String

    /// Puts the problem to a model, as text; its ``specification(of:)`` unless the domain has other words for it.
    func promptText(for problem: Problem) -> String

    /// Draws the problem as text, for `winnow inspect`; one or several lines.
    func drawing(of problem: Problem) -> String

    // MARK: Answers

    /// Gives the canonical form that votes are counted on, or nil when the answer's text is malformed.
    ///
    /// Equal keys of one problem are right together or wrong together.
    func answerKey(of answer: String) -> String?

    /// Accepts or rejects an answer given the problem alone, with every critique, never revealing a right answer.
    func verify(_ answer: String, of problem: Problem) -> Verdict

    /// Remarks on what could be better of an answer that the verifier may accept, given the problem alone.
    func remarks(on answer: String, of problem: Problem) -> [Critique]

    /// Tells what else there is to know of an answer, such as what a plan costs; one phrase each.
    func notes(on answer: String, of problem: Problem) -> [String]

    /// Gives the states that an answer leads through, up to the first step that cannot be made; empty for answers that
    /// are no plans.
    ///
    /// - Complexity: linear in the answer and in the states.
    func states(of answer: String, for problem: Problem) -> [PlanState]

    /// Tells whether the answer is right, by an implementation that shares no code with ``verify(_:of:)``.
    func grade(_ answer: String, of problem: Problem) -> Bool

    // MARK: Texts of others

    /// Answers have this notation, by which a language model's spelling of one becomes plain.
    var answerNotation: AnswerNotation { get }

    /// True where a recorded problem may lack a number to make, which the user then gives by `--target`.
    var takesTarget: Bool { get }

    /// Finds what may be a problem in a recorded text: texts for ``problem(from:)``, the likeliest first.
    ///
    /// - Parameters:
    ///   - reference: the answer that was recorded with the problem.
    ///   - target: the number that the user gives, where the domain takes one.
    func specifications(in text: String, reference: String?, target: Int?) -> [String]
}

extension Domain {
    public var partialVerifiers: [any PartialVerifier<Problem>] { [] }

    public func difficultyLabel(of problem: Problem) -> String { "unknown" }

    public func promptText(for problem: Problem) -> String { specification(of: problem) }

    public func drawing(of problem: Problem) -> String { specification(of: problem) }

    public func notes(on answer: String, of problem: Problem) -> [String] { [] }

    public func states(of answer: String, for problem: Problem) -> [PlanState] { [] }

    public var answerNotation: AnswerNotation { .text }

    public var takesTarget: Bool { false }

    public func specifications(in text: String, reference: String?, target: Int?) -> [String] { [text] }
}

/// A notation says how answers are written.
public enum AnswerNotation: Sendable {
    /// The answer's own characters count.
    case text

    /// The answer is an arithmetic expression, which may come with LaTeX, other signs or its value behind it.
    case arithmetic

    /// The answer is a plan over several lines: the whole completion is read as one, without rules for short answers.
    case plan
}

/// The error says what is wrong with a problem's text that cannot be read, and what a right one looks like.
public struct ProblemError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}
