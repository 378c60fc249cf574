import ArgumentParser
import WinnowAnalysis

/// `winnow inspect`: one candidate with everything that was said of it.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Draw a stored candidate: problem, trace step by step, answer and judgements.",
        discussion: """
            The first illegal step of the trace is marked and explained. Colours appear on a terminal only, and not \
            when NO_COLOR is set.

            Examples:
              winnow inspect --db results/quickstart.db --problem 1 --sample 0
              winnow inspect --db results/quickstart.db --run 3 --problem 12 --format json
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run's number; see winnow list runs. (default: the latest that is not greedy)", valueName: "number"))
    var runNumber: Int64?

    @Option(parsing: .unconditional, help: "The problem's position in its set, from 1.")
    var problem: Int

    @Option(parsing: .unconditional, help: "The sample's number, from 0.")
    var sample = 0

    @Option(help: "How to write the candidate.")
    var format = ReportFormat.text

    func validate() throws {
        if problem < 1 { throw ValidationError("--problem counts from 1.") }
        if sample < 0 { throw ValidationError("--sample counts from 0.") }
    }

    func run() throws {
        let candidate = try CandidateInspection(
            database: database.path, run: runNumber, problem: problem, sample: sample)
        Terminal.write(
            format == .json
                ? try candidate.json() : candidate.text(width: Terminal.width, isColored: Terminal.isColored),
            as: format == .json ? .data : .styled)
    }
}
