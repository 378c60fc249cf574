public import WinnowRandom

/// A family of problems with a generator, a solver that emits traces, a verifier, a grader and a trace validator.
///
/// A domain is a pure value: it does no I/O and knows no model. Texts are the interchange between the parts of
/// Winnow (a problem's ``specification(of:)``, an answer's text), token identifiers are what a model reads and
/// writes. To add a domain, write one folder with a type that conforms and add one line to ``Domains/all``.
///
/// The verifier and the grader share no code, so that "accepted and wrong" is a question asked of two programs.
public protocol Domain: Sendable {
    /// One instance of the domain.
    associatedtype Problem: Hashable & Sendable

    /// The name that users type, such as `maze`.
    var name: String { get }

    /// One sentence for `winnow list domains`.
    var summary: String { get }

    /// An example of a problem's and of an answer's text, for help and error messages.
    var example: (problem: String, answer: String) { get }

    /// The symbols of the model's prompts and completions.
    var vocabulary: Vocabulary { get }

    /// What the domain's verifier promises.
    var verifier: VerifierDeclaration { get }

    /// Checks that look at a part of what the verifier looks at; none where nothing less can be checked.
    var partialVerifiers: [any PartialVerifier<Problem>] { get }

    /// The largest number of tokens, end token included, that a solver's completion has.
    var completionLimit: Int { get }

    // MARK: Problems

    /// Draws a problem of the given difficulty.
    func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> Problem

    /// Reads a problem from its text; the inverse of ``specification(of:)``, and lenient in spacing and order.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
    func problem(from specification: String) throws(ProblemError) -> Problem

    /// The problem's text in normal form: equal problems have equal texts.
    func specification(of problem: Problem) -> String

    /// What train, tune and test must not share: two problems with equal keys are in the same split.
    func splitKey(of problem: Problem) -> String

    /// The difficulty bin that the problem falls into.
    func difficulty(of problem: Problem) -> Difficulty

    /// The prompt's tokens, ending with ``Vocabulary/separator``.
    ///
    /// The problem must be expressible in ``vocabulary``, as all that ``problem(_:using:)`` draws are.
    func prompt(for problem: Problem) -> [Int]

    /// A picture of the problem as text, for `winnow inspect`; one or several lines.
    func drawing(of problem: Problem) -> String

    /// Runs the formal solver and writes its trace and answer as tokens; ties are broken at random.
    func solve(_ problem: Problem, using random: inout CounterRandom) -> Solution

    // MARK: Reading

    /// Splits a completion into trace and answer.
    func read(_ completion: [Int]) -> Reading

    /// The canonical form that votes are counted on, or nil when the answer's text is malformed.
    ///
    /// Equal keys of one problem are right together or wrong together.
    func answerKey(of answer: String) -> String?

    // MARK: Judging

    /// Accepts or rejects an answer given the problem alone, with every critique, never revealing a right answer.
    func verify(_ answer: String, of problem: Problem) -> Verdict

    /// Whether the answer is right, by an implementation that shares no code with ``verify(_:of:)``.
    func grade(_ answer: String, of problem: Problem) -> Bool

    /// Checks the trace of a completion step by step.
    func checkTrace(of completion: [Int], for problem: Problem) -> TraceCheck

    /// The text of each trace step, in order; step `s` of a ``TraceCheck`` or ``StepLabel`` is element `s - 1`.
    func steps(of completion: [Int]) -> [String]

    /// The number of completion tokens up to and including each of ``steps(of:)``, ascending.
    func stepEnds(of completion: [Int]) -> [Int]

    /// The process labels of each step that could be read.
    func stepLabels(of completion: [Int], for problem: Problem) -> [StepLabel]

    /// What the verifier finds out about a completion's answer, step by step up to the first failure, as a text that a
    /// model can learn; a completion without an answer fails at once.
    func writtenCheck(of completion: [Int], for problem: Problem) -> [CheckSymbol]
}

extension Domain {
    public var partialVerifiers: [any PartialVerifier<Problem>] { [] }
}

/// A solver's output as tokens.
public struct Solution: Hashable, Sendable {
    /// The intermediate tokens.
    public var trace: [Int]

    /// The answer's tokens, from the answer marker (`plan`, `ans`) to before the end token.
    public var answer: [Int]

    public init(trace: [Int], answer: [Int]) {
        self.trace = trace
        self.answer = answer
    }

    /// The tokens a model is trained to write: the answer only, or trace and answer; the end token last.
    public func completion(_ style: CompletionStyle) -> [Int] {
        (style == .traced ? trace : []) + answer + [Vocabulary.end]
    }
}

/// Whether a model writes intermediate tokens before its answer.
public enum CompletionStyle: String, CaseIterable, Codable, Sendable {
    case traced
    case answerOnly = "answer-only"
}

/// A completion taken apart.
public struct Reading: Hashable, Sendable {
    /// Tokens before the answer marker; all tokens when there is no marker.
    public var traceTokens: Int

    /// Tokens from the answer marker on, end token included.
    public var answerTokens: Int

    /// The answer's text, or nil when there is no marker, no end token, or nothing that can be read as an answer.
    public var answer: String?

    /// The canonical form of ``answer``, or nil when there is none.
    public var answerKey: String?

    public init(traceTokens: Int, answerTokens: Int, answer: String?, answerKey: String?) {
        self.traceTokens = traceTokens
        self.answerTokens = answerTokens
        self.answer = answer
        self.answerKey = answerKey
    }
}

/// A problem's text that cannot be read, with what is wrong and what a right one looks like.
public struct ProblemError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}
