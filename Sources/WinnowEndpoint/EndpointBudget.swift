import WinnowBounds

/// A budget says what may be spent on a server, in tokens and in money.
public struct EndpointBudget: Hashable, Sendable {
    /// The prices are those of a million tokens.
    public var promptPrice: Double
    public var completionPrice: Double

    /// The requests may take so many tokens, prompts and completions together; nil for no limit.
    public var tokens: Int?

    /// The requests may cost so much, in the unit of the prices; nil for no limit.
    public var cost: Double?

    public init(
        promptPrice: Double = 0, completionPrice: Double = 0, tokens: Int? = nil, cost: Double? = nil
    ) {
        self.promptPrice = promptPrice
        self.completionPrice = completionPrice
        self.tokens = tokens
        self.cost = cost
    }

    /// True when every price and limit is a number of at least 0 that can be reckoned with.
    public var isSane: Bool {
        let amounts = [promptPrice, completionPrice, cost ?? 0]
        return amounts.allSatisfy { (0...Double(Bounds.price.limit)).contains($0) } && tokens ?? 0 >= 0
    }

    /// Computes the price of so many tokens.
    public func price(promptTokens: Int, completionTokens: Int) -> Double {
        (Double(promptTokens) * promptPrice + Double(completionTokens) * completionPrice) / 1e6
    }
}

/// A ledger knows what was spent, and what requests that are under way may still spend.
///
/// A request is let go only if everything under way could take its worst case and the budget would hold, so the budget
/// is never exceeded by more than a server that writes more than it was asked for.
public actor EndpointLedger {
    /// An amount was or may be spent.
    public struct Amount: Hashable, Sendable {
        public var promptTokens: Int
        public var completionTokens: Int

        public init(promptTokens: Int, completionTokens: Int) {
            self.promptTokens = promptTokens
            self.completionTokens = completionTokens
        }

        /// The tokens are those of prompts and completions together.
        public var tokens: Int { promptTokens.addingClamped(completionTokens) }

        /// Servers may count anything, so that sums are cut to what a number can be.
        static func + (one: Amount, other: Amount) -> Amount {
            Amount(
                promptTokens: one.promptTokens.addingClamped(other.promptTokens),
                completionTokens: one.completionTokens.addingClamped(other.completionTokens))
        }
    }

    private let budget: EndpointBudget
    public private(set) var spent = Amount(promptTokens: 0, completionTokens: 0)
    /// The worst cases are those of what is under way.
    private var open: [Amount] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// True when a request was refused because not even it alone would fit.
    public private(set) var isExhausted = false

    public init(_ budget: EndpointBudget) { self.budget = budget }

    /// The requests have cost so much, in money.
    public var cost: Double { budget.price(promptTokens: spent.promptTokens, completionTokens: spent.completionTokens) }

    /// Waits until the worst case fits beside what is under way.
    ///
    /// - Returns: false when it does not fit even when nothing is under way; then the budget is exhausted.
    public func reserve(_ worst: Amount) async -> Bool {
        while !isExhausted {
            if fits(worst) {
                open.append(worst)
                return true
            }
            if open.isEmpty { break }
            await withCheckedContinuation { waiting.append($0) }
        }
        isExhausted = true
        wake()
        return false
    }

    /// Ends a reservation with what was really spent.
    public func settle(_ worst: Amount, spent amount: Amount) {
        if let place = open.firstIndex(of: worst) { open.remove(at: place) }
        spent = spent + amount
        wake()
    }

    private func fits(_ worst: Amount) -> Bool {
        let all = open.reduce(spent + worst, +)
        if let limit = budget.tokens, all.tokens > limit { return false }
        let price = budget.price(promptTokens: all.promptTokens, completionTokens: all.completionTokens)
        return price <= budget.cost ?? .infinity
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
