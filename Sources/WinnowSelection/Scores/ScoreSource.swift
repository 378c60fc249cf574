/// A source of a strategy's scores is a scorer, and how it says one number of a candidate.
public struct ScoreSource: Hashable, Sendable {
    /// The scorer's numbers are stored under this name, such as `orm`.
    public var scorer: String

    /// The numbers of its steps are reduced to one in this way; nil for the scorer's own number of the whole candidate.
    public var reduction: StepReduction?

    public init(_ scorer: String, _ reduction: StepReduction? = nil) {
        self.scorer = scorer
        self.reduction = reduction
    }
}

extension ScoreSource: CustomStringConvertible {
    /// The description is such as `orm` or `prm-policy-value-min`.
    public var description: String { scorer + (reduction.map { "-\($0.rawValue)" } ?? "") }
}

/// A reduction makes one number of the scores of a candidate's steps.
///
/// Source: last, min and prod as in Lightman et al., arXiv 2305.20050, and Wang et al., arXiv 2312.08935; mean as a
/// fourth in use.
public enum StepReduction: String, CaseIterable, Hashable, Sendable {
    case last
    case min
    case prod
    case mean

    /// Gives the number of the steps in order; NaN when there is no step, which ranks below every number.
    public func value(of steps: some Collection<Double>) -> Double {
        guard let first = steps.first else { return .nan }
        let rest = steps.dropFirst()
        return switch self {
        case .last: rest.reduce(first) { $1 }
        case .min: rest.reduce(first) { Swift.min($0, $1) }
        case .prod: rest.reduce(first, *)
        case .mean: rest.reduce(first, +) / Double(steps.count)
        }
    }
}
