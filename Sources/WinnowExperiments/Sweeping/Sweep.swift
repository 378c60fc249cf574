public import WinnowReport
public import WinnowStore

/// Samples a grid of pools, each with its greedy run, and summarises strategies on them.
public struct Sweep: Sendable {
    public let plans: [SamplingPlan]
    public let threads: Int

    public init(_ request: SamplingRequest) throws {
        plans = try request.plans()
        threads = request.threads
    }

    /// Draws what is missing of every pool and of its greedy run.
    ///
    /// - Returns: the sampling runs, in the order of the plans.
    /// - Throws: `CancellationError` when cancelled; what was done is committed.
    public func sample(into store: Store, observe: @escaping Progress.Observer) async throws -> [RowID<RunRecord>] {
        let sampling = CandidateSampling(store: store, threads: threads)
        var runs: [RowID<RunRecord>] = []
        for plan in plans {
            runs.append(try await sampling.run(plan, observe: observe))
            try await sampling.run(plan.greedy, observe: observe)
        }
        return runs
    }

    /// Samples, then summarises every pool and keeps the estimates.
    public func run(
        into store: Store, _ request: AnalysisRequest, observe: @escaping Progress.Observer
    ) async throws -> [RunSummary] {
        let runs = try await sample(into: store, observe: observe)
        return try await Analysis.summaries(
            of: Analysis.runs(runs, in: store), in: store, request,
            extents: plans.map { RunPools.Extent(problems: $0.problems, samples: $0.samples) }, saving: true,
            observe: observe)
    }

    /// One line per pool: its run and its size.
    public func report(_ runs: [RowID<RunRecord>]) -> String {
        zip(plans, runs).map { plan, run in
            "run \(run): \(plan.title), \(plan.problems) problems × \(plan.samples) candidates\n"
        }.joined()
    }
}

/// Reading runs of a database and summarising them.
public enum Analysis {
    /// How a database is opened.
    public enum Access: Sendable {
        /// An existing file, left as it is.
        case reading
        /// An existing file.
        case writing
        /// A file that is made when there is none.
        case creating
    }

    /// Opens a database.
    public static func open(_ path: String, for access: Access = .reading) throws -> Store {
        try Store(path: path, readOnly: access == .reading, create: access == .creating)
    }

    /// Opens a database for some work.
    ///
    /// When the work fails, a file that this call made and that nothing was stored in is removed again.
    ///
    /// - Throws: what the work throws; `StoreError` when the file cannot be opened, and when it is not there any more
    ///   after the work.
    public static func with(
        _ path: String, for access: Access, _ work: (Store) async throws -> Void
    ) async throws {
        let store = try open(path, for: access)
        do {
            try await work(store)
        } catch {
            store.discardIfUnused()
            throw error
        }
        if access != .reading { try store.checkFile() }
    }

    /// The runs of a sweep, after it.
    static func runs(_ ids: [RowID<RunRecord>], in store: Store) throws -> [Stored<RunRecord>] {
        try runs(ids.map(\.value), in: store)
    }

    /// The runs with these numbers, or all sampling runs when none is given.
    ///
    /// - Throws: ``ExperimentError`` when a run does not exist or there is none at all.
    ///
    /// - Parameter allowingSearches: whether guided searches may be named: their candidates are no independent samples.
    public static func runs(
        _ numbers: [Int64], in store: Store, allowingSearches: Bool = false
    ) throws -> [Stored<RunRecord>] {
        let all = try store.runs()
        guard !numbers.isEmpty else {
            // A run that was killed before its first batch has nothing to say.
            let sampling = try all.filter { try $0.record.kind != "greedy" && store.revision(of: $0.id) > 0 }
            guard !sampling.isEmpty else {
                throw ExperimentError(
                    "\(store.path) has no runs", hint: "sample one with `winnow sweep --db \(store.path)`")
            }
            return sampling
        }
        var seen: Set<Int64> = []
        return try numbers.filter { seen.insert($0).inserted }.map { number in
            guard let run = all.first(where: { $0.id.value == number }) else {
                throw ExperimentError(
                    "\(store.path) has no run \(number)", hint: "see `winnow list runs --db \(store.path)`")
            }
            guard allowingSearches || run.record.kind != RunRecord.searchKind else {
                throw ExperimentError(
                    "run \(number) is a guided search, whose candidates are no independent samples",
                    hint: "see it in `winnow table` and `winnow compare`")
            }
            return run
        }
    }

    /// Summarises runs one after the other.
    ///
    /// - Parameters:
    ///   - extents: the part of each run to read; nil for whole runs.
    ///   - saving: keep the estimates in the store, for the views.
    public static func summaries(
        of runs: [Stored<RunRecord>], in store: Store, _ request: AnalysisRequest,
        extents: [RunPools.Extent]? = nil, saving: Bool, observe: Progress.Observer
    ) async throws -> [RunSummary] {
        var summaries: [RunSummary] = []
        for index in runs.indices {
            let pools = try RunPools(
                runs[index], in: store, extent: extents?[index], guesses: request.includesGuess,
                verifier: request.verifier.map { try RunVerifier(named: $0, of: runs[index].id, in: store) }
            ).scored(for: request, in: store)
            await observe(
                Progress(task: "estimating", done: Double(index), total: Double(runs.count), detail: pools.title))
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

    /// The traces of runs against their answers, in a format; runs without traces are left out.
    public static func traceText(
        of runs: [Stored<RunRecord>], in store: Store, as format: TableFormat
    ) throws -> String {
        TraceSummary.table(try runs.flatMap { TraceSummary.summaries(of: try RunPools($0, in: store, guesses: false)) })
            .rendered(as: format)
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
