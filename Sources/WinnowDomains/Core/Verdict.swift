/// A verdict is what a verifier finds on one answer.
public enum Verdict: Hashable, Sendable {
    case accepted

    /// A rejected answer has everything that is wrong, in the order of the answer; never empty and never a right
    /// answer.
    case rejected([Critique])

    /// The verifier could not decide; kept apart from a rejection.
    case error(String)

    public var isAccepted: Bool { self == .accepted }
}

/// A critique is one thing that is wrong with an answer, and where.
public struct Critique: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The kind is a machine-readable class in snake case, such as `hits_wall`.
    public var kind: String

    /// The location is the place in the answer, for example `move 3` or `operand 2`; empty when it concerns the answer
    /// as a whole.
    public var location: String

    /// The message is one sentence for people, without a full stop.
    public var message: String

    public init(_ kind: String, at location: String = "", _ message: String) {
        self.kind = kind
        self.location = location
        self.message = message
    }

    public var description: String {
        location.isEmpty ? message : "\(location): \(message)"
    }
}

/// A declaration says what a verifier promises, and which evidence it looks at.
public struct VerifierDeclaration: Hashable, Sendable, Codable {
    /// Every accepted answer is right.
    public var sound: Bool

    /// Every right answer is accepted.
    public var complete: Bool

    /// The verdict is computed from this evidence, besides the problem.
    public var evidence: Evidence

    /// True where verifying computes the answer, so that the verifier is an answer key.
    public var solvesTheProblem: Bool

    public enum Evidence: String, Hashable, Sendable, Codable {
        case answer
        case trace
        case reference
    }

    public init(sound: Bool, complete: Bool, evidence: Evidence, solvesTheProblem: Bool) {
        self.sound = sound
        self.complete = complete
        self.evidence = evidence
        self.solvesTheProblem = solvesTheProblem
    }
}

/// A partial verifier looks at a part of what a domain's verifier looks at: it is cheaper to build, and not sound.
///
/// What it promises is declared, not measured. To add one, write one file with a type that conforms and add it to its
/// domain's ``Domain/partialVerifiers``.
public protocol PartialVerifier<Problem>: Sendable {
    associatedtype Problem: Hashable & Sendable

    /// Users type this name, such as `first-moves`.
    var name: String { get }

    /// The summary is one sentence for help, without a full stop.
    var summary: String { get }

    /// The declaration says what the check promises, and which evidence it looks at.
    var declaration: VerifierDeclaration { get }

    /// The extent says how far the check goes, such as 4 moves; nil for a check that has no such number.
    var extent: (name: String, value: Int)? { get }

    /// Gives the same check as far as `value`, which is at least 1; itself when it has no extent.
    func limited(to value: Int) -> Self

    /// Accepts or rejects an answer given the problem and, where the evidence is the trace, the whole completion.
    func verify(_ answer: String, completion: [Int], of problem: Problem) -> Verdict
}

extension PartialVerifier {
    public var extent: (name: String, value: Int)? { nil }

    public func limited(to value: Int) -> Self { self }
}
