import WinnowCore
public import WinnowSelection

/// A request says what to ask of a run about verifiers that do not exist yet.
public struct RequirementRequest: Sendable {
    /// The strategy to beat has these budgets; empty for 4, 16, 64 … and the pool's size.
    public var budgets: [Int]

    /// The least P(accept | right) is sought for these rates P(accept | wrong).
    public var falsePositiveRates: [Double]

    /// A verifier call costs these prices, in generated tokens.
    public var callPrices: [Double]

    /// This strategy is to be beaten.
    public var opponent: String

    /// The verdicts' errors are drawn for this.
    public var noise: VerdictNoise

    /// The break-even price of these verifiers is sought.
    public var verifiers: [VerifierRates]

    /// So many resamples are drawn over problems.
    public var resamples = 2_000

    /// Lists are put in ascending order, and what is named twice is asked once.
    public init(
        budgets: [Int] = [], falsePositiveRates: [Double] = Self.usualFalsePositiveRates,
        callPrices: [Double] = Self.usualCallPrices, opponent: String = "majority", noise: VerdictNoise = .answer,
        verifiers: [VerifierRates] = Self.usualVerifiers
    ) {
        self.budgets = budgets
        self.falsePositiveRates = Set(falsePositiveRates).sorted()
        self.callPrices = Set(callPrices).sorted()
        self.opponent = opponent
        self.noise = noise
        self.verifiers = Self.ordered(verifiers)
    }

    /// Asks for one more verifier, and what its false-positive rate requires.
    mutating func add(_ rates: VerifierRates) {
        falsePositiveRates = Set(falsePositiveRates + [rates.falsePositive]).sorted()
        verifiers = Self.ordered(verifiers + [rates])
    }

    private static func ordered(_ verifiers: [VerifierRates]) -> [VerifierRates] {
        Set(verifiers).sorted { (-$0.truePositive, $0.falsePositive) < (-$1.truePositive, $1.falsePositive) }
    }

    public static let usualFalsePositiveRates = [0, 0.01, 0.05, 0.1, 0.2]

    public static let usualCallPrices = [0.0, 10, 100]

    public static let usualVerifiers = [(1, 0), (0.9, 0.01), (0.9, 0.1), (0.7, 0.05)].map {
        VerifierRates(truePositive: $0.0, falsePositive: $0.1)
    }

    /// Lists 4, 16, 64 … below the size, and the size itself.
    static func powersOfFour(upTo size: Int) -> [Int] {
        Array(sequence(first: 4) { $0 * 4 }.prefix { $0 < size }) + [size]
    }

    /// The request is the same without anything that is paid in tokens.
    var withoutPrices: RequirementRequest {
        var request = self
        (request.callPrices, request.verifiers) = ([], [])
        return request
    }

    /// Verifying is compared on these terms, in the order of tables.
    var terms: [RequirementTerms] { [.sameBudget] + callPrices.map { .samePrice(perCall: $0) } }

    /// Gives what is paid at a price of a call, in tokens: verdicts on answers are kept and asked for once per answer.
    func price(ofCall price: Double) -> Price {
        switch noise {
        case .candidate: Price(token: 1, call: price)
        case .answer: Price(token: 1, distinctCall: price)
        }
    }

    /// These calls are paid.
    var calls: Axis {
        switch noise {
        case .candidate: .calls
        case .answer: .distinctCalls
        }
    }

    /// - Throws: ``ExperimentError`` for a rate that is no probability or a price that is negative.
    func check() throws(ExperimentError) {
        if let rate = falsePositiveRates.first(where: { !(0...1).contains($0) }) {
            throw ExperimentError("a false-positive rate of \(rate) is not a probability", hint: "use 0 to 1")
        }
        if let price = callPrices.first(where: { !$0.isFinite || $0 < 0 }) {
            throw ExperimentError("\(price) is not a price of a call", hint: "use 0 or more tokens")
        }
    }
}
