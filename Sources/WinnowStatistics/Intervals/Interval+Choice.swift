extension Interval {
    /// Makes the interval of a mean over problems, by the method that fits the values.
    ///
    /// - All in [0, 1]: Gaffke's limits, which are those of Clopper and Pearson where every value is 0 or 1.
    /// - All equal and not in [0, 1]: `constant`, without a width.
    /// - Otherwise (costs): BCa bootstrap over the problems.
    ///
    /// - Parameters:
    ///   - perProblem: one value per problem, in any order that is the same from call to call.
    ///   - resampling: draws to be shared between the cells of a table, for costs; by default they are made for this call.
    /// - Returns: nil when there is no problem.
    public static func interval(
        of perProblem: [Double], confidence: Double = 0.95, resampling: Resampling? = nil
    ) -> Interval? {
        guard !perProblem.isEmpty else { return nil }
        if perProblem.allSatisfy({ (-Rounding.relativeError...1 + Rounding.relativeError).contains($0) }) {
            return gaffke(of: perProblem, confidence: confidence)
        }
        return amount(of: perProblem, confidence: confidence, resampling: resampling)
    }

    /// Makes the interval of a mean of amounts, which are no rates also where they lie in [0, 1]: BCa bootstrap over the
    /// problems, and no width where all are equal.
    ///
    /// - Parameter perProblem: at least one value.
    public static func amount(
        of perProblem: [Double], confidence: Double = 0.95, resampling: Resampling? = nil
    ) -> Interval {
        if Rounding.areEqual(perProblem) {
            let value = mean(of: perProblem)
            return Interval(low: value, high: value, method: .constant)
        }
        let draws = resampling ?? Resampling(problems: perProblem.count)
        return bootstrapBCa(of: perProblem, confidence: confidence, resampling: draws)
    }
}
