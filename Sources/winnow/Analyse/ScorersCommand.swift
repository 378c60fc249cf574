import ArgumentParser
import WinnowAnalysis
import WinnowCore
import WinnowReport
import WinnowRuns
import WinnowStore

/// `winnow scorers`: what stored scores are worth.
struct ScorersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorers",
        abstract: "Show what scorers are worth: ranking, calibration, preferences, over-optimisation and transfer.",
        discussion: """
            Needs scores that winnow judge has stored; nothing is scored. For each run: how well each scorer tells right \
            from wrong answers, overall and within problems, by difficulty and by the position of steps; whether its \
            scores can be read as probabilities; whether it prefers illegal traces; and whether best-of-k falls again as k \
            grows. --transfer compares scorers on the runs of several generators instead.

            --first-error says how well judges find the first wrong step of solutions whose steps are labelled, as those of \
            ProcessBench are: its accuracy on erroneous and on correct solutions and their harmonic mean, F1, by problem set. \
            Judges are programs (winnow judge --gives first-error), scorers of steps, whose first score below a threshold \
            names the step, and validators of traces. The threshold of each half of the problems is chosen on the other \
            half, unless --threshold gives it or --tune-run names runs of other problems to choose it on.

            Examples:
              winnow scorers --db x.db --run 1
              winnow scorers --db x.db --run 1,2,3 --scorer orm,yesno --format csv
              winnow scorers --db x.db --run 1,2,3 --transfer --budget 64
              winnow scorers --db x.db --first-error
              winnow scorers --db x.db --first-error --run 3,4 --tune-run 1,2
              winnow scorers --db x.db --run 1 --first-error --labels validator
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp(
            "Names of scores, such as orm or prm-policy-value, separated by commas. (default: all)", valueName: "names")
    )
    var scorer: CommaList<String> = []

    @Flag(help: "Print how scorers do on the candidates of other generators.")
    var transfer = false

    @Option(
        help: ArgumentHelp("The k of best-of-k with --transfer. (default: the smallest pool's size)", valueName: "k"))
    var budget: Int?

    @Flag(help: "Print how well judges find the first wrong step of solutions with labels.")
    var firstError = false

    @Option(
        help: ArgumentHelp(
            "What the first wrong steps are with --first-error: a score of 1 and 0 of steps, or validator. (default: label, the file's labels, or else validator)",
            valueName: "name"))
    var labels: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A step that scores less is wrong, with --first-error.", valueName: "score"))
    var threshold: Double?

    @Option(
        help: ArgumentHelp(
            "Runs of other problems on which thresholds are chosen, with --first-error.", valueName: "runs"))
    var tuneRun: CommaList<Int> = []

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if budget != nil, !transfer { throw ValidationError("--budget goes with --transfer.") }
        if transfer, firstError { throw ValidationError("--transfer and --first-error are two tables: give one.") }
        if labels != nil || threshold != nil || !tuneRun.elements.isEmpty, !firstError {
            throw ValidationError("--labels, --threshold and --tune-run go with --first-error.")
        }
        if threshold != nil, !tuneRun.elements.isEmpty {
            throw ValidationError("A threshold is given or chosen: leave out --threshold or --tune-run.")
        }
        if let threshold, !threshold.isFinite { throw ValidationError("--threshold is a finite number.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        if firstError { return Terminal.write(try firstErrorStudy(of: store).report, as: format) }
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let (bar, names, transfer, budget) = (quiet.progressBar, scorer.elements, transfer, budget)
        let report = try await interruptible {
            try await bar.during { observe in
                try await transfer
                    ? ScorerTransfer(of: runs, scorers: names, budget: budget, in: store, observe: observe).report
                    : ScorerStudy(of: runs, scorers: names, in: store, observe: observe).report
            }
        }
        Terminal.write(report, as: format)
    }

    private func firstErrorStudy(of store: Store) throws -> FirstErrorStudy {
        func runs(_ numbers: [Int]) throws -> [Stored<RunRecord>] {
            try RunChoice.runs(numbers.map(Int64.init), in: store, allowing: [.ungraded, .stopped])
        }
        let tuned = try tuneRun.elements.isEmpty ? [] : runs(tuneRun.elements)
        var chosen = try runs(run.elements)
        if run.elements.isEmpty {
            // Unasked, those with labels are meant, and not those that thresholds are chosen on.
            let labelled = try FirstErrorStudy.labelled(chosen, by: labels, in: store)
            chosen = labelled.filter { run in
                !tuned.contains { $0.record.problemSet == run.record.problemSet }
            }
            guard !chosen.isEmpty || labelled.isEmpty else {
                throw ExperimentError(
                    "no run has labels of steps but those of --tune-run", hint: "name runs of other problems with --run"
                )
            }
        }
        let choice: FirstErrorStudy.ThresholdChoice =
            threshold.map { .fixed($0) } ?? (tuned.isEmpty ? .halves : .tuned(on: tuned))
        return try FirstErrorStudy(
            of: chosen, judges: scorer.elements, labels: labels, threshold: choice, in: store)
    }
}
