import ArgumentParser
import WinnowExperiments
import WinnowReport

/// `winnow score`: what learned scorers say of stored candidates.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Give stored candidates the numbers of learned scorers.",
        discussion: """
            Scores are stored beside the candidates, with their tokens and FLOPs; nothing is sampled again. What a scorer \
            has scored already it does not score again, so the same command goes on after an interruption, and after a \
            run was extended.

            Examples:
              winnow score --db results/quickstart.db --scorer orm,prm,yesno
              winnow score --db x.db --run 1 --scorer yesno-check --verifications 8
              winnow score --db x.db --run 1 --scorer orm --from-generator weak,strong
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var scorers: ScorerOptionGroup
    @OptionGroup var seed: SeedOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    @Option(help: "How to write the table.")
    var format = TableFormat.terminal

    func run() async throws {
        let store = try Analysis.open(database.path, for: .writing)
        let scoring = CandidateScoring(
            store: store, request: scorers.request(runs: run.elements, seed: seed.seed, threads: threads.count))
        let bar = quiet.progressBar
        let report = try await interruptible { try await bar.during { try await scoring.run(observe: $0) } }
        Terminal.write(report.table.rendered(as: format))
    }
}
