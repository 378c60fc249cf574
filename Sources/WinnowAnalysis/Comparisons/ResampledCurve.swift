import WinnowSelection
import WinnowStatistics

/// Mean results at one budget, over the problems and over each resample of them.
struct ResampledPoint: Sendable {
    let estimate: VerifyingCurve.Point
    let replicates: [VerifyingCurve.Point]

    /// - Parameters:
    ///   - outcomes: one per problem.
    ///   - calls: which calls are counted.
    init(_ outcomes: [Outcome], calls: Axis, _ resampling: Resampling) {
        let right = outcomes.map(\.right)
        let tokens = outcomes.map(\.tokens)
        let asked = outcomes.map { calls.amount(of: $0.spent) }
        estimate = VerifyingCurve.Point(right: mean(of: right), tokens: mean(of: tokens), calls: mean(of: asked))
        let (rights, spent) = (resampling.means(of: right), resampling.means(of: tokens))
        let verified = resampling.means(of: asked)
        replicates = rights.indices.map {
            VerifyingCurve.Point(right: rights[$0], tokens: spent[$0], calls: verified[$0])
        }
    }
}

/// A strategy's mean results at ascending budgets, over the problems and over each resample of them.
struct ResampledCurve: Sendable {
    private let points: [ResampledPoint]

    /// - Parameter outcomes: [budget][problem].
    init(_ outcomes: [[Outcome]], calls: Axis, _ resampling: Resampling) {
        points = outcomes.map { ResampledPoint($0, calls: calls, resampling) }
    }

    /// ``VerifyingCurve/breakEvenPrice(against:)``, of the estimates and of each resample.
    func breakEvenPrices(against other: ResampledPoint) -> (estimate: Double, replicates: [Double]) {
        let origin = VerifyingCurve.Point(right: 0, tokens: 0, calls: 0)
        let estimate = VerifyingCurve(points: [origin] + points.map(\.estimate))
        let replicates = other.replicates.indices.map { resample in
            VerifyingCurve(points: [origin] + points.map { $0.replicates[resample] })
                .breakEvenPrice(against: other.replicates[resample])
        }
        return (estimate.breakEvenPrice(against: other.estimate), replicates)
    }
}
