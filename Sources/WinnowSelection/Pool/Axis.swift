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

    /// The word that users type, and that stands in file names.
    public var name: String {
        switch self {
        case .samples: "samples"
        case .tokens: "tokens"
        case .flops: "flops"
        case .calls: "calls"
        case .distinctCalls: "distinct-calls"
        case .price: "price"
        }
    }

    /// The unit, in the plural.
    public var unit: String {
        switch self {
        case .samples: "samples"
        case .tokens: "tokens"
        case .flops: "FLOPs"
        case .calls: "verifier calls"
        case .distinctCalls: "distinct verifier calls"
        case .price: "price"
        }
    }

    /// Whether amounts need the number of tokens of each candidate.
    public var usesTokens: Bool {
        switch self {
        case .tokens: true
        case .price(let price): price.token > 0
        case .samples, .flops, .calls, .distinctCalls: false
        }
    }

    /// Whether amounts need the floating-point operations of the generator.
    public var usesFlops: Bool {
        switch self {
        case .flops: true
        case .price(let price): price.flop > 0
        case .samples, .tokens, .calls, .distinctCalls: false
        }
    }

    /// Measures how much of it was spent.
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

/// The price of each unit of the ledger, in one currency of the user's choice.
///
/// A strategy's price is linear in what it spends: a·tokens + b·calls + c·scorer FLOPs, or with all FLOPs priced alike.
/// A verifier that remembers its verdicts is paid per distinct answer instead of per call.
public struct Price: Hashable, Sendable {
    /// The price of a generated token.
    public var token: Double

    /// The price of a verdict, asked for every candidate that has an answer.
    public var call: Double

    /// The price of a verdict, asked once for every distinct answer.
    public var distinctCall: Double

    /// The price of a floating-point operation, of generators and of scorers alike.
    public var flop: Double

    /// The price of a floating-point operation of a scorer, besides ``flop``.
    public var scorerFlop: Double

    /// - Precondition: all prices are finite and not negative.
    public init(
        token: Double = 0, call: Double = 0, distinctCall: Double = 0, flop: Double = 0,
        scorerFlop: Double = 0
    ) {
        precondition(
            [token, call, distinctCall, flop, scorerFlop].allSatisfy { $0.isFinite && $0 >= 0 },
            "prices \(token), \(call), \(distinctCall), \(flop), \(scorerFlop)")
        self.token = token
        self.call = call
        self.distinctCall = distinctCall
        self.flop = flop
        self.scorerFlop = scorerFlop
    }

    /// All prices, by the names that users type.
    public static var fields: [(name: String, path: WritableKeyPath<Price, Double>)] {
        [
            ("tokens", \.token), ("calls", \.call), ("distinct-calls", \.distinctCall), ("flops", \.flop),
            ("scorer-flops", \.scorerFlop),
        ]
    }

    /// Adds up the price of all that was spent.
    public func total(of spent: Spending) -> Double {
        token * spent.tokens + call * spent.verifierCalls + distinctCall * spent.distinctVerifierCalls
            + flop * spent.flops + scorerFlop * spent.scoring.flops
    }
}
