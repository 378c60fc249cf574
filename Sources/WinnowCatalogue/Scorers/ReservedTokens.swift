public import WinnowDomains
import WinnowScoring

/// The tokens of a yes/no scorer, behind those of a domain.
public struct ReservedTokens: Hashable, Sendable {
    public let question: Int
    public let yes: Int
    public let no: Int
    private let pass: Int
    private let fail: Int

    /// - Parameter count: the number of tokens of the domain.
    public init(after count: Int) {
        (question, yes, no, pass, fail) = (count, count + 1, count + 2, count + 3, count + 4)
    }

    /// The same tokens for a scorer.
    var tokens: QuestionScorer.Tokens { .init(question: question, yes: yes, no: no) }

    public func token(_ symbol: CheckSymbol) -> Int {
        switch symbol {
        case .token(let token): token
        case .pass: pass
        case .fail: fail
        }
    }
}
