public import WinnowCore
public import WinnowReport
public import WinnowStore

extension RunSummary {
    /// Summarises runs one after the other.
    ///
    /// - Parameters:
    ///   - extents: the part of each run to read; nil for whole runs.
    ///   - saving: keep the estimates in the store, for the views.
    public static func all(
        of runs: [Stored<RunRecord>], in store: Store, _ request: AnalysisRequest,
        extents: [RunPools.Extent]? = nil, saving: Bool, observe: WorkProgress.Observer
    ) async throws -> [RunSummary] {
        var summaries: [RunSummary] = []
        for index in runs.indices {
            let pools = try RunPools(
                runs[index], in: store, extent: extents?[index], guesses: request.includesGuess,
                verifier: request.verifier.map { try RunVerifier(named: $0, of: runs[index].id, in: store) }
            ).scored(for: request, in: store)
            await observe(
                WorkProgress(task: "estimating", done: Double(index), total: Double(runs.count), detail: pools.title))
            summaries.append(try await summary(of: pools, request))
            if saving { try summaries[index].save(in: store) }
        }
        return summaries
    }

    private static func summary(of pools: RunPools, _ request: AnalysisRequest) async throws -> RunSummary {
        let estimation = try request.estimationRequest(pools)
        let columns = try await pools.columns(estimation)
        return RunSummary(pools, estimation, columns: columns, byDifficulty: request.byDifficulty)
    }

    /// The summaries in a format: for people one table per run and difficulty, for programs one long table.
    public static func text(_ summaries: [RunSummary], as format: TableFormat, perProblem: Bool = false) -> String {
        if perProblem { return RunSummary.perProblemTable(summaries).rendered(as: format) }
        switch format {
        case .csv, .spreadsheet, .json: return RunSummary.longTable(summaries).rendered(as: format)
        default:
            return summaries.flatMap(\.budgetTables).map { $0.rendered(as: format) }.joined(separator: "\n")
        }
    }
}
