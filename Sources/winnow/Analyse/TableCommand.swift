import ArgumentParser
import WinnowAnalysis
import WinnowRuns
import WinnowStore

/// `winnow table`: strategies at budgets, from a database.
struct TableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Print how often each strategy is right at each budget, from a database.",
        discussion: """
            Nothing is sampled. Tables for people begin with the answer in words and have budgets across, a few strategies \
            and budgets unless more are named; CSV and JSON have one row per strategy and budget, with every figure.

            Examples:
              winnow table --db x.db --format csv
              winnow table --db x.db --run 1 --budgets 1,16,64 \\
                --strategies majority,verifier --by-difficulty
              winnow table --db x.db --run 1 --budgets 1,4,16,64 \\
                --strategies single,majority,verifier,oracle --columns budgets \\
                --format latex --label tab:right \\
                --caption "Right answers of the medium maze model."
            """)

    @OptionGroup var analysis: StrategyOptionGroup
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption
    @OptionGroup var arrangement: ArrangementOptions

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var verifier: VerifierOption

    @Flag(help: "Print the estimate of every problem.")
    var perProblem = false

    @Flag(help: "Print how legal traces and right answers go together, instead of strategies.")
    var traces = false

    @OptionGroup var cluster: ClusterOption

    @Flag(help: "Keep the estimates in the database, for its views.")
    var save = false

    func validate() throws {
        if arrangement.isGiven, traces || perProblem {
            throw ValidationError("--columns, --label and --caption are of tables of strategies.")
        }
        if traces, perProblem || save { throw ValidationError("--traces goes with neither --per-problem nor --save.") }
        if verifier.name != nil, traces || save {
            throw ValidationError(
                "--verifier goes with neither --traces nor --save: kept estimates are of the domains' own.")
        }
        if cluster.isAsked, traces || save || perProblem {
            throw ValidationError(
                "--cluster goes with none of --traces, --per-problem and --save: kept intervals are over problems.")
        }
        if traces || perProblem, analysis.byDifficulty {
            throw ValidationError("--traces and --per-problem name difficulties anyway: leave --by-difficulty out.")
        }
    }

    func run() async throws {
        var request = analysis.request
        request.verifier = verifier.name
        request.isClustered = cluster.isAsked
        let headline = analysis.headline(format)
        request.isHeadline = !arrangement.isGiven && headline?.choosesStrategies == true && !save && !perProblem
        let (bar, saving) = (quiet.progressBar, save)
        try await DatabaseFile.with(database.path, for: save ? .writing : .reading) { [request] store in
            let runs = try RunChoice.runs(
                run.elements.map(Int64.init), in: store, allowing: [.search, .stopped, .rounds])
            if traces {
                return Terminal.write(try TraceShareStudy(of: runs, in: store).report, as: format)
            }
            let study = try await interruptible {
                try await bar.during { observe in
                    try await BudgetStudy(of: runs, in: store, request, saving: saving, observe: observe)
                }
            }
            if perProblem { return Terminal.write(study.problemReport, as: format) }
            guard !arrangement.isGiven, let headline else {
                return Terminal.write(try arrangement.arranged(study.report), as: format)
            }
            Terminal.write(study.report(headline, database: store.path), as: format)
        }
    }
}
