import Foundation

/// How good a bundled generator is meant to be, by pass@1 at temperature 0.8 on the mixed tune set.
public enum GeneratorLevel: String, CaseIterable, Sendable, Codable {
    case weak
    case medium
    case strong

    /// The range that pass@1 should lie in.
    public var range: ClosedRange<Double> {
        switch self {
        case .weak: 0.05...0.15
        case .medium: 0.25...0.50
        case .strong: 0.60...0.90
        }
    }

    private var target: Double { (range.lowerBound + range.upperBound) / 2 }

    /// The branch whose pass@1 is nearest to the middle of the range; of equals the one with fewer tokens.
    func choose(from branches: [GeneratorSuite.Branch]) -> GeneratorSuite.Branch? {
        branches.min { one, other in
            (abs(one.evaluation.passAt1 - target), one.trunkTokens)
                < (abs(other.evaluation.passAt1 - target), other.trunkTokens)
        }
    }

    /// The rule in words, and whether it could be met, for model cards.
    func rule(for branch: GeneratorSuite.Branch) -> String {
        let meant = "\(Int(range.lowerBound * 100))–\(Int(range.upperBound * 100)) %"
        let rule =
            "of the branches, the one whose pass@1 at temperature 0.8 on the tune split is nearest to "
            + String(format: "%.1f %%", 100 * target)
        return range.contains(branch.evaluation.passAt1)
            ? "\(rule), the middle of \(meant)" : "\(rule); it lies outside the \(meant) that were meant"
    }
}
