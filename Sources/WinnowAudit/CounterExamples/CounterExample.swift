/// A counter-example is a text of which a published checker and the strict grade say different things.
public struct CounterExample: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The checker accepts what is wrong.
        case falseAccept = "accepts what is wrong"

        /// The checker accepts something although brute force finds no right answer at all.
        case impossible = "accepts where nothing is right"

        /// The checker rejects what is right.
        case falseReject = "rejects what is right"
    }

    public var kind: Kind

    /// The problem, in its domain's own form; of a text, the reference.
    public var problem: String

    public var text: String

    /// The phrase says what the one that rejects has against the text.
    public var reason: String
}

/// The findings of a search are the smallest counter-examples that it met, and how many texts it tried.
///
/// A search goes through texts in a fixed order, the shortest first, so that the first counter-example of a kind is a
/// smallest one among all that the search goes through. It is the same at every call.
public struct CounterExamples: Sendable {
    /// By the checker's name.
    public private(set) var found: [String: [CounterExample.Kind: CounterExample]] = [:]

    /// So many pairs of a problem and a text were judged.
    public private(set) var tried = 0

    /// Gives what was found of a checker, in the order of the kinds.
    public func of(_ checker: any PublishedChecker) -> [CounterExample] {
        CounterExample.Kind.allCases.compactMap { found[checker.name]?[$0] }
    }

    /// Notes what a checker and the strict grade say of a text.
    ///
    /// - Parameters:
    ///   - strict: nil where the text is right, else what is wrong with it.
    ///   - isSolvable: whether the problem has a right answer; computed only where it is asked for.
    mutating func note(
        _ checker: any PublishedChecker, _ verdict: PublishedVerdict, strict: String?,
        problem: @autoclosure () -> String,
        text: String, isSolvable: () -> Bool = { true }
    ) {
        guard verdict.isAccepted == (strict != nil) else { return }
        guard let strict else {
            // What this program stops short of is no rejection by the published one.
            guard case .rejected(let reason) = verdict else { return }
            return keep(checker, .falseReject, problem(), text, reason)
        }
        keep(checker, .falseAccept, problem(), text, strict)
        if found[checker.name]?[.impossible] == nil, !isSolvable() {
            keep(checker, .impossible, problem(), text, strict)
        }
    }

    mutating func count() { tried += 1 }

    private mutating func keep(
        _ checker: any PublishedChecker, _ kind: CounterExample.Kind, _ problem: @autoclosure () -> String,
        _ text: String, _ reason: String
    ) {
        guard found[checker.name]?[kind] == nil else { return }
        found[checker.name, default: [:]][kind] = CounterExample(
            kind: kind, problem: problem(), text: text, reason: reason)
    }
}
