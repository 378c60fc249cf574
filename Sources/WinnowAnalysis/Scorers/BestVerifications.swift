import WinnowStatistics

/// The best number of verifications at each budget, and the laws by which it and the samples grow.
struct BestVerifications: Sendable {
    /// The best choice at one budget.
    struct Choice: Sendable {
        /// Into the study's numbers of verifications.
        let index: Int
        let samples: Double
    }

    let choices: [Choice]

    /// - Parameter means: the right answers of each point, [verifications][samples], over whichever problems decide.
    init(_ study: SolveOrVerify, means: [[Double]]) {
        choices = study.budgets.map { budget in
            let options = study.curves.indices.compactMap { index in
                study.place(budget, on: study.curves[index]).map { place in
                    (
                        choice: Choice(index: index, samples: place.samples),
                        right: SolveOrVerify.value(place, means[index]) { $0 + $2 * ($1 - $0) }
                    )
                }
            }
            // Of equals the one with fewer verifications, which comes first.
            var best = options[0]
            for option in options where option.right > best.right + 1e-12 { best = option }
            return best.choice
        }
    }

    /// The choices that all problems lead to.
    init(_ study: SolveOrVerify) {
        self.init(study, means: study.curves.map { $0.map { mean(of: $0.right) } })
    }

    /// The choices in each resample of the problems.
    static func replicates(_ study: SolveOrVerify, _ resampling: Resampling) -> [BestVerifications] {
        let means = study.curves.map { $0.map { resampling.means(of: $0.right) } }
        return (0..<resampling.resamples).map { resample in
            BestVerifications(study, means: means.map { $0.map { $0[resample] } })
        }
    }

    /// The choices that a part of the problems leads to.
    init(_ study: SolveOrVerify, onlyWhere isChosen: [Bool]) {
        let chosen = isChosen.indices.filter { isChosen[$0] }
        self.init(
            study,
            means: study.curves.map { curve in
                curve.map { point in chosen.reduce(0) { $0 + point.right[$1] } / Double(max(1, chosen.count)) }
            })
    }

    /// The exponents of S and V as powers of the budget; nil for fewer than two budgets.
    func exponents(_ study: SolveOrVerify) -> (samples: Double, verifications: Double)? {
        guard let samples = PowerLaw(x: study.budgets, y: choices.map(\.samples)),
            let verifications = PowerLaw(
                x: study.budgets, y: choices.map { Double(study.verifications[$0.index]) })
        else { return nil }
        return (samples.exponent, verifications.exponent)
    }
}
