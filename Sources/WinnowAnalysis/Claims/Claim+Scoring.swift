import WinnowSelection
import WinnowStatistics

extension Claim {
    /// These claims say what learned scorers of different quality do, alone and together.
    static let scoring = [
        Claim(
            name: "over-optimisation-shrinks-with-quality",
            statement:
                "From K / 4 to K samples, the best by a scorer trained for long (orm-4) gains more than the best by one that was "
                + "hardly trained (orm-1).",
            source: "arXiv 2210.10760, figure 1", prediction: .above(0), smallest: 0.02,
            strategies: ["orm-1-max", "orm-4-max"]
        ) { evidence in
            .difference(
                Rounding.differences(
                    Rounding.differences(
                        evidence.right("orm-4-max", evidence.budget), evidence.right("orm-4-max", evidence.quarter)),
                    Rounding.differences(
                        evidence.right("orm-1-max", evidence.budget), evidence.right("orm-1-max", evidence.quarter))))
        },
        Claim(
            name: "combining-closes-half-the-gap",
            statement:
                "The stacked combination of orm-2, orm-3, yesno and logistic closes at least half of the gap between the best of "
                + "them and the oracle.",
            source: "arXiv 2506.18203, section 5", prediction: .above(0), smallest: 0.01,
            strategies: combined + ["combined-stacked-max", "oracle"]
        ) { evidence in
            // The best is chosen on these problems themselves, which favours it.
            let singles = combined.map { evidence.right($0, evidence.budget) }
            let best = singles.max { mean(of: $0) < mean(of: $1) } ?? []
            let gap = Rounding.differences(evidence.right("oracle", evidence.budget), best)
            let closed = Rounding.differences(evidence.right("combined-stacked-max", evidence.budget), best)
            return .amount(zip(closed, gap).map { $0 - $1 / 2 })
        },
    ]

    private static let combined = ["orm-2-max", "orm-3-max", "yesno-max", "logistic-max"]
}
