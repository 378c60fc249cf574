import WinnowScoring

/// How a candidate's score is made of its steps'.
///
/// Source: Lightman et al., arXiv 2305.20050, appendix F (product); Wang et al., arXiv 2312.08935 (minimum).
enum StepAggregation: String, CaseIterable, Sendable {
    case last
    case min
    case prod
    case mean

    /// 0 without a step: nothing was found good.
    func value(_ steps: [Double]) -> Double {
        guard let last = steps.last else { return 0 }
        return switch self {
        case .last: last
        case .min: steps.min() ?? last
        case .prod: steps.reduce(1, *)
        case .mean: steps.reduce(0, +) / Double(steps.count)
        }
    }
}
