import WinnowCore
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The steps of a page are the studies of its runs, each by itself, so that one without data stands in no other's way.
struct PageSteps {
    let runs: [Stored<RunRecord>]
    let store: Store
    let observe: WorkProgress.Observer

    /// Reports that a step has begun.
    func begin(_ step: Int, _ detail: String) async {
        await observe(WorkProgress(task: "writing the report", done: Double(step), total: 10, detail: detail))
    }

    /// Estimates the strategies; of runs with pools of several sizes also at budgets that not all problems reach.
    func budgets(_ request: PageRequest) async throws -> BudgetStudy {
        var strategies = StrategyRequest(strategies: try names(request), budgets: request.budgets)
        if request.strategies.isEmpty, try areLarge { strategies.options = Self.coarse }
        do {
            return try await BudgetStudy(of: runs, in: store, strategies) { _ in }
        } catch is ExperimentError {
            strategies.allowsRagged = true
            return try await BudgetStudy(of: runs, in: store, strategies) { _ in }
        }
    }

    /// Names the strategies to estimate; empty for all that a run has data for.
    ///
    /// Of large runs those that pictures show are enough, unless others are named: the rules that stop early and the votes of
    /// each scorer take longer than all others together.
    private func names(_ request: PageRequest) throws -> [String] {
        guard request.strategies.isEmpty else { return request.strategies == ["all"] ? [] : request.strategies }
        return try areLarge ? BudgetStudy.drawnStrategies : []
    }

    /// True where a page estimates few strategies, unless more are asked for.
    private var areLarge: Bool {
        get throws {
            var candidates = 0
            for run in runs { candidates += try store.candidateCount(of: run.id) }
            return candidates > Self.mostCandidates
        }
    }

    private static let mostCandidates = 100_000

    /// Of many problems fewer random subsets and orders do: their noise is that of a mean over all.
    private static let coarse = SelectionOptions(monteCarloDraws: 200, permutations: 50)

    /// Says which strategies were left out, if any.
    func leftOut(_ request: PageRequest) throws -> [String] {
        guard request.strategies.isEmpty, try areLarge else { return [] }
        return [
            "With more than \(Self.mostCandidates) candidates the page has the strategies \(FigureText.list(BudgetStudy.drawnStrategies)), "
                + "as far as there are data, those without a closed form by \(Self.coarse.monteCarloDraws) random subsets or "
                + "\(Self.coarse.permutations) orders of each pool, and verifiers no prices; winnow report --strategies all has the others."
        ]
    }

    /// A study of one run.
    private enum Kind: CaseIterable {
        case diagnosis
        case requirement
        case risk
        case scorers
        case traces

        var section: (name: String, label: String, title: String, lead: String) {
            switch self {
            case .diagnosis:
                (
                    "diagnosis", "Plateau", "Why the curves level off",
                    "How much more samples, a better choice and a verifier could still give."
                )
            case .requirement:
                (
                    "requirement", "Verifiers", "How good a verifier must be",
                    "Above a line verifying is right more often than voting; points are verifiers that have judged the run."
                )
            case .risk:
                (
                    "risk", "Risk", "Risk and coverage",
                    "How often given answers are wrong as the unsure ones are withheld."
                )
            case .scorers:
                ("scorers", "Scorers", "How far scorers can be trusted", "Ranking, calibration and over-optimisation.")
            case .traces:
                ("traces", "Traces", "Traces and answers", "What a legal trace has to do with a right answer.")
            }
        }
    }

    /// Makes the sections of the studies that look at a run alone.
    func studies(_ request: PageRequest) async throws -> [Page.Section] {
        let isShort = try request.strategies.isEmpty && areLarge
        var sections: [Page.Section] = []
        for (step, kind) in Kind.allCases.enumerated() {
            await begin(2 + step, kind.section.title)
            var parts: [Page.Part] = []
            for run in runs {
                try Task.checkCancellation()
                parts.append(.report(try await report(kind, of: run, isShort: isShort)))
            }
            let (name, label, title, lead) = kind.section
            sections.append(Page.Section(name, label: label, title, lead: lead, parts))
        }
        return sections
    }

    /// Makes the report of a study, or says why there is none.
    private func report(
        _ kind: Kind, of run: Stored<RunRecord>, isShort: Bool
    ) async throws -> Report {
        var traced = StrategyRequest(strategies: isShort ? BudgetStudy.drawnStrategies : [])
        if isShort { traced.options = Self.coarse }
        do {
            // Some studies are not of loops, searches and stopped runs.
            let chosen = try RunChoice.runs([run.id.value], in: store)
            switch kind {
            case .diagnosis: return try await Diagnosis(of: chosen, in: store) { _ in }.report
            case .requirement:
                return try await PlacedVerifiers(of: chosen[0], in: store, prices: !isShort) { _ in }.report
            case .risk:
                return try await SelectivePredictionStudy(of: chosen, in: store, strategies: [], budget: nil).report
            case .scorers: return try await ScorerStudy(of: chosen, scorers: [], in: store) { _ in }.report
            case .traces: return try await TraceStudy(of: chosen, in: store, traced) { _ in }.report
            }
        } catch let error as ExperimentError {
            return Self.absent(error, run)
        }
    }

    private static func absent(_ error: ExperimentError, _ run: Stored<RunRecord>) -> Report {
        Report([.note("Not of run \(run.id): \(error.problem) (\(error.hint)).")])
    }

    /// Makes the matrix of differences of each run, at its largest budget.
    func matrices(of summaries: [RunSummary]) throws -> Report {
        var sections: [Report.Section] = []
        for summary in summaries {
            let size = summary.pools.loop?.last ?? summary.pools.poolSize
            let budget = summary.rows.map(\.budget).filter { $0 <= size }.max() ?? 0
            let names = summary.rows.filter { $0.budget == budget && $0.difficulty == "all" }.map(\.strategy.name)
            let scorer = summary.scorerShown?.name
            let chosen = names.filter { BudgetStudy.drawnStrategies.contains($0) || $0 == scorer }
            let contenders = chosen.count > 1 ? chosen : Array(names.prefix(Self.mostContenders))
            guard contenders.count > 1 else {
                sections.append(.note("Run \(summary.pools.title) has one strategy alone."))
                continue
            }
            let study = try ComparisonStudy(contenders, at: budget, of: summary)
            sections.append(.table(study.matrix(title: "Run \(summary.pools.title), k = \(budget)")))
        }
        return Report(sections)
    }

    /// A matrix of more contenders is too wide to be read.
    private static let mostContenders = 8
}
