/// How the scores of a candidate's steps become one number.
///
/// Source: last, min and prod as in Lightman et al., arXiv 2305.20050, and Wang et al., arXiv 2312.08935; mean as a
/// fourth in use.
public enum StepReduction: String, CaseIterable, Hashable, Sendable {
    case last
    case min
    case prod
    case mean

    /// The number of the steps in order; NaN when there is no step, which ranks below every number.
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
