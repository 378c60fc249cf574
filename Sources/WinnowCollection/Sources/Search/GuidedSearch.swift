import Foundation
import WinnowBounds
import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowModel
public import WinnowRuns
import WinnowScoring
public import WinnowSelection
public import WinnowStore

/// A request says what a user asks to search.
public struct SearchRequest: Sendable {
    public var plan: SamplingRequest
    public var method: SearchMethod
    /// The name of a bundled scorer's scores, such as `prm-policy-value` or `orm`.
    public var scorer: String
    /// The folder of the scorer; nil for the bundled one of each generator.
    public var folder: String?
    public var width: Int
    /// Candidates at the end of each search; trees are searched once, for the largest.
    public var budgets: [Int]
    public var reduction: StepReduction
    public var steps: Int

    public init(
        plan: SamplingRequest, method: SearchMethod, scorer: String, folder: String? = nil, width: Int, budgets: [Int],
        reduction: StepReduction, steps: Int
    ) {
        (self.plan, self.method, self.scorer, self.width) = (plan, method, scorer, width)
        self.folder = folder
        (self.budgets, self.reduction, self.steps) = (budgets, reduction, steps)
    }
}

/// Step-level searches of a generator's completions, guided by a process scorer.
///
/// Each search is a run of its own. What it finds is a function of the weights, the settings, the problem and the seed,
/// whatever else is searched beside it.
public struct GuidedSearch: Sendable {
    let request: SearchRequest
    let plans: [SamplingPlan]
    let threads: Int

    /// - Throws: ``ExperimentError`` for unknown names or impossible numbers.
    public init(_ request: SearchRequest) throws {
        guard request.width > 0, request.steps > 0, !request.budgets.isEmpty else {
            throw ExperimentError(
                "a search needs a width, steps and budgets of at least 1", hint: "leave them out for the usual ones")
        }
        for budget in request.budgets where budget < 1 || budget % request.width != 0 {
            throw ExperimentError(
                "budget \(budget) is no multiple of the width \(request.width)",
                hint: "use such as \(request.width.multipliedClamped(by: 4))")
        }
        self.request = request
        plans = try request.plan.plans()
        threads = request.plan.threads
    }

    /// Searches what is missing, and says which runs hold it.
    ///
    /// - Throws: `CancellationError` when cancelled; problems that were finished are stored.
    public func run(into store: Store, observe: @escaping WorkProgress.Observer) async throws -> [RowID<RunRecord>] {
        let collector = Collector(into: store, observe: observe)
        var runs: [RowID<RunRecord>] = []
        for plan in plans {
            let (guide, sha256) = try guide(for: plan)
            let budgets = Set(request.budgets).sorted()
            for budget in request.method == .beam ? budgets : budgets.suffix(1) {
                let settings = SearchSettings(
                    method: request.method, beams: request.method == .beam ? budget : nil,
                    rules: SearchRules(width: request.width, reduction: request.reduction, steps: request.steps),
                    guide: request.scorer, guideSHA256: sha256)
                let search = SearchSource(
                    plan: plan, settings: settings, candidates: budget, guide: guide, threads: threads)
                runs.append(try await search.collect(into: collector))
            }
        }
        return runs
    }

    /// The scorer of the plan's generator.
    private func guide(for plan: SamplingPlan) throws -> (StepScorer, String) {
        let name = request.scorer
        let target = ProcessLabel.heads.first { $0.scorer == name }
        guard target != nil || name == ScorerKind.orm.rawValue else {
            let known = ProcessLabel.heads.map(\.scorer) + [ScorerKind.orm.rawValue]
            throw ExperimentError(
                "no search is guided by \"\(name)\"", hint: "use one of \(known.joined(separator: ", "))")
        }
        let kind = target == nil ? ScorerKind.orm : .prm
        let loaded =
            try request.folder.map { try ScorerCatalogue.load(URL(filePath: $0), for: plan.domain) }
            ?? ScorerCatalogue.load(kind.rawValue, generator: plan.model.name, for: plan.domain)
        guard loaded.information.kind == kind else {
            throw ExperimentError(
                "\(loaded.folder.path) holds a scorer of the kind \(loaded.information.kind.rawValue), not \(kind.rawValue)",
                hint: "give the folder of one that \(name) can be")
        }
        guard let scorer = loaded.stepScorer(target ?? .policyValue) else {
            throw ExperimentError("\(name) says nothing of single steps", hint: "use prm-policy-value")
        }
        return (scorer, loaded.sha256)
    }
}
