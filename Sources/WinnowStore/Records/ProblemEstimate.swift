/// An ``EstimateRecord``'s figures for one problem.
public struct ProblemEstimate: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>
    public var right: Double
    public var wrong: Double
    public var abstained: Double
    public var samplesSpent: Double
    public var tokensSpent: Double
    public var flopsSpent: Double
    public var verifierCalls: Double

    public init(
        problem: RowID<ProblemRecord>, right: Double, wrong: Double, abstained: Double, samplesSpent: Double,
        tokensSpent: Double, flopsSpent: Double, verifierCalls: Double
    ) {
        self.problem = problem
        self.right = right
        self.wrong = wrong
        self.abstained = abstained
        self.samplesSpent = samplesSpent
        self.tokensSpent = tokensSpent
        self.flopsSpent = flopsSpent
        self.verifierCalls = verifierCalls
    }
}
