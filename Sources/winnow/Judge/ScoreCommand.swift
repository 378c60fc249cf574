import ArgumentParser
import WinnowCollection
import WinnowReport
import WinnowRuns

/// `winnow score`: what learned scorers, or a program of the user's own, say of stored candidates.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Give stored candidates the numbers of learned scorers, or of your own program.",
        discussion: """
            Scores are stored beside the candidates, with their tokens and FLOPs; nothing is sampled again. What has a \
            score is not scored again, so the same command goes on after an interruption, and after a run was extended. \
            Strategies then pick by them: orm-max, prm-min-vote, NAME-max.

            With --command, a program of yours is started once and reads one JSON object a line: id, problem, prompt, \
            completion, answer, repeat, and following, the number of lines that come before winnow waits, so that a \
            reward model can score them as one batch; never the reference. For each it writes one line, in order: \
            {"value": 0.7}, and optionally step_values (the steps' scores), tokens and seconds; {"outcome": "error"} \
            where it has none.

            Examples:
              winnow score --db results/quickstart.db --scorer orm,prm,yesno
              winnow score --db x.db --run 1 --scorer yesno-check --verifications 8
              winnow score --db x.db --run 1 --scorer orm --from-generator weak,strong
              winnow score --db x.db --name rm --command "python3 results/examples/reward_model.py --model my/rm"
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup(title: "Learned scorers") var scorers: ScorerOptionGroup
    @OptionGroup(title: "Your own program") var program: ExternalToolOptions
    @OptionGroup var verifications: VerificationsOption
    @OptionGroup var seed: SeedOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    @Option(help: "How to write the table of learned scorers.")
    var format = TableFormat.terminal

    func validate() throws {
        guard scorers.scorer.elements.isEmpty != (program.command == nil) else {
            throw ValidationError("Give either --scorer, or --name and --command.")
        }
    }

    func run() async throws {
        let tool = try program.command == nil ? nil : program.tool(.score)
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .writing) { store in
            if let tool {
                let judgement = try ExternalJudgement(
                    tool, runs: run.elements.map(Int64.init), repeats: verifications.count, in: store)
                let text = try await interruptible { try await bar.during { try await judgement.run(observe: $0) } }
                return Terminal.write(text)
            }
            let request = scorers.request(
                runs: run.elements, verifications: verifications.count, seed: seed.seed, threads: threads.count)
            let scoring = CandidateScoring(store: store, request: request)
            let report = try await interruptible { try await bar.during { try await scoring.run(observe: $0) } }
            Terminal.write(report.table.rendered(as: format), as: format)
        }
    }
}
