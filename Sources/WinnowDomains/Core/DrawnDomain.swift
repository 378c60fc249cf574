public import WinnowRandom

/// The problems of such a domain are drawn from seeds, so that it has frozen lists; there need not be a model of its own.
///
/// A server can be asked about them. A domain with tokens besides, for tiny models, is a ``GeneratedDomain``.
public protocol DrawnDomain<Problem>: Domain {
    /// Problems are drawn under this name: domains that share it, as those that put the same problems in other words do,
    /// have the same lists. It is the domain's own ``Domain/name`` unless said otherwise.
    var seriesName: String { get }

    /// Draws a problem of the given difficulty.
    func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> Problem

    /// Names what train, tune and test must not share: two problems with equal keys are in the same split.
    func splitKey(of problem: Problem) -> String

    /// Finds the difficulty bin that the problem falls into.
    func difficulty(of problem: Problem) -> Difficulty
}

extension DrawnDomain {
    public var seriesName: String { name }

    public func difficultyLabel(of problem: Problem) -> String { difficulty(of: problem).rawValue }
}
