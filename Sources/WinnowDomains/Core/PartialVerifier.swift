/// A check that looks at a part of what a domain's verifier looks at: cheaper to build, and not sound.
///
/// What it promises is declared, not measured. To add one, write one file with a type that conforms and add it to its
/// domain's ``Domain/partialVerifiers``.
public protocol PartialVerifier<Problem>: Sendable {
    associatedtype Problem: Hashable & Sendable

    /// The name that users type, such as `first-moves`.
    var name: String { get }

    /// One sentence for help, without a full stop.
    var summary: String { get }

    /// What the check promises, and what it looks at.
    var declaration: VerifierDeclaration { get }

    /// How far the check goes, such as 4 moves; nil for a check that has no such number.
    var extent: (name: String, value: Int)? { get }

    /// The same check as far as `value`, which is at least 1; itself when it has no extent.
    func limited(to value: Int) -> Self

    /// Accepts or rejects an answer given the problem and, where the evidence is the trace, the whole completion.
    func verify(_ answer: String, completion: [Int], of problem: Problem) -> Verdict
}

extension PartialVerifier {
    public var extent: (name: String, value: Int)? { nil }

    public func limited(to value: Int) -> Self { self }
}
