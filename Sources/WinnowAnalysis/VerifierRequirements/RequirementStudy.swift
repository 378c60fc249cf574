public import WinnowCore
public import WinnowReport
public import WinnowSelection
public import WinnowStore

/// The study of how good a verifier must be before it is worth building.
public struct RequirementStudy: Study {
    /// One for each run.
    public let runs: [Requirement]

    init(_ runs: [Requirement]) {
        self.runs = runs
    }

    /// Examines runs one after the other.
    ///
    /// - Parameter scorer: a scorer to place among the verifiers, with the run on which its threshold is chosen.
    /// - Throws: ``ExperimentError`` for a budget beyond a pool, an opponent without data, impossible rates, or a scorer
    ///   whose runs do not fit together.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: RequirementRequest,
        scorer: (name: String, tuneRun: Int64)? = nil, observe: WorkProgress.Observer
    ) async throws {
        let guesses = Strategies.any(of: [request.opponent], needs: .trainingAnswers)
        self.runs = try await RunPools.ofEach(
            runs, in: store, guesses: guesses, task: "looking at verifiers", observe: observe
        ) { pools in
            try await Requirement(
                of: pools, request, scorer: ScorerAsVerifier(scorer, of: pools, in: store), observe: observe)
        }
    }

    /// For people what is required, what may be paid and where a scorer stands, and the picture; for programs one row for
    /// each cell of them.
    public var report: Report {
        let tables = runs.flatMap { run in
            [run.rateTable] + (run.breakEvens.isEmpty ? [] : [run.priceTable])
                + (run.scorer.map { [run.scorerTable($0)] } ?? [])
        }
        return Report(
            tables.map { .table($0) } + [.plot(plot)],
            data: Table(columns: Requirement.longColumns, rows: runs.flatMap(\.longRows)))
    }
}

extension RequirementRequest {
    /// What a picture asks of each run: several prices of a call for one run, free calls for several.
    public static func picture(budgets: [Int], noise: VerdictNoise, runs: Int) -> RequirementRequest {
        RequirementRequest(
            budgets: budgets, falsePositiveRates: [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2],
            callPrices: runs == 1 ? RequirementRequest.usualCallPrices : [], noise: noise, verifiers: [])
    }
}
