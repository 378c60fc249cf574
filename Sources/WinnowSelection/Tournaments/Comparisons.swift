/// A comparison is one question to a judge of several candidates: which of those that it is shown is best.
public struct Comparison: Hashable, Sendable {
    /// The candidates have these places in stored order, and are shown in this order.
    public let shown: [Int]

    /// The repeat is 0-based and says which of several equal questions this is.
    public let `repeat`: Int

    public init(shown: [Int], repeat: Int) {
        self.shown = shown
        self.repeat = `repeat`
    }

    /// The mirror image shows the same candidates in the opposite order.
    public var reversed: Comparison { Comparison(shown: shown.reversed(), repeat: `repeat`) }
}

/// The comparisons are what a judge said of one problem's candidates.
public struct Comparisons: Hashable, Sendable {
    /// A choice is the answer to one comparison, and what it cost.
    public struct Choice: Hashable, Sendable {
        /// The chosen candidate has this place; nil where the judge chose none.
        public let chosen: Int?

        /// The judge generated so many tokens.
        public let tokens: Int

        public init(_ chosen: Int?, tokens: Int = 0) {
            self.chosen = chosen
            self.tokens = tokens
        }
    }

    private var choices: [Comparison: Choice] = [:]

    public init() {}

    /// So many comparisons were answered.
    public var count: Int { choices.count }

    /// The answer is nil where the judge has not been asked, or could not answer.
    public subscript(_ comparison: Comparison) -> Choice? {
        get { choices[comparison] }
        set { choices[comparison] = newValue }
    }

    /// The position bias is that of all comparisons that were answered in both orders.
    public var positionBias: PositionBias {
        var bias = PositionBias()
        for (comparison, choice) in choices {
            bias.add(comparison, choice)
            // Each pair of mirror images once.
            guard comparison.shown.lexicographicallyPrecedes(comparison.shown.reversed()),
                let other = choices[comparison.reversed]
            else { continue }
            bias.add(comparison, choice, other)
        }
        return bias
    }
}

/// The position bias says how often a judge's choice goes by the place in which a candidate is shown.
///
/// A question in two opposite orders is *consistent* where the same candidate is chosen in both; a judge without any
/// preference among places is not biased, but need not be consistent.
///
/// Source: Zheng et al., arXiv 2306.05685, section 4.1 and table 2: consistency, and bias toward the first and toward the
/// second; here for groups of any size.
public struct PositionBias: Hashable, Sendable {
    /// So many questions were answered in both orders.
    public private(set) var both = 0

    /// In so many of them the same candidate was chosen in both orders.
    public private(set) var consistent = 0

    /// In so many of them whichever was shown first was chosen in both orders.
    public private(set) var first = 0

    /// In so many of them whichever was shown last was chosen in both orders.
    public private(set) var last = 0

    /// So many single questions were answered.
    public private(set) var asked = 0

    /// In so many of them no candidate was chosen.
    public private(set) var none = 0

    /// So many tokens were generated for them.
    public private(set) var tokens = 0.0

    public init() {}

    mutating func add(_ comparison: Comparison, _ choice: Comparisons.Choice) {
        asked += 1
        if choice.chosen == nil { none += 1 }
        tokens += Double(choice.tokens)
    }

    mutating func add(_ comparison: Comparison, _ choice: Comparisons.Choice, _ mirrored: Comparisons.Choice) {
        both += 1
        guard let chosen = choice.chosen, let other = mirrored.chosen else { return }
        let (least, most) = (comparison.shown.first, comparison.shown.last)
        if chosen == other {
            consistent += 1
        } else if chosen == least, other == most {
            first += 1
        } else if chosen == most, other == least {
            last += 1
        }
    }

    /// Adds what was counted elsewhere.
    public mutating func add(_ other: PositionBias) {
        both += other.both
        consistent += other.consistent
        first += other.first
        last += other.last
        asked += other.asked
        none += other.none
        tokens += other.tokens
    }
}
