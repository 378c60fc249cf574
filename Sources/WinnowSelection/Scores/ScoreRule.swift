/// A rule says how an answer is picked by the scores of the candidates.
public enum ScoreRule: Hashable, Sendable {
    /// The answer is that of the candidate that scores highest (best-of-n).
    case max
    /// The answer has the largest sum of scores, which must not be negative.
    case vote
    /// The answer has the largest sum of exp(score / temperature).
    case softmaxVote
    /// The answer is the majority's among this many that score highest.
    case topVote(Int)
    /// The answer is the majority's among the per cent that score highest, at least one.
    case topShareVote(Double)
    /// The answer is the majority's among those that score at least this, else of all.
    case thresholdVote(Double)
    /// The answer has the largest sum of Borda votes of this exponent.
    case borda(Double)
    /// The answer is the likeliest one of best-of-m, over resamples.
    case majorityOfBests
    /// The answer is the highest score's among those with at least this share of the votes.
    case bestOfMajority(Double)

    /// True where the expectation is estimated from random subsets.
    var usesMonteCarlo: Bool {
        switch self {
        case .max, .thresholdVote: false
        case .vote, .softmaxVote, .topVote, .topShareVote, .borda, .majorityOfBests, .bestOfMajority: true
        }
    }

    /// Counts how many of `drawn` candidates vote, where it is the best that do.
    func electorate(of drawn: Int) -> Int {
        switch self {
        case .topVote(let count): count
        case .topShareVote(let percent): Swift.max(1, Int((percent / 100 * Double(drawn)).rounded(.up)))
        case .max, .vote, .softmaxVote, .thresholdVote, .borda, .majorityOfBests, .bestOfMajority: drawn
        }
    }
}

extension ScoreRule: CustomStringConvertible {
    /// The description is the end of a strategy's name, such as `max` or `top5-vote`.
    public var description: String {
        switch self {
        case .max: "max"
        case .vote: "vote"
        case .softmaxVote: "cisc"
        case .topVote(let count): "top\(count)-vote"
        case .topShareVote(let percent): "top\(Self.text(percent))%-vote"
        case .thresholdVote(let threshold): "over\(Self.text(threshold))-vote"
        case .borda(BordaVote.usualExponent): "borda"
        case .borda(let exponent): "borda\(Self.text(exponent))"
        case .majorityOfBests: "majority-of-bests"
        case .bestOfMajority(BestOfMajority.usualThreshold): "best-of-majority"
        case .bestOfMajority(let threshold): "best-of-majority\(Self.text(threshold))"
        }
    }

    /// Reads the end of a strategy's name.
    ///
    /// - Returns: the rule and what stands before it, or nil when the name ends in no rule.
    static func parsing(_ name: String) -> (rule: ScoreRule, rest: String)? {
        func before(_ suffix: String) -> String? {
            name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : nil
        }
        if let rest = before("-max") { return (.max, rest) }
        if let rest = before("-cisc") { return (.softmaxVote, rest) }
        if let rest = before("-majority-of-bests") { return (.majorityOfBests, rest) }
        if let (threshold, rest) = number(after: "-best-of-majority", in: name, usual: BestOfMajority.usualThreshold),
            (0...1).contains(threshold)
        {
            return (.bestOfMajority(threshold), rest)
        }
        if let (exponent, rest) = number(after: "-borda", in: name, usual: BordaVote.usualExponent), exponent >= 0 {
            return (.borda(exponent), rest)
        }
        guard let rest = before("-vote") else { return nil }
        for (word, rule) in [("-top", Self.top), ("-over", Self.over)] {
            guard let place = rest.ranges(of: word).last, let rule = rule(rest[place.upperBound...]) else { continue }
            return (rule, String(rest[..<place.lowerBound]))
        }
        return (.vote, rest)
    }

    /// Reads the number behind the last such word of a name, where nothing else is behind it.
    ///
    /// - Parameter usual: the number where none is given.
    static func number(after word: String, in name: String, usual: Double) -> (number: Double, rest: String)? {
        guard let place = name.ranges(of: word).last else { return nil }
        let text = name[place.upperBound...]
        // Numbers are written in one way, so that a strategy has one name.
        guard let number = text.isEmpty ? usual : Double(text), number.isFinite,
            text.isEmpty || Self.text(number) == text
        else { return nil }
        return (number, String(name[..<place.lowerBound]))
    }

    private static func top(_ text: Substring) -> ScoreRule? {
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), percent > 0, percent <= 100 else { return nil }
            return .topShareVote(percent)
        }
        guard let count = Int(text), count > 0 else { return nil }
        return .topVote(count)
    }

    private static func over(_ text: Substring) -> ScoreRule? {
        guard let threshold = Double(text), threshold.isFinite else { return nil }
        return .thresholdVote(threshold)
    }

    static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}
