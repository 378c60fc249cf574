import ArgumentParser
import WinnowAnalysis
import WinnowReport
import WinnowRuns

/// `winnow list`: what there is to choose from.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "List the domains, strategies, bundled models and scorers, or the runs, judges, comparisons, problems and "
            + "disagreements of a database.",
        discussion: """
            Examples:
              winnow list domains
              winnow list strategies --format markdown
              winnow list runs --db results/quickstart.db --format csv
              winnow list runs --db x.db --watch
              winnow list judges --db results/quickstart.db
              winnow list comparisons --db x.db
              winnow list scorers --folder checkpoints/scorers2
              winnow list disagreements --db x.db
              winnow list problems --db results/quickstart.db --run 1 \\
                --where majority-wrong,covered
              winnow list problems --db results/quickstart.db --where hard --limit 10

            Problems are those of one run, at all of their candidates: NAME-right where the strategy NAME is right with a \
            probability of at least one half, NAME-wrong where it is not; covered where a candidate is right, uncovered \
            where none is; disagree where no answer has more than half of the votes; no-answer where no candidate has an \
            answer. hard leaves none out and puts the fewest right candidates first. right:NAME and wrong:NAME are the \
            same as NAME-right and NAME-wrong.

            --watch shows how far the runs are while another process samples, again and again on a terminal, until all are \
            whole, nothing was added for a minute, or Ctrl-C; in a pipe or file it looks once.

            Comparisons are what judges chose among candidates that they were shown together (winnow judge --gives knockout, \
            swiss or genselect): how many, in how many of both orders the same one was chosen, and in how many the place \
            decided.

            Disagreements are samples of which the verdict that a file records and a grade by the reference, a domain or \
            a program differ: neither is dropped, and import --grade-by says which counts.

            The pool digest of a run is a SHA-256 over its candidates: problem hashes, sample indices, tokens and \
            log-probability bits.
            """)

    /// A subject is what can be listed.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case domains
        case strategies
        case models
        case scorers
        case runs
        case judges
        case comparisons
        case problems
        case disagreements
    }

    @Argument(help: "What to list.")
    var subject: Subject

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Conditions of problems that all have to hold, separated by commas: "
                + "\(ProblemCondition.forms.joined(separator: ", ")). (default: all problems)", valueName: "conditions")
    )
    var conditions: CommaList<String> = []

    @Option(help: ArgumentHelp("List so many problems at most. (default: all)", valueName: "n"))
    var limit: Int?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The number of the problems' run. (default: the latest that is not greedy)", valueName: "number"))
    var runNumber: Int64?

    @Option(
        help: ArgumentHelp(
            "List the scorers in this folder and below, such as those of other seeds. (default: the bundled ones)",
            valueName: "folder"))
    var folder: String?

    @Flag(help: "Show how far the runs are, again and again while they grow.")
    var watch = false

    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: "How to write the table.")
    var format = TableFormat.terminal

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit counts from 1.") }
        let asked = [
            ("where", !conditions.elements.isEmpty), ("limit", limit != nil), ("run", runNumber != nil),
            ("verifier", verifier.name != nil),
        ]
        if subject != .problems, let odd = asked.first(where: \.1) {
            throw ValidationError("--\(odd.0) goes with problems only, not with \(subject.rawValue).")
        }
        if watch, subject != .runs {
            throw ValidationError("--watch goes with runs only, not with \(subject.rawValue).")
        }
        if folder != nil, subject != .scorers {
            throw ValidationError("--folder goes with scorers only, not with \(subject.rawValue).")
        }
    }

    func run() async throws {
        let report =
            switch subject {
            case .domains: Listing.domains()
            case .strategies: Listing.strategies()
            case .models: try Listing.models()
            case .scorers: try Listing.scorers(in: folder)
            case .runs:
                watch ? try await watched() : try Listing.runs(database: database.path)
            case .judges: try Listing.judges(database: database.path)
            case .comparisons: try Listing.comparisons(database: database.path)
            case .problems: try await problems()
            case .disagreements: try Listing.disagreements(database: database.path)
            }
        let layout = PageLayout(width: format == .terminal ? Terminal.width : nil, footnoteLines: nil)
        Terminal.write(report.rendered(as: format, layout), as: format)
    }

    /// Ctrl-C ends a watch as any end does: what was seen last stays.
    private func watched() async throws -> Report {
        let watch = RunWatch(database: database.path)
        let (isInteractive, width) = (Terminal.isOutputInteractive && Terminal.isErrorInteractive, Terminal.width)
        return try await interruptible {
            try await watch.lastLook(isInteractive: isInteractive, width: width)
        }.report
    }

    private func problems() async throws -> Report {
        let conditions = try conditions.elements.map { try ProblemCondition($0) }
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(runNumber.map { [$0] } ?? [], in: store, allowing: [.search, .stopped])
        return try await interruptible {
            try await ProblemList(
                of: runs[runs.endIndex - 1], in: store, where: conditions, limit: limit, verifier: verifier.name
            ).report
        }
    }
}
