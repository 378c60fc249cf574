/// A row of the ledger says what the calls of one purpose cost that were made for one episode.
///
/// Plain samples, scores and verdicts have none: their costs are kept where they are.
public struct CallRecord: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>

    /// The first candidate of the episode has this sample index.
    public var sampleIndex: Int

    public var round: Int
    public var purpose: Purpose

    /// The tool is nil for the run's own model.
    public var tool: RowID<ToolRecord>?

    /// These are so many calls; 0 where nobody counted.
    public var calls: Int
    public var tokensIn: Int
    public var tokensOut: Int

    /// The calls took so many floating-point operations, 2 per multiply-add.
    public var flops: Double

    /// The calls took so long by the wall clock; nil where nobody measured it.
    public var seconds: Double?

    /// A purpose is what a call is made for.
    public enum Purpose: String, CaseIterable, Sendable {
        /// The generator writes branches of a search, those that are dropped included; or one round of a loop.
        case generate

        /// A scorer says which branches of a search go on, or whether an episode of a loop ends.
        case guide
    }

    public init(
        problem: RowID<ProblemRecord>, sampleIndex: Int, round: Int = 0, purpose: Purpose,
        tool: RowID<ToolRecord>? = nil, calls: Int = 0, tokensIn: Int = 0, tokensOut: Int = 0, flops: Double = 0,
        seconds: Double? = nil
    ) {
        self.problem = problem
        self.sampleIndex = sampleIndex
        self.round = round
        self.purpose = purpose
        self.tool = tool
        self.calls = calls
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.flops = flops
        self.seconds = seconds
    }
}
