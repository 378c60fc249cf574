import Foundation
import WinnowCatalogue

/// The choice of a branch for each level.
extension GeneratorLevel {
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
