import ArgumentParser
import WinnowAnalysis
import WinnowReport

/// `winnow inspect`: one candidate with everything that was said of it, or the votes of a problem's candidates.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Draw a stored candidate: problem, trace step by step, answer and judgements; or a problem's votes.",
        discussion: """
            --votes shows the answers of a problem instead: how many candidates gave each, what verifiers and scorers said \
            of them, the grade, and which one the greedy run gave.

            --episode shows a sample of a back-prompting loop round by round: what the model was asked, what it was told of \
            its answer before, what it answered, the loop's verdict, and all that is wrong.

            The first illegal step of the trace is marked and explained. Colours appear on a terminal only, and not \
            when NO_COLOR is set.

            Examples:
              winnow inspect --db results/quickstart.db --problem 1 --sample 0
              winnow inspect --db results/quickstart.db --run 3 --problem 12 \\
                --format json
              winnow inspect --db results/quickstart.db --run 1 --problem 32 --votes
              winnow inspect --db x.db --run 2 --problem 3 --episode 0
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run's number; see winnow list runs. (default: the latest that is not greedy)", valueName: "number"))
    var runNumber: Int64?

    @Option(parsing: .unconditional, help: "The problem's position in its set, from 1.")
    var problem: Int

    @Option(parsing: .unconditional, help: "The sample's number, from 0. (default: 0)")
    var sample: Int?

    @Option(parsing: .unconditional, help: "Show the rounds of this episode of a back-prompting loop, from 0.")
    var episode: Int?

    @Flag(help: "Show the votes of all candidates of the problem.")
    var votes = false

    @Option(help: "How to write it.")
    var format = ReportFormat.text

    func validate() throws {
        if problem < 1 { throw ValidationError("--problem counts from 1.") }
        if let sample, sample < 0 { throw ValidationError("--sample counts from 0.") }
        if let episode {
            if episode < 0 { throw ValidationError("--episode counts from 0.") }
            if votes || sample != nil { throw ValidationError("--episode goes with neither --sample nor --votes.") }
        }
        if votes, sample != nil { throw ValidationError("--votes is of all samples: leave --sample out.") }
    }

    func run() throws {
        if votes {
            let votes = try ProblemVotes(database: database.path, run: runNumber, problem: problem)
            let form: TableFormat = format == .json ? .json : .terminal
            let layout = PageLayout(width: format == .json ? nil : Terminal.width, footnoteLines: nil)
            return Terminal.write(votes.report.rendered(as: form, layout), as: form)
        }
        if let episode {
            let inspection = try EpisodeInspection(
                database: database.path, run: runNumber, problem: problem, episode: episode)
            return Terminal.write(
                format == .json
                    ? try inspection.json() : inspection.text(width: Terminal.width, isColored: Terminal.isColored),
                as: format == .json ? .data : .styled)
        }
        let candidate = try CandidateInspection(
            database: database.path, run: runNumber, problem: problem, sample: sample ?? 0)
        Terminal.write(
            format == .json
                ? try candidate.json() : candidate.text(width: Terminal.width, isColored: Terminal.isColored),
            as: format == .json ? .data : .styled)
    }
}
