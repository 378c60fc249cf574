public import WinnowDomains

/// A published checker is a rule of another project that says whether an answer, a plan or a trace is right, written
/// anew from what that project documents and does.
///
/// It is not Winnow's own opinion: what it accepts is compared with a strict grade, so that a figure which was computed
/// with it can be read for what it is. To add one, write one file with a type that conforms to a refinement of this
/// protocol and add one line to ``PublishedCheckers``.
public protocol PublishedChecker: Sendable {
    /// Tables and users call the checker by this name, such as `tinyzero`.
    var name: String { get }

    /// The summary says in one sentence what it asks for.
    var summary: String { get }

    /// The source names the paper or the project whose rule it is.
    var source: String { get }

    /// The checker looks at this part of a candidate.
    var subject: CheckedSubject { get }
}

/// A subject is the part of a candidate that a checker looks at, and what it is to be compared with.
public enum CheckedSubject: String, Sendable, CaseIterable {
    /// The checker judges the answer, as the grade does.
    case answer

    /// The checker judges the intermediate tokens, as the strict check of the trace does.
    case trace
}

/// A verdict is what a published checker says of one candidate.
public enum PublishedVerdict: Hashable, Sendable {
    case accepted

    /// The reason is a phrase for people.
    case rejected(String)

    /// The rule, as it is written here, stops short of this text; the published program might accept it.
    case undecided(String)

    public var isAccepted: Bool { self == .accepted }

    /// The phrase says why the text is not accepted; nil where it is.
    public var reason: String? {
        switch self {
        case .accepted: nil
        case .rejected(let reason), .undecided(let reason): reason
        }
    }
}

/// A checker of arithmetic with given numbers.
public protocol CountdownChecker: PublishedChecker {
    /// Judges an answer as it was found in a completion.
    ///
    /// - Complexity: linear in the answer's length, which is bounded; beyond the bound the verdict is undecided.
    func verdict(on answer: String, of problem: CountdownProblem) -> PublishedVerdict
}

/// A checker of paths through mazes, or of the search that led to one.
public protocol MazeChecker: PublishedChecker {
    /// Judges the words of a completion in the published grammar; see ``MazeWords``.
    func verdict(on words: [String], of maze: Maze) -> PublishedVerdict
}

/// A checker that finds an answer in a completion and compares it with a reference.
public protocol ReferenceChecker: PublishedChecker {
    /// Finds what the checker takes for the answer; nil where it finds none.
    func answer(in completion: String) -> String?

    /// Judges a completion by one wording of the reference.
    func verdict(on completion: String, reference: String) -> PublishedVerdict
}

/// Every published checker is registered here: tables, help and law tests derive from it.
public enum PublishedCheckers {
    public static let countdown: [any CountdownChecker] = [
        StreamOfSearchPath(), TinyZeroReward(), ReasoningGymCountdown(), ReasoningGymPuzzle24(),
    ]

    public static let maze: [any MazeChecker] = [
        SearchformerPlan(), PublishedTraceValidator(revision: .a), PublishedTraceValidator(revision: .b),
    ]

    public static let references: [any ReferenceChecker] = [
        GSM8KMatch(.strict), GSM8KMatch(.flexible), MathBoxed(),
    ]

    public static let all: [any PublishedChecker] =
        countdown.map { $0 as any PublishedChecker } + maze.map { $0 as any PublishedChecker }
        + references.map { $0 as any PublishedChecker }
}
