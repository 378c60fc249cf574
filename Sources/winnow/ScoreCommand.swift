import ArgumentParser
import WinnowExperiments

/// `winnow score`: have stored candidates scored by a program of the user's own.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Have the candidates of runs scored by your own program.",
        discussion: """
            The command is started once and reads one JSON object a line: id, problem, prompt, completion, answer, \
            repeat, and following, the number of lines that come before winnow waits, so that a reward model can score \
            them as one batch; never the reference. For each it writes one line, in order: {"value": 0.7}, and \
            optionally step_values (the steps' scores), tokens and seconds; {"outcome": "error"} where it has none.

            A candidate without a score is asked about again by the same command; all others only once.

            Examples:
              winnow score --db x.db --name rm --command "python3 results/examples/reward_model.py --model my/rm"
              winnow score --db x.db --run 1 --name prm --command ./prm --batch 64 --timeout 300
            """)

    @OptionGroup var program: ExternalToolOptions
    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let tool = try program.tool(.score)
        let store = try Analysis.open(database.path, for: .writing)
        let judgement = try ExternalJudgement(
            tool, runs: run.elements.map(Int64.init), repeats: program.verifications, in: store)
        let bar = quiet.progressBar
        Terminal.write(try await interruptible { try await bar.during { try await judgement.run(observe: $0) } })
    }
}
