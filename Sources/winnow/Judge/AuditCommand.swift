import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow audit`: published checkers beside the strict grade.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Ask whether the checkers of other projects are right, on a stored run.",
        discussion: """
            The rules by which other projects call an answer right, written anew from their documented behaviour, are put \
            to every candidate of a run beside the strict grade: how many each accepts, which of these are wrong, which \
            right ones it rejects, what it makes of the majority's accuracy, and whether strategies change places. \
            Nothing is stored.

            Countdown: Stream of Search, TinyZero, reasoning-gym's countdown and puzzle24. Maze: Searchformer's plan \
            check, and both revisions of the validator of A* traces. Imported texts with references: the strict-match \
            and flexible-extract of lm-evaluation-harness's GSM8K, and MATH's grader of boxed answers.

            --explain shows besides how they agree with each other, strategies graded by each, the first candidates that \
            they wrongly accept or reject, and for each the smallest counter-examples that a search against brute force \
            finds; --counter-examples prints these alone.

            Examples:
              winnow audit --db results/quickstart.db --run 3
              winnow audit --db results/quickstart.db --run 3 --format csv
              winnow audit --db x.db --explain
              winnow audit --db x.db --counter-examples --format csv
            """)

    @Option(
        help: ArgumentHelp(
            "Numbers of runs, separated by commas. (default: all sampled runs that checkers are known for)",
            valueName: "runs"))
    var run: CommaList<Int> = []

    @Flag(help: "Print the smallest counter-examples of the checkers alone.")
    var counterExamples = false

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let numbers = run.elements.map(Int64.init)
        let runs = try RunChoice.runs(numbers, in: store)
        let searches = counterExamples || format.explain
        let bar = quiet.progressBar
        let study = try await interruptible {
            try await bar.during { observe in
                try await AuditStudy(
                    of: runs, areNamed: !numbers.isEmpty, searches: searches, in: store, observe: observe)
            }
        }
        Terminal.write(counterExamples ? study.counterExampleReport : study.report, as: format)
    }
}
