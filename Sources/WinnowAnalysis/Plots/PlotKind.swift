/// The pictures of runs, by the names that users type: for each there is one file that makes a ``Plot`` of figures.
public enum PlotKind: String, CaseIterable, Sendable {
    case accuracy
    case histogram
    case dial
    case require
    case stopping
    case risk = "risk-coverage"

    /// What the picture shows, in one sentence.
    public var summary: String {
        switch self {
        case .accuracy: "right answers of each strategy against its budget or what it spends"
        case .histogram: "how many problems have which share of right candidates"
        case .dial: "first accepted minus majority, by the verifier's rates, at the largest budget"
        case .require: "how good a verifier must be to beat the majority; of a single run also by price"
        case .risk: "wrong answers against the share of problems answered, as unsure answers are withheld"
        case .stopping: "samples saved by rules that stop early, and right answers; budgets are their caps"
        }
    }

    /// What can be asked of a picture.
    public enum Choice: String, CaseIterable, Sendable {
        case strategies
        case budgets
        case axis
        case per
        case byDifficulty = "by-difficulty"
        case allowRagged = "allow-ragged"
        case scorer
    }

    /// What can be asked of this one.
    public var choices: Set<Choice> {
        switch self {
        case .accuracy: [.strategies, .budgets, .axis, .byDifficulty, .allowRagged]
        case .histogram: []
        case .dial: [.budgets, .per]
        case .require: [.budgets, .per, .scorer]
        case .stopping, .risk: [.strategies, .budgets]
        }
    }
}
