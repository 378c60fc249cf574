/// Samples in windows and stops when all of a window give one answer, which is returned.
///
/// Without such a window the plurality of all samples is returned. So does the released code; the paper's text takes
/// the majority of everything drawn also at a stop. A blank agrees with nothing. A cap that is no multiple of the
/// window ends in a shorter window, which cannot stop.
///
/// Source: Early-Stopping Self-Consistency (ESC), Li et al., arXiv 2401.10480, and its released code.
struct UnanimousWindow: StoppingRule {
    /// Samples in a window.
    let size: Int

    var returnsLastAnswer: Bool { true }

    init(size: Int = 5) {
        precondition(size > 0, "a window of \(size) samples")
        self.size = size
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        drawn.samples.isMultiple(of: size) && drawn.streak >= size
    }
}
