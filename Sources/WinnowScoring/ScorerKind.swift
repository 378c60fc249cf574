/// A kind of learned scorer; raw values are what users type after `--kind`.
public enum ScorerKind: String, CaseIterable, Codable, Sendable {
    /// Right or wrong in the end, predicted after every token (Cobbe et al., arXiv 2110.14168).
    case orm

    /// One value at the end of each step for each of three targets, named and never mixed: see ``StepTarget``.
    case prm

    /// Answers yes or no to problem and candidate; the score is the probability of yes (arXiv 2408.15240).
    case yesno

    /// Writes a short check before it says yes or no, and can be asked again and again.
    case yesnoCheck = "yesno-check"

    /// A logistic model on what the generator itself says of a candidate.
    case logistic

    /// The symbols that a scorer's vocabulary has behind its generator's.
    public var reservedSymbols: [String] {
        switch self {
        case .orm: ["<value>"]
        case .prm: StepTarget.allCases.map { "<\($0.rawValue)>" }
        case .yesno: ["<question>", "<yes>", "<no>"]
        case .yesnoCheck: ["<question>", "<yes>", "<no>", "<pass>", "<fail>"]
        case .logistic: []
        }
    }

    /// How many of them, all of them or none, have value heads.
    public var valueHeads: Int {
        switch self {
        case .orm, .prm: reservedSymbols.count
        case .yesno, .yesnoCheck, .logistic: 0
        }
    }
}

/// What a process scorer's value at the end of a step means.
///
/// Source: Lightman et al., arXiv 2305.20050 (correctness); Wang et al., "Math-Shepherd", arXiv 2312.08935 (values).
public enum StepTarget: String, CaseIterable, Codable, Sendable {
    /// The trace validator finds no error in the step; learned up to and including a candidate's first wrong step.
    case stepCorrect = "step_correct"

    /// The right answer can be reached from the state after the step without backtracking.
    case stateSolvable = "state_solvable"

    /// The generator ends right when it goes on from here; of a finished candidate, whether it is right.
    case policyValue = "policy_value"

    /// The value head that learns it.
    public var head: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The scorer's name, such as `prm-policy-value`.
    public var scorerName: String { "prm-" + rawValue.replacing("_", with: "-") }
}
