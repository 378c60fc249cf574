/// A label of a trace step is what process scorers learn. The three are different things, which are never mixed.
///
/// Source: Lightman et al., arXiv 2305.20050, for correctness; Wang et al., "Math-Shepherd", arXiv 2312.08935, for the
/// value of a policy.
public enum ProcessLabel: String, CaseIterable, Hashable, Sendable {
    /// The generator ends right when it goes on from here; of a finished candidate, whether it is right.
    case policyValue = "policy-value"

    /// The trace validator finds no error in the step; learned up to and including a candidate's first wrong step.
    case stepCorrect = "step-correct"

    /// The right answer can be reached from the state after the step without backtracking, as the solver says.
    case stateSolvable = "state-solvable"

    /// The labels stand in the order of a process scorer's value heads.
    public static let heads: [ProcessLabel] = [.stepCorrect, .stateSolvable, .policyValue]

    /// This value head learns the label.
    public var head: Int { Self.heads.firstIndex(of: self) ?? 0 }

    /// The scores of the bundled process scorer of this label are stored under this name.
    public var scorer: String { "prm-\(rawValue)" }

    /// The key is the word for the label in stored evaluations and in the symbols of value heads, such as
    /// `policy_value`.
    public var key: String { rawValue.replacing("-", with: "_") }
}
