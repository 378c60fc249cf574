public import WinnowCore
import WinnowReport
public import WinnowSelection
public import WinnowStore

/// A request says what a user asks to see.
public struct PlotRequest: Sendable {
    public var kind: PlotKind
    /// The strategies have these names; empty for those that the picture usually has.
    public var strategies: [String]
    /// It is empty for those that the picture usually has.
    public var budgets: [Int]
    /// This is the axis along which ``PlotKind/accuracy`` is drawn; nil for the budget.
    public var axis: Axis?
    /// The errors of verifiers that do not exist are drawn for this.
    public var noise: VerdictNoise
    public var byDifficulty: Bool
    public var allowsRagged: Bool
    /// All runs of ``PlotKind/accuracy`` are on one pair of axes, instead of in a panel each.
    public var isTogether: Bool
    /// ``PlotKind/require`` places this scorer among the verifiers, with the run on which its threshold is chosen; of
    /// several it shows what they gain.
    public var scorer: (names: [String], tuneRun: Int64)?
    /// The verdicts of the verifier of this name are read; nil for those of the one whose word counts.
    public var verifier: String?
    /// The bands of ``PlotKind/accuracy`` are over clusters of problems, instead of over problems.
    public var isClustered: Bool

    public init(
        _ kind: PlotKind, strategies: [String] = [], budgets: [Int] = [], axis: Axis? = nil,
        noise: VerdictNoise = .answer, byDifficulty: Bool = false, allowsRagged: Bool = false,
        isTogether: Bool = false, scorer: (names: [String], tuneRun: Int64)? = nil, verifier: String? = nil,
        isClustered: Bool = false
    ) {
        self.kind = kind
        self.strategies = strategies
        self.budgets = budgets
        self.axis = axis
        self.noise = noise
        self.byDifficulty = byDifficulty
        self.allowsRagged = allowsRagged
        self.isTogether = isTogether
        self.scorer = scorer
        self.verifier = verifier
        self.isClustered = isClustered
    }

    /// The files have this name, without an ending.
    public var fileName: String {
        if kind == .require, let scorer, scorer.names.count > 1 { return "gains" }
        return kind == .accuracy ? "\(kind.rawValue)-\(axis?.name ?? "budget")" : kind.rawValue
    }

    /// Computes the study whose report has the picture: one panel for each run, or one for all where they stand together.
    ///
    /// - Throws: ``ExperimentError`` for an unknown strategy, a budget beyond a pool, or missing data.
    public func study(
        of runs: [Stored<RunRecord>], in store: Store, observe: @escaping WorkProgress.Observer
    ) async throws -> any Study {
        switch kind {
        case .accuracy:
            var request = StrategyRequest(
                strategies: drawnStrategies, budgets: budgets,
                byDifficulty: byDifficulty, allowsRagged: allowsRagged, verifier: verifier)
            request.isClustered = isClustered
            try checkLooks(of: runs.count)
            var study = try await BudgetStudy(of: runs, in: store, request, against: axis, observe: observe)
            study.isTogether = isTogether
            return study
        case .histogram:
            return try await SuccessHistogram(of: runs, in: store, observe: observe)
        case .dial:
            return try await VerifierSurfaceStudy(
                of: runs, noise: noise, budget: budgets.max(), grid: .picture, in: store, observe: observe)
        case .require:
            let request = RequirementRequest.picture(budgets: budgets, noise: noise, runs: runs.count)
            if let scorer, scorer.names.count > 1 {
                guard runs.count == 1 else {
                    throw ExperimentError(
                        "the gains of several scorers are those of one run", hint: "name it with --run")
                }
                return try await GainStudy(
                    of: scorer.names, runs[0], tunedOn: scorer.tuneRun, in: store, request, observe: observe)
            }
            return try await RequirementStudy(
                of: runs, in: store, request, scorer: scorer.map { ($0.names[0], $0.tuneRun) }, observe: observe)
        case .risk:
            return try await SelectivePredictionStudy(
                of: runs, in: store, strategies: strategies, budget: budgets.max(), verifier: verifier,
                observe: observe)
        case .loops:
            return try await LoopStudy(of: store, observe: observe)
        case .stopping:
            return try await StoppingStudy(
                of: runs, in: store, StoppingRequest(rules: strategies), caps: budgets, observe: observe)
        }
    }
}

extension PlotRequest {
    /// The strategies of ``PlotKind/accuracy``: those that are named, or the usual ones.
    private var drawnStrategies: [String] {
        guard strategies.isEmpty else { return strategies }
        return isTogether ? BudgetStudy.strategiesTogether : BudgetStudy.drawnStrategies
    }

    /// - Throws: ``ExperimentError`` where lines of runs on one pair of axes would have to look alike.
    private func checkLooks(of runs: Int) throws(ExperimentError) {
        guard isTogether else { return }
        let names = Set(drawnStrategies).count
        guard names <= Palette.colourCount, runs <= (names == 1 ? Palette.colourCount : 1) * Palette.dashCount else {
            throw ExperimentError(
                "the lines of \(names) strategies on \(runs) runs cannot be told apart on one pair of axes",
                hint:
                    "name up to \(Palette.colourCount) --strategies and \(Palette.dashCount) runs, or leave --together out"
            )
        }
    }
}

/// A kind is a picture of runs, by the name that users type: for each there is one file that makes a ``Plot`` of
/// figures.
public enum PlotKind: String, CaseIterable, Sendable {
    case accuracy
    case histogram
    case dial
    case require
    case stopping
    case risk = "risk-coverage"
    case loops

    /// It says in one sentence what the picture shows.
    public var summary: String {
        switch self {
        case .accuracy: "right answers of each strategy against its budget or what it spends"
        case .histogram: "how many problems have which share of right candidates"
        case .dial: "first accepted minus majority, by the verifier's rates, at the largest budget"
        case .require: "how good a verifier must be to beat the majority; of a single run also by price"
        case .risk: "wrong answers against the share of problems answered, as unsure answers are withheld"
        case .loops: "right answers of back-prompting loops by rounds, by what the next prompt tells"
        case .stopping: "samples saved by rules that stop early, and right answers; budgets are their caps"
        }
    }

    /// A choice can be asked of some pictures.
    public enum Choice: String, CaseIterable, Sendable {
        case strategies
        case budgets
        case axis
        case per
        case byDifficulty = "by-difficulty"
        case allowRagged = "allow-ragged"
        case together
        case scorer
        case verifier
        case cluster
    }

    /// These can be asked of this one.
    public var choices: Set<Choice> {
        switch self {
        case .accuracy: [.strategies, .budgets, .axis, .byDifficulty, .allowRagged, .together, .verifier, .cluster]
        case .histogram, .loops: []
        case .dial: [.budgets, .per]
        case .require: [.budgets, .per, .scorer]
        case .stopping: [.strategies, .budgets]
        case .risk: [.strategies, .budgets, .verifier]
        }
    }
}
