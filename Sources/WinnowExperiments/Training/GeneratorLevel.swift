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

    /// The branch whose pass@1 is in the range and nearest to its middle; without one in the range, the nearest.
    func choose(from branches: [GeneratorSuite.Branch]) -> GeneratorSuite.Branch? {
        branches.min { one, other in
            func rank(_ branch: GeneratorSuite.Branch) -> (Int, Double, Int) {
                let rate = branch.evaluation.passAt1
                return (range.contains(rate) ? 0 : 1, abs(rate - target), branch.trunkTokens)
            }
            return rank(one) < rank(other)
        }
    }

    /// The rule in words, for model cards.
    var rule: String {
        "of all branches, the one whose pass@1 at temperature 0.8 on the tune split is nearest to "
            + "\(String(format: "%.1f %%", 100 * target)), preferring "
            + "\(Int(range.lowerBound * 100))–\(Int(range.upperBound * 100)) %"
    }
}
