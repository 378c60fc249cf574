/// Where a strategy's scores come from: a scorer, and how it says one number of a candidate.
public struct ScoreSource: Hashable, Sendable {
    /// The name under which the scorer's numbers are stored, such as `orm`.
    public var scorer: String

    /// Which number its steps are reduced to; nil for the scorer's own number of the whole candidate.
    public var reduction: StepReduction?

    public init(_ scorer: String, _ reduction: StepReduction? = nil) {
        self.scorer = scorer
        self.reduction = reduction
    }
}

extension ScoreSource: CustomStringConvertible {
    /// Such as `orm` or `prm-policy-value-min`.
    public var description: String { scorer + (reduction.map { "-\($0.rawValue)" } ?? "") }
}

/// What a process scorer was trained to say of a step. Three different things, which are never mixed.
///
/// Source: Lightman et al., arXiv 2305.20050, for correctness; Wang et al., arXiv 2312.08935, for the value of a policy.
public enum StepTarget: String, CaseIterable, Hashable, Sendable {
    /// This generator ends right from here.
    case policyValue = "policy-value"
    /// The step is legal, as the trace validator says.
    case stepCorrect = "step-correct"
    /// A right answer can still be reached from here, as the solver says.
    case stateSolvable = "state-solvable"

    /// The name under which the scores of the bundled process scorer of this target are stored.
    public var scorer: String { "prm-\(rawValue)" }
}
