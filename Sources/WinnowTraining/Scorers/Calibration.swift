import WinnowModel
import WinnowScoring
import WinnowSelection

extension ValueHead {
    /// Gives the head whose value is the probability of its target, as far as a gain and a bias can make it one.
    ///
    /// Ranks leave each problem's offset free, so that what was learned from them is no probability yet.
    ///
    /// Source: Platt, "Probabilistic outputs for support vector machines", 1999.
    ///
    /// - Parameters:
    ///   - logits: what the head reads, on problems that nothing else was fitted to.
    ///   - outcomes: whether each target held.
    func calibrated(_ logits: [Float], _ outcomes: [Bool]) -> ValueHead {
        guard outcomes.contains(true), outcomes.contains(false) else { return self }
        let fit = LogisticModel(features: ["logit"], rows: logits.map { [Double($0)] }, outcomes: outcomes)
        let gain = fit.coefficients[0] / fit.deviations[0]
        // What ranks upside down on few problems is left as it was learned.
        guard gain > 0 else { return self }
        return ValueHead(token: token, gain: Float(gain), bias: Float(fit.intercept - gain * fit.means[0]))
    }
}
