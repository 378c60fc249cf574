/// One sampled completion.
public struct Completion: Hashable, Sendable {
    /// The ``SamplingJob/id`` it belongs to.
    public var job: Int

    /// Which of the job's candidates it is.
    public var sampleIndex: Int

    /// The end token is the last when there is one.
    public var tokens: [Int]

    /// The sum of natural log-probabilities under the model itself, end token included.
    public var logProbability: Double

    /// The same under the distribution drawn from (temperature, top-k, top-p).
    public var samplingLogProbability: Double

    /// Why it ended.
    public var stopReason: StopReason
}
