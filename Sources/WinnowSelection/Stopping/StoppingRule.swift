/// When to stop sampling a problem: a pure function of the answers drawn so far.
///
/// A rule never sees a grade or a verdict. Where it says nothing, sampling goes on to the cap.
protocol StoppingRule: Sendable {
    /// Whether to stop after the last sample.
    func stops(after drawn: DrawnVotes) -> Bool

    /// Whether a stop returns the last sample's answer instead of the plurality of all samples.
    var returnsLastAnswer: Bool { get }
}

extension StoppingRule {
    var returnsLastAnswer: Bool { false }
}
