import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The ledger of a guided search says what its candidates cost, group by group.
///
/// A search also pays for the branches that it drops, and shared beginnings are written once, so its cost is not that of
/// its candidates' tokens.
struct SearchLedger: Sendable {
    let settings: SearchSettings

    /// [problem][group].
    private let costs: [[SearchCost]]

    /// - Returns: nil for a run that is no search.
    /// - Throws: ``ExperimentError`` for a candidate whose cost is missing; `StoreError` for a search that does not say how
    ///   it was made.
    init?(of run: Stored<RunRecord>, _ entries: [RunPools.Entry], in store: Store) throws {
        guard run.record.kind == .search else { return nil }
        guard let settings = SearchSettings(run.record) else {
            throw StoreError.damaged(
                store.path, table: "run", row: run.id.value, column: "config_json", expected: "the settings of a search"
            )
        }
        self.settings = settings
        var costs: [RowID<ProblemRecord>: [Int: SearchCost]] = [:]
        for call in try store.calls(of: run.id) {
            var cost = costs[call.problem]?[call.sampleIndex] ?? SearchCost()
            switch call.purpose {
            case .generate: cost += SearchCost(calls: call.calls, tokens: call.tokensOut, flops: call.flops)
            case .guide: cost += SearchCost(guideFlops: call.flops)
            }
            costs[call.problem, default: [:]][call.sampleIndex] = cost
        }
        let group = settings.group
        self.costs = try entries.map { entry in
            try stride(from: 0, to: entry.sampleIndices.count, by: group).map { place in
                let index = entry.sampleIndices[place]
                guard let cost = costs[entry.problem.id]?[index] else {
                    throw ExperimentError(
                        "candidate \(index) of problem \(entry.problem.record.position) of search \(run.id) has no cost",
                        hint: "the search was interrupted; run it again to complete it")
                }
                return cost
            }
        }
    }

    /// What some of a problem's candidates cost together, which are whole groups.
    func cost(of problem: Int, _ candidates: Range<Int>) -> SearchCost {
        let groups = candidates.lowerBound / settings.group..<candidates.upperBound / settings.group
        return costs[problem][groups].reduce(into: SearchCost()) { $0 += $1 }
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
