import Glibc

/// A measure makes one number of the confidences of a completion's tokens: the higher, the surer.
///
/// DeepConf's confidence of a token is −(mean log-probability of the k best), and that of a trace its mean, the mean of its
/// last window, of the lowest tenth of its windows, or its lowest window. A window has 2,048 tokens as published; on
/// shorter traces all four are the mean. A *scaled* window is a share of the trace's own length, which is no rule of the
/// paper's.
///
/// Source: DeepConf, Fu et al., arXiv 2508.15260, section 3; self-certainty, Kang et al., arXiv 2502.18581; inverse
/// entropy, arXiv 2511.02309.
public enum TokenMeasure: Hashable, Sendable {
    /// The mean confidence of all tokens.
    case mean
    /// The mean confidence of the last window.
    case tail(Window)
    /// The mean over the lowest tenth of the windows, at least one.
    case bottom(Window)
    /// The confidence of the lowest window.
    case lowest(Window)
    /// How far the distributions are from the flat one: the mean over tokens of −(mean log-probability of all tokens) −
    /// log V. Where only the k best tokens are known it is of these.
    case selfCertainty
    /// One over the mean entropy of the tokens.
    case inverseEntropy

    /// A window is a number of tokens that follow each other.
    public enum Window: Hashable, Sendable {
        /// So many tokens.
        case tokens(Int)
        /// This per cent of the trace, at least one token.
        case share(Double)

        /// The published window has 2,048 tokens.
        public static let published = Window.tokens(2048)

        /// A scaled window has this per cent of the trace where a name gives none.
        public static let usualShare = 10.0

        func size(of count: Int) -> Int {
            switch self {
            case .tokens(let size): size
            case .share(let percent): max(1, Int((percent / 100 * Double(count)).rounded(.up)))
            }
        }
    }

    /// No mean entropy counts as less than this: what is certain has a large weight and not an infinite one.
    static let leastEntropy = 1e-3

    /// Gives the measure of a completion; NaN without tokens.
    ///
    /// - Complexity: O(tokens · log tokens) at most.
    public func value(of tokens: TokenConfidences) -> Double {
        guard tokens.count > 0 else { return .nan }
        func mean(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) } / Double(values.count) }
        switch self {
        case .mean: return -mean(tokens.bestMeans)
        case .tail(let window): return tokens.windows(of: window.size(of: tokens.count)).last ?? .nan
        case .lowest(let window): return tokens.windows(of: window.size(of: tokens.count)).min() ?? .nan
        case .bottom(let window):
            let windows = tokens.windows(of: window.size(of: tokens.count)).sorted()
            let lowest = windows.prefix(max(1, windows.count / 10))
            return lowest.reduce(0, +) / Double(lowest.count)
        case .selfCertainty:
            let all = tokens.wholeMeans.isEmpty ? tokens.bestMeans : tokens.wholeMeans
            return -mean(all) - log(Double(tokens.vocabulary ?? 1))
        case .inverseEntropy: return 1 / max(mean(tokens.entropies), Self.leastEntropy)
        }
    }
}

extension TokenMeasure: CustomStringConvertible {
    /// The description names the numbers, as a scorer's: `deepconf-tail`, `deepconf-tail-scaled25%`.
    public var description: String {
        func windowed(_ word: String, _ window: Window) -> String {
            switch window {
            case .tokens: "deepconf-\(word)"
            case .share(Window.usualShare): "deepconf-\(word)-scaled"
            case .share(let percent): "deepconf-\(word)-scaled\(ScoreRule.text(percent))%"
            }
        }
        return switch self {
        case .mean: "deepconf-mean"
        case .tail(let window): windowed("tail", window)
        case .bottom(let window): windowed("bottom", window)
        case .lowest(let window): windowed("lowest", window)
        case .selfCertainty: "self-certainty"
        case .inverseEntropy: "inverse-entropy"
        }
    }

    /// Reads a name such as `deepconf-lowest-scaled`; nil for another one.
    public init?(_ name: String) {
        switch name {
        case "deepconf-mean": self = .mean
        case "self-certainty": self = .selfCertainty
        case "inverse-entropy": self = .inverseEntropy
        default:
            let kinds: [(String, (Window) -> TokenMeasure)] = [
                ("deepconf-tail", Self.tail), ("deepconf-bottom", Self.bottom), ("deepconf-lowest", Self.lowest),
            ]
            guard let (word, make) = kinds.first(where: { name.hasPrefix($0.0) }) else { return nil }
            guard let window = Self.window(name.dropFirst(word.count)) else { return nil }
            self = make(window)
        }
    }

    private static func window(_ text: Substring) -> Window? {
        if text.isEmpty { return .published }
        guard text.hasPrefix("-scaled") else { return nil }
        let share = text.dropFirst("-scaled".count)
        if share.isEmpty { return .share(Window.usualShare) }
        guard share.hasSuffix("%"), let percent = Double(share.dropLast()), percent > 0, percent <= 100,
            ScoreRule.text(percent) == share.dropLast()
        else { return nil }
        return .share(percent)
    }

    /// Strategies read the numbers by this source.
    public var source: ScoreSource { ScoreSource("\(self)") }
}

extension ScoreSource {
    /// The source is a measure of the tokens' confidences, which no scorer has to give; nil for a scorer's numbers.
    public var tokenMeasure: TokenMeasure? { reduction == nil ? TokenMeasure(scorer) : nil }
}
