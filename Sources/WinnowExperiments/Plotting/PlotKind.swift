/// The pictures of runs, by the names that users type: for each there is one file that makes a ``Plot`` of figures.
public enum PlotKind: String, CaseIterable, Sendable {
    case accuracy
    case histogram
    case dial
    case stopping

    /// What the picture shows, in one sentence.
    public var summary: String {
        switch self {
        case .accuracy: "right answers of each strategy against its budget or what it spends"
        case .histogram: "how many problems have which share of right candidates"
        case .dial: "right answers under a verifier of any rates, minus those of the majority, at the largest budget"
        case .stopping: "samples that rules which stop early save, against right answers; budgets are their caps"
        }
    }

    /// What can be asked of a picture.
    public enum Choice: String, CaseIterable, Sendable {
        case strategies
        case budgets
        case axis
        case byDifficulty = "by-difficulty"
        case allowRagged = "allow-ragged"
    }

    /// What can be asked of this one.
    public var choices: Set<Choice> {
        switch self {
        case .accuracy: Set(Choice.allCases)
        case .histogram: []
        case .dial: [.budgets]
        case .stopping: [.strategies, .budgets]
        }
    }
}
