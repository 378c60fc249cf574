/// A measure of cost that curves can be drawn against and strategies made equal in.
public enum Axis: Hashable, Sendable {
    case samples
    case tokens
    case flops
    /// Verdicts asked, one for each candidate with an answer.
    case calls
    /// Verdicts asked, one for each distinct answer.
    case distinctCalls
    case price(Price)

    /// How much of it was spent.
    public func amount(of spent: Spending) -> Double {
        switch self {
        case .samples: spent.samples
        case .tokens: spent.tokens
        case .flops: spent.flops
        case .calls: spent.verifierCalls
        case .distinctCalls: spent.distinctVerifierCalls
        case .price(let price): price.total(of: spent)
        }
    }
}
