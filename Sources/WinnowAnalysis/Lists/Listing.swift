import WinnowDomains
public import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The lists say what there is to choose from: domains, strategies, bundled models and the runs of a database.
public enum Listing {
    /// All strategies have these names, in the order of tables.
    public static var strategyNames: [String] { Strategies.all.map(\.name) }

    /// The rules that stop sampling early have these names.
    public static var ruleNames: [String] { AdaptiveVote.all.map(\.name) }

    /// Lists the domains with an example of a problem and an answer.
    public static func domains() -> Report { Report(domainsTable()) }

    /// Lists the strategies with what they need and what they promise.
    public static func strategies() -> Report { Report(strategiesTable()) }

    /// Lists the bundled models with their size, their training and their accuracy.
    ///
    /// - Throws: `ModelError` for a damaged model.
    public static func models() throws -> Report { Report(try modelsTable()) }

    /// Lists the bundled scorers with their training and what they achieve.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for a damaged scorer.
    /// - Parameter folder: the folder whose scorers are listed; nil for the bundled ones.
    public static func scorers(in folder: String? = nil) throws -> Report { Report(try scorersTable(in: folder)) }

    /// Lists the tools that judged the runs of a database, and whose word counts.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every judgement and score once.
    public static func judges(database path: String) throws -> Report { Report(try judgesTable(database: path)) }

    /// Lists the runs of a database with their configuration, counts and pool digests.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every candidate once.
    public static func runs(database path: String) throws -> Report { Report(try runsTable(database: path)) }
}

extension Listing {
    static func domainsTable() -> Table {
        Table(
            title: "Domains",
            columns: [
                Column("domain"), Column("verifier"), Column("problem"), Column("answer"), Column("summary"),
            ],
            rows: Domains.all.map { domain in
                [
                    .text(domain.name), .text(domain.verifier.promises), .text(domain.example.problem),
                    .text(domain.example.answer), .text(domain.summary),
                ]
            },
            footnotes: [
                "A sound verifier never accepts a wrong answer, a complete one never rejects a right one; "
                    + "an answer key computes the answer itself."
            ])
    }
}

extension VerifierDeclaration {
    /// It says in words what is promised.
    var promises: String {
        let promises = [
            sound ? "sound" : nil, complete ? "complete" : nil, solvesTheProblem ? "answer key" : nil,
        ].compactMap { $0 }
        return promises.isEmpty ? "no guarantee" : promises.joined(separator: ", ")
    }
}

extension Listing {
    static func strategiesTable() -> Table {
        Table(
            title: "Strategies",
            columns: [Column("strategy"), Column("guarantee"), Column("estimator"), Column("summary")],
            rows: (Strategies.all + Strategies.byRounds).map { strategy in
                [
                    .text(strategy.name), .text(strategy.guarantee(verifierIsSound: true).rawValue),
                    .text(strategy.estimatorName()), .text(strategy.summary),
                ]
            },
            footnotes: [
                "A guarantee holds where the domain's verifier is sound, as all bundled ones are.",
                "Of any scorer NAME whose scores are stored (see winnow judge): NAME-max, NAME-vote, NAME-cisc (softmax "
                    + "weights), NAME-top5-vote and NAME-top10%-vote (majority among the best), NAME-over0.5-vote (among those "
                    + "above a threshold), NAME-borda (votes by rank), NAME-majority-of-bests, NAME-best-of-majority. NAME-min-max and the like reduce the scores of its steps; NAME-x4-max averages 4 of "
                    + "its repeats. prm stands for the process scorer of --prm-target.",
                "Of any judge NAME whose comparisons are stored (winnow judge --gives knockout, swiss or genselect): "
                    + "knockout-NAME, swiss-NAME and genselect-NAME, the winner of a tournament.",
            ])
    }
}

extension Listing {
    static func judgesTable(database path: String) throws -> Table {
        let store = try Store(path: path, readOnly: true)
        var table = Table(
            title: "Judges of \(path)",
            columns: [
                Column("run", kind: .integer), Column("kind"), Column("judge"), Column("version", kind: .integer),
                Column("candidates", kind: .integer), Column("counts"), Column("promises"), Column("evidence"),
                Column("sha256"),
            ],
            footnotes: [
                "Tables and views read the judges that count; --verifier NAME reads another verifier's verdicts. Of several "
                    + "verifiers the domain's own counts, or the only one."
            ])
        for run in try store.runs() {
            for judge in try store.judgeOverview(of: run.id) {
                let declared = judge.tool.record.declaration.flatMap(VerifierDeclaration.init)
                table.append([
                    .integer(Int(run.id.value)), .text(judge.tool.record.kind.rawValue),
                    .text(ToolName.text(of: judge.tool.record)), .integer(judge.tool.record.version),
                    .integer(judge.candidates), .text(judge.counts ? "yes" : "no"),
                    declared.map { .text($0.promises) } ?? .missing,
                    declared.map { .text($0.evidence.rawValue) } ?? .missing,
                    judge.tool.record.sha256.isEmpty ? .missing : .text(judge.tool.record.sha256),
                ])
            }
        }
        return table
    }

    static func runsTable(database path: String) throws -> Table {
        let store = try Store(path: path, readOnly: true)
        let rate = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "Runs of \(path)",
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("problem_set"),
                Column("temperature", kind: .number(.decimal(digits: 2))), Column("top_k", kind: .integer),
                Column("top_p", kind: .number(.decimal(digits: 2))), Column("max_tokens", kind: .integer),
                Column("seed", alignment: .right), Column("problems", kind: .integer),
                Column("candidates", kind: .integer), Column("tokens", kind: .integer),
                Column("truncated", kind: rate), Column("unparsable", kind: rate), Column("created"),
                Column("pool_digest"),
            ])
        for run in try store.overview() {
            table.append([
                .integer(Int(run.id.value)), .text(run.domain), .text(run.model), .text(run.problemSet),
                run.temperature.map { .number($0) } ?? .missing, run.topK.map { .integer($0) } ?? .missing,
                run.topP.map { .number($0) } ?? .missing, run.maxTokens > 0 ? .integer(run.maxTokens) : .missing,
                // Seeds use all 64 bits, more than an integer cell has.
                .text("\(run.seed)"), .integer(run.problems), .integer(run.candidates), .integer(run.tokens),
                run.rates.truncated.map { .number($0) } ?? .missing,
                run.rates.unparsable.map { .number($0) } ?? .missing, .text(run.createdAt),
                .text(try PoolDigest.sha256(of: run.id, in: store)),
            ])
        }
        return table
    }
}
