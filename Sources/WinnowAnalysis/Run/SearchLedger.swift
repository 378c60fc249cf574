import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

/// What the candidates of a guided search cost, as the run's own scores say it.
///
/// A search also pays for the branches that it drops, and shared beginnings are written once; the schema has no column
/// for either. Each candidate therefore has its share of its group's cost as two scores: by the tool `search-generator`
/// with tokens and FLOPs of the generator, and by `search-guide` with the guide's FLOPs and its last word on the
/// candidate. They add up to what was done, to the last token.
struct SearchLedger: Sendable {
    let settings: SearchSettings

    /// [problem][candidate].
    private let costs: [[SearchCost]]

    /// - Returns: nil for a run that is no search.
    /// - Throws: ``ExperimentError`` for a candidate whose cost is missing; `StoreError` for a search that does not say how
    ///   it was made.
    init?(of run: Stored<RunRecord>, _ entries: [RunPools.Entry], in store: Store) throws {
        guard run.record.kind == RunRecord.searchKind else { return nil }
        guard let settings = SearchSettings(run.record) else {
            throw StoreError.damaged(
                store.path, table: "run", row: run.id.value, column: "config_json", expected: "the settings of a search"
            )
        }
        self.settings = settings
        let tools = try store.scorers(of: run.id)
        var costs: [RowID<ProblemRecord>: [Int: SearchCost]] = [:]
        for tool in tools where tool.record.name == SearchCost.generatorTool {
            try store.forEachScore(of: run.id, by: tool.id) { row in
                costs[row.problem, default: [:]][row.sampleIndex] = SearchCost(tokens: row.tokens, flops: row.flops)
            }
        }
        for tool in tools where tool.record.name == SearchCost.guideTool {
            try store.forEachScore(of: run.id, by: tool.id) { row in
                costs[row.problem]?[row.sampleIndex]?.guideFlops = row.flops
            }
        }
        self.costs = try entries.map { entry in
            try entry.sampleIndices.map { index in
                guard let cost = costs[entry.problem.id]?[index] else {
                    throw ExperimentError(
                        "candidate \(index) of problem \(entry.problem.record.position) of search \(run.id) has no cost",
                        hint: "the search was interrupted; run it again to complete it")
                }
                return cost
            }
        }
    }

    /// What some of a problem's candidates cost together.
    func cost(of problem: Int, _ candidates: Range<Int>) -> SearchCost {
        costs[problem][candidates].reduce(into: SearchCost()) { $0 += $1 }
    }

    /// The strategies of tables for which none is named: the usual ones, and the guide's own pick.
    static func strategies(among usual: [any Strategy]) -> [any Strategy] {
        let own = [ScoreRule.max, .vote].map { ScoredStrategy(ScoreSource(SearchCost.guideTool), $0) as any Strategy }
        return usual.filter(\.appliesToSearches) + own
    }

    /// Whole groups: g, 2g, 4g … and all that every problem has.
    func budgets(upTo size: Int) -> [Int] {
        EstimationRequest.powersOfTwo(upTo: size / settings.group).map { $0 * settings.group }
    }
}
