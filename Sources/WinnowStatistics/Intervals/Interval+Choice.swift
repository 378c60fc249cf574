extension Interval {
    /// The interval of a mean over problems, by the method that fits the values.
    ///
    /// - All values equal and in [0, 1]: Clopper–Pearson, because a bootstrap would have no width.
    /// - Only 0 and 1: Wilson.
    /// - Otherwise (expectations between 0 and 1, costs): BCa bootstrap over the problems.
    ///
    /// - Parameters:
    ///   - perProblem: one value per problem, in any order that is the same from call to call.
    ///   - resampling: draws to be shared between the cells of a table; by default they are made for this call.
    /// - Returns: nil when there is no problem.
    public static func interval(
        of perProblem: [Double], confidence: Double = 0.95, resampling: Resampling? = nil
    ) -> Interval? {
        guard let first = perProblem.first else { return nil }
        let isRate = perProblem.allSatisfy { (0...1).contains($0) }
        if perProblem.allSatisfy({ $0 == first }) {
            guard isRate else { return Interval(low: first, high: first, method: .constant) }
            return clopperPearson(
                successes: first * Double(perProblem.count), trials: perProblem.count, confidence: confidence)
        }
        if perProblem.allSatisfy({ $0 == 0 || $0 == 1 }) {
            return wilson(
                successes: perProblem.count { $0 == 1 }, trials: perProblem.count, confidence: confidence)
        }
        let draws = resampling ?? Resampling(problems: perProblem.count)
        return bootstrapBCa(of: perProblem, confidence: confidence, resampling: draws)
    }
}
