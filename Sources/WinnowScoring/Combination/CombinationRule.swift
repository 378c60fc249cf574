/// A rule makes one judgement of those of several verifiers, none of which need be sound.
public enum CombinationRule: Hashable, Sendable {
    /// A logistic model of all their numbers, fitted to graded candidates of other problems (Wolpert, "Stacked
    /// generalization", 1992).
    case stacked

    /// Their accuracies are told from how they agree, without any label: see ``UnsupervisedCombination``.
    case unsupervised

    /// At least so many of them accept.
    case atLeast(Int)

    /// All of them accept.
    case all

    /// Every rule for `count` verifiers, each of them once.
    public static func rules(for count: Int) -> [CombinationRule] {
        let shares = count > 2 ? (2..<count).map { CombinationRule.atLeast($0) } : []
        return [.stacked] + (count > 2 ? [.unsupervised] : []) + [.atLeast(1)] + shares + [.all]
    }

    /// The scores of a combination of `count` verifiers are stored under this name.
    public func name(of count: Int) -> String {
        switch self {
        case .stacked: "combined-stacked"
        case .unsupervised: "combined-unsupervised"
        case .atLeast(1): "combined-any"
        case .atLeast(let least): "combined-\(least)-of-\(count)"
        case .all: "combined-all"
        }
    }
}

/// A combination gives one number for what several verifiers say of a candidate.
public struct VerifierCombination: Hashable, Sendable {
    /// Verifier `j` accepts where its number is at least this.
    public let thresholds: [Double]
    private let stack: LogisticModel
    private let unsupervised: UnsupervisedCombination?

    /// Fits all rules to graded candidates of problems that nothing will be claimed about.
    ///
    /// A threshold accepts as large a share of the candidates as is right: the class balance. Nothing else is read of
    /// the grades but by the stacked rule.
    ///
    /// - Parameters:
    ///   - names: those of the verifiers.
    ///   - rows: `[candidate][verifier]`, all finite, at least one.
    ///   - outcomes: whether each candidate is right.
    /// - Complexity: O(candidates · verifiers²) per iteration of the fit.
    public init(names: [String], rows: [[Double]], outcomes: [Bool]) {
        precondition(!rows.isEmpty && rows.count == outcomes.count, "\(rows.count) rows, \(outcomes.count) outcomes")
        let right = outcomes.count { $0 }
        thresholds = names.indices.map { verifier in
            let ranked = rows.map { $0[verifier] }.sorted(by: >)
            return right == 0 ? .infinity : ranked[right - 1]
        }
        stack = LogisticModel(features: names, rows: rows.map { $0.map(Self.spread) }, outcomes: outcomes)
        let thresholds = thresholds
        unsupervised = UnsupervisedCombination(
            votes: rows.map { row in row.indices.map { row[$0] >= thresholds[$0] } },
            balance: Double(right) / Double(rows.count))
    }

    /// Gives the votes of all verifiers on a candidate.
    public func votes(_ row: [Double]) -> [Bool] { row.indices.map { row[$0] >= thresholds[$0] } }

    /// Gives the number of a rule for what the verifiers say of a candidate, nil where the rule has none.
    public func value(of row: [Double], by rule: CombinationRule) -> Double? {
        let accepted = votes(row).count { $0 }
        switch rule {
        case .stacked: return stack.probability(row.map(Self.spread))
        case .unsupervised: return unsupervised?.probability(votes(row))
        case .atLeast(let least): return accepted >= least ? 1 : 0
        case .all: return accepted == row.count ? 1 : 0
        }
    }

    /// What the rules are, for a stored tool: coefficients, thresholds, told rates.
    public var description: [String: [Double]] {
        var parts = ["thresholds": thresholds.map { $0.isFinite ? $0 : .greatestFiniteMagnitude }]
        parts["coefficients"] = stack.coefficients + [stack.intercept]
        if let unsupervised {
            parts["truePositives"] = unsupervised.truePositives
            parts["falsePositives"] = unsupervised.falsePositives
        }
        return parts
    }

    /// A number in (0, 1) is taken for a probability and put on the scale of log-odds, where sums of evidence lie; others
    /// stay.
    private static func spread(_ value: Double) -> Double {
        guard (0...1).contains(value) else { return value }
        let inside = min(max(value, 1e-6), 1 - 1e-6)
        return logOdds(inside)
    }
}
