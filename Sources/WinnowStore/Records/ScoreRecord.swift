/// The number that a scorer gave a candidate.
public struct ScoreRecord: Hashable, Sendable {
    public var candidate: RowID<CandidateRecord>

    /// 0-based: which of several scorings of the same candidate this is.
    public var `repeat`: Int

    public var value: Double
    public var tokens: Int
    public var flops: Double

    /// The numbers of the steps in order, for a process scorer; step `s` (1-based) is element `s - 1`.
    public var steps: [Double]

    public init(
        candidate: RowID<CandidateRecord>, repeat: Int = 0, value: Double, tokens: Int = 0, flops: Double = 0,
        steps: [Double] = []
    ) {
        self.candidate = candidate
        self.repeat = `repeat`
        self.value = value
        self.tokens = tokens
        self.flops = flops
        self.steps = steps
    }
}
