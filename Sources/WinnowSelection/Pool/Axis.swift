/// An axis is a measure of cost that curves can be drawn against and strategies made equal in.
public enum Axis: Hashable, Sendable {
    case samples
    case tokens
    /// The cost is in tokens that are generated and, for each call, those of its whole prompt.
    case allTokens
    case flops
    /// The cost is in verdicts asked, one for each candidate with an answer.
    case calls
    /// The cost is in verdicts asked, one for each distinct answer.
    case distinctCalls
    case price(Price)

    /// Users type this word, which also stands in file names.
    public var name: String {
        switch self {
        case .samples: "samples"
        case .tokens: "tokens"
        case .allTokens: "all-tokens"
        case .flops: "flops"
        case .calls: "calls"
        case .distinctCalls: "distinct-calls"
        case .price: "price"
        }
    }

    /// The unit stands in the plural.
    public var unit: String {
        switch self {
        case .samples: "samples"
        case .tokens: "tokens"
        case .allTokens: "tokens of prompts and completions"
        case .flops: "FLOPs"
        case .calls: "verifier calls"
        case .distinctCalls: "distinct verifier calls"
        case .price: "price"
        }
    }

    /// True where amounts need the number of tokens of each candidate.
    public var usesTokens: Bool {
        switch self {
        case .tokens, .allTokens: true
        case .price(let price): price.token > 0
        case .samples, .flops, .calls, .distinctCalls: false
        }
    }

    /// True where amounts need the number of tokens of each prompt.
    public var usesPrompts: Bool { self == .allTokens }

    /// True where amounts need the floating-point operations of the generator.
    public var usesFlops: Bool {
        switch self {
        case .flops: true
        case .price(let price): price.flop > 0
        case .samples, .tokens, .allTokens, .calls, .distinctCalls: false
        }
    }

    /// Measures how much of it was spent.
    public func amount(of spent: Spending) -> Double {
        switch self {
        case .samples: spent.samples
        case .tokens: spent.tokens
        case .allTokens: spent.tokens + spent.promptTokens
        case .flops: spent.flops
        case .calls: spent.verifierCalls
        case .distinctCalls: spent.distinctVerifierCalls
        case .price(let price): price.total(of: spent)
        }
    }
}

/// A price is that of each unit of the ledger, in one currency of the user's choice.
///
/// A strategy's price is linear in what it spends: a·tokens + b·calls + c·scorer FLOPs, or with all FLOPs priced alike.
/// A verifier that remembers its verdicts is paid per distinct answer instead of per call.
public struct Price: Hashable, Sendable {
    /// A generated token costs this.
    public var token: Double

    /// A verdict costs this where it is asked for every candidate that has an answer.
    public var call: Double

    /// A verdict costs this where it is asked once for every distinct answer.
    public var distinctCall: Double

    /// A floating-point operation costs this, of generators and of scorers alike.
    public var flop: Double

    /// A floating-point operation of a scorer costs this besides ``flop``.
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

    /// The fields are all prices, by the names that users type.
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
