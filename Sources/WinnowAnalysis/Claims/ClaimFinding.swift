import WinnowStatistics

/// What a run says of a claim.
public enum ClaimVerdict: String, CaseIterable, Sendable {
    /// The whole interval is where the claim says.
    case supported
    /// The whole interval is elsewhere.
    case contradicted
    /// The interval reaches both sides: more problems are needed.
    case undecided
    /// The run has no data for it.
    case inapplicable
}

/// A claim put to a run.
public struct ClaimFinding: Sendable {
    let claim: Claim
    public let verdict: ClaimVerdict
    /// The effect and its 95 % interval over problems; nil when inapplicable.
    let effect: (value: Double, low: Double, high: Double)?
    /// The problems that the effect was measured on.
    let problems: Int
    /// The smallest true distance from the prediction's bound that this many problems would show at 80 % power.
    let detectable: Double?
    /// Why the claim is inapplicable, or a caveat.
    let note: String

    /// What users type.
    public var name: String { claim.name }

    /// A claim that cannot be put to the run.
    init(_ claim: Claim, inapplicable reason: String) {
        self.claim = claim
        verdict = .inapplicable
        effect = nil
        problems = 0
        detectable = nil
        note = reason
    }

    init(_ claim: Claim, effect: Claim.Effect, note: String = "") {
        self.claim = claim
        problems = effect.problems
        guard effect.problems > 1 else {
            verdict = .inapplicable
            self.effect = nil
            detectable = nil
            self.note = "\(effect.problems) problems to measure it on"
            return
        }
        let estimate = effect.estimate
        verdict = claim.prediction.verdict(low: estimate.low, high: estimate.high)
        self.effect = estimate
        // Where all problems agree there is no spread to compute a power from.
        detectable = effect.detectable > 0 ? effect.detectable : nil
        self.note = note
    }
}

extension Claim.Prediction {
    /// What an interval says of the prediction.
    func verdict(low: Double, high: Double) -> ClaimVerdict {
        switch self {
        case .above(let bound):
            if low > bound { return .supported }
            return high < bound ? .contradicted : .undecided
        case .below(let bound):
            if high < bound { return .supported }
            return low > bound ? .contradicted : .undecided
        case .within(let margin):
            if low > -margin, high < margin { return .supported }
            return high < -margin || low > margin ? .contradicted : .undecided
        }
    }
}

extension Claim.Effect {
    var problems: Int {
        switch self {
        case .mean(let values), .rankCorrelation(let values, _): values.count
        }
    }

    /// The effect with its 95 % interval.
    var estimate: (value: Double, low: Double, high: Double) {
        switch self {
        case .mean(let values):
            let center = WinnowStatistics.mean(of: values)
            let interval = Interval.interval(of: values)
            return (center, interval?.low ?? center, interval?.high ?? center)
        case .rankCorrelation(let first, let second):
            let correlation = RankCorrelation(first, second)
            return (correlation.coefficient, correlation.interval.low, correlation.interval.high)
        }
    }

    /// By the normal approximation at 80 % power; of a correlation through Fisher's transformation.
    var detectable: Double {
        switch self {
        case .mean(let values):
            resolvableDifference(pairs: values.count, standardDeviation: standardDeviation(of: values))
        case .rankCorrelation(let values, _):
            RankCorrelation.detectable(pairs: values.count)
        }
    }
}
