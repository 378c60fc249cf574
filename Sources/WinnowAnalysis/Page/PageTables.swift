import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension RunSummary {
    /// The table says what each strategy spends on a problem at the largest budget, in expectation.
    var costTable: Table {
        let whole = rows.filter { $0.difficulty == "all" }
        let budget = whole.map(\.budget).max() ?? 0
        let amount = Column.Kind.number(.decimal(digits: 1))
        let flops = Column.Kind.number(.scientific(digits: 2))
        let hasPrompts = pools.loop != nil
        let seen = whole.filter { $0.budget == budget }
        let hasScores = seen.contains { $0.spent.scoring.calls > 0 }
        var table = Table(
            title: "Run \(pools.title): what a strategy spends on a problem at k = \(budget)",
            columns: [
                Column("strategy"), Column("right", kind: .estimate(.percent(digits: 1))),
                Column("samples", kind: amount), Column("tokens", kind: amount),
            ] + (hasPrompts ? [Column("prompt_tokens", header: "prompt tokens", kind: amount)] : []) + [
                Column("flops", header: "FLOPs", kind: flops), Column("calls", header: "verifier calls", kind: amount),
                Column("distinct_calls", header: "distinct calls", kind: amount),
            ] + (hasScores ? [Column("scorer_flops", header: "FLOPs of scorers", kind: flops)] : []),
            footnotes: [
                "Expectations per problem. FLOPs are 2 per multiply-add, the prompt once per problem; those of scorers are in "
                    + "them. A call is a verdict on a candidate with an answer, a distinct one on an answer that was not "
                    + "judged before. What is not known is empty."
            ])
        for row in seen {
            var cells: [Cell] = [
                .text(row.strategy.name), .estimate(row.right, low: row.interval.low, high: row.interval.high),
                .number(row.spent.samples), pools.tokensCell(row.spent.tokens),
            ]
            if hasPrompts { cells.append(.number(row.spent.promptTokens)) }
            cells += [
                pools.knowsFlops ? .number(row.spent.flops) : .missing, .number(row.spent.verifierCalls),
                .number(row.spent.distinctVerifierCalls),
            ]
            if hasScores { cells.append(.number(row.spent.scoring.flops)) }
            table.append(cells)
        }
        return table
    }
}

/// The provenance says where each run of a page comes from, as it is stored.
enum PageProvenance {
    /// Makes a table for each run, and one of the tools that judged them.
    ///
    /// - Throws: `StoreError` for a database that cannot be read.
    /// - Complexity: linear in the candidates, for the pool's digest.
    static func report(of runs: [Stored<RunRecord>], in store: Store, request: PageRequest) throws -> Report {
        var sections: [Report.Section] = [
            .table(
                Table(
                    title: "This page", columns: [Column("what"), Column("value")],
                    rows: [
                        [.text("written by"), .text("winnow \(request.version)")],
                        [.text("commit"), .text(request.commit)],
                        [.text("machine"), .text(request.machine)], [.text("command"), .text(request.command)],
                        [.text("database"), .text(store.path)],
                    ],
                    footnotes: [
                        "The page has no time of its own: written again by the same program on the same machine from the same "
                            + "database it is the same file. A commit is known of programs that make built in a checkout; "
                            + "-dirty says that sources were changed since. A run's commit and machine are those that began it."
                    ]))
        ]
        for run in runs { sections.append(.table(try table(of: run, in: store))) }
        sections.append(.detail(try tools(of: runs, in: store)))
        return Report(sections)
    }

    private static func table(of run: Stored<RunRecord>, in store: Store) throws -> Table {
        let record = run.record
        let (model, set) = (try store.model(record.model), try store.problemSet(record.problemSet))
        let pace = try store.pace(of: run.id)
        let origin = SourceParameters.origin(of: record)
        let limits = [
            record.temperature.map { "temperature \($0)" }, record.topK.map { "top-k \($0)" },
            record.topP.map { "top-p \($0)" }, record.maxTokens > 0 ? "at most \(record.maxTokens) tokens" : nil,
        ].compactMap { $0 }
        let rows: [(String, String)] = [
            ("kind", record.kind.rawValue), ("begun", record.createdAt), ("winnow", record.winnowVersion),
            ("commit", origin.commit ?? "unknown"), ("machine", origin.machine ?? "unknown"),
            ("kernels", record.kernelPath), ("model", "\(model.name), SHA-256 \(model.sha256)"),
            ("parameters", model.parameters > 0 ? "\(model.parameters)" : ""),
            ("problem set", "\(set.name), version \(set.version), SHA-256 \(set.sha256)"),
            ("seed", "\(record.seed)"), ("sampling", limits.joined(separator: ", ")),
            ("settings", CutText(record.configurationJSON, limit: 2_000).text), ("identity", record.identity),
            ("pool digest", try PoolDigest.sha256(of: run.id, in: store)),
            (
                "seconds of sampling",
                pace.map { "\($0.seconds.rounded(toTenths: 10)) for \($0.candidates) candidates" } ?? ""
            ),
        ]
        return Table(
            title: "Run \(run.id): \(set.domain) \(model.name)", columns: [Column("what"), Column("value")],
            rows: rows.filter { !$0.1.isEmpty }.map { [.text($0), .text($1)] })
    }

    private static func tools(of runs: [Stored<RunRecord>], in store: Store) throws -> Table {
        var table = Table(
            title: "What judged the candidates",
            columns: [
                Column("run", kind: .integer), Column("kind"), Column("judge"), Column("version", kind: .integer),
                Column("candidates", kind: .integer), Column("counts"), Column("sha256", header: "SHA-256"),
            ])
        for run in runs {
            for judge in try store.judgeOverview(of: run.id) {
                table.append([
                    .integer(Int(run.id.value)), .text(judge.tool.record.kind.rawValue),
                    .text(ToolName.text(of: judge.tool.record)), .integer(judge.tool.record.version),
                    .integer(judge.candidates), .text(judge.counts ? "yes" : "no"),
                    judge.tool.record.sha256.isEmpty ? .missing : .text(judge.tool.record.sha256),
                ])
            }
        }
        return table
    }
}

extension Double {
    fileprivate func rounded(toTenths tenths: Double) -> Double { (self * tenths).rounded() / tenths }
}
