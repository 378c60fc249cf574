/// What each unit of the ledger costs, in one currency of the user's choice.
///
/// A strategy's price is linear in what it spends: a·tokens + b·calls + c·scorer FLOPs, or
/// with all FLOPs priced alike. A verifier that remembers its verdicts
/// is paid per distinct answer instead of per call.
public struct Price: Hashable, Sendable {
    /// Of a generated token.
    public var token: Double

    /// Of a verdict, asked for every candidate that has an answer.
    public var call: Double

    /// Of a verdict, asked once for every distinct answer.
    public var distinctCall: Double

    /// Of a floating-point operation, of generators and of scorers alike.
    public var flop: Double

    /// Of a floating-point operation of a scorer, besides ``flop``.
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

    /// The price of all that was spent.
    public func total(of spent: Spending) -> Double {
        token * spent.tokens + call * spent.verifierCalls + distinctCall * spent.distinctVerifierCalls
            + flop * spent.flops + scorerFlop * spent.scoring.flops
    }
}
