public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A summary says what a run's traces have to do with its answers: the 2×2 of legal and right, unreadable traces apart.
struct TraceSummary: Sendable {
    private let pools: RunPools
    private let difficulty: String
    private let legal: [Double]
    private let legalCandidates: Int
    private let shares: [[Double]]

    /// The table has these cells, as shares of all candidates.
    private enum Cell: Int, CaseIterable {
        case legalRight
        case legalWrong
        case illegalRight
        case illegalWrong
        case unreadable
    }

    /// Makes the summaries of all problems and of each difficulty; none for a model that writes no traces.
    static func summaries(of pools: RunPools) -> [TraceSummary] {
        guard pools.rates.traceLegal != nil else { return [] }
        return ["all", "easy", "medium", "hard"].compactMap { TraceSummary(pools, difficulty: $0) }
    }

    /// Problems count equally, however many candidates they have. Nil without a problem of the difficulty.
    private init?(_ pools: RunPools, difficulty: String) {
        let entries = pools.entries.filter { difficulty == "all" || $0.problem.record.difficulty == difficulty }
        guard !entries.isEmpty else { return nil }
        self.pools = pools
        self.difficulty = difficulty
        shares = entries.map { entry in
            var counts = [Double](repeating: 0, count: Cell.allCases.count)
            for candidate in entry.pool.candidates {
                let isRight = candidate.answer != nil && candidate.isRight
                let cell: Cell =
                    switch candidate.traceIsLegal {
                    case true?: isRight ? .legalRight : .legalWrong
                    case false?: isRight ? .illegalRight : .illegalWrong
                    case nil: .unreadable
                    }
                counts[cell.rawValue] += 1
            }
            return counts.map { $0 / Double(entry.pool.candidates.count) }
        }
        legalCandidates = entries.reduce(0) { sum, entry in
            sum + entry.pool.candidates.count { $0.traceIsLegal == true }
        }
        legal = shares.map { $0[Cell.legalRight.rawValue] + $0[Cell.legalWrong.rawValue] }
    }

    /// Makes a table with one row per run and difficulty.
    static func table(_ summaries: [TraceSummary]) -> Table {
        let share = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "Traces and answers, shares of all candidates",
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("difficulty"),
                Column("problems", kind: .integer),
                Column("legal", kind: .estimate(.percent(digits: 1))),
                Column("legal_right", header: "legal, right", kind: share),
                Column("legal_wrong", header: "legal, wrong", kind: share),
                Column("illegal_right", header: "illegal, right", kind: share),
                Column("illegal_wrong", header: "illegal, wrong", kind: share),
                Column("unreadable", kind: share), Column("legal_candidates", header: "legal traces", kind: .integer),
                Column("right_if_legal", header: "right if legal", kind: share),
                Column("right_if_illegal", header: "right if illegal", kind: share),
            ])
        for summary in summaries { table.append(summary.row) }
        table.footnotes = [
            "Legal: every step of the trace follows the grammar, the arithmetic and the bookkeeping, and every claim in "
                + "it is true. Unreadable: truncated, or without an answer marker. Intervals: 95 %, over problems. "
                + "Difficulty alone makes legality and correctness go together; the rows of one difficulty are the fairer "
                + "comparison."
        ]
        return table
    }

    private var row: [WinnowReport.Cell] {
        func average(_ cell: Cell) -> Double { mean(of: shares.map { $0[cell.rawValue] }) }
        func conditional(_ right: Cell, _ wrong: Cell) -> WinnowReport.Cell {
            let total = average(right) + average(wrong)
            return total > 0 ? .number(average(right) / total) : .missing
        }
        let interval = Interval.interval(of: legal)
        return [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .text(difficulty), .integer(shares.count),
            .estimate(mean(of: legal), low: interval?.low, high: interval?.high),
            .number(average(.legalRight)), .number(average(.legalWrong)), .number(average(.illegalRight)),
            .number(average(.illegalWrong)), .number(average(.unreadable)), .integer(legalCandidates),
            conditional(.legalRight, .legalWrong), conditional(.illegalRight, .illegalWrong),
        ]
    }
}

/// The study is of legal traces and right answers over all candidates.
public struct TraceShareStudy: Study {
    private let summaries: [TraceSummary]

    /// Reads runs; those without traces are left out.
    ///
    /// - Throws: ``ExperimentError`` for a run that cannot be read.
    public init(of runs: [Stored<RunRecord>], in store: Store) throws {
        summaries = try runs.flatMap { TraceSummary.summaries(of: try RunPools($0, in: store, guesses: false)) }
    }

    public var report: Report { Report(TraceSummary.table(summaries)) }
}
