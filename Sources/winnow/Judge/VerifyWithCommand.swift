import ArgumentParser
import WinnowCollection
import WinnowRuns

/// `winnow verify-with`: have stored candidates accepted or rejected by a program of the user's own.
struct VerifyWithCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-with",
        abstract: "Have the candidates of runs verified by your own program.",
        discussion: """
            The command is started once and reads one JSON object a line: id, problem, prompt, completion, answer, \
            repeat, and following, the number of lines that come before winnow waits; never the reference. For each it \
            writes one line, in order: {"outcome": "accepted"}, rejected or error, and optionally critiques (a list of \
            texts), tokens and seconds. What it says on standard error is shown when it fails.

            A candidate that it takes too long for, or ends at twice, is an error, which is not a rejection; the \
            program is started again. Candidates of equal content are asked about once. Verdicts are kept as they come; \
            the same command asks only what is missing. Another command, or a changed script, is another verifier.

            Tables, compare and require read the verdicts with --verifier NAME.

            Examples:
              winnow verify-with --db x.db --name sympy --command "python3 results/examples/check_sympy.py"
              winnow verify-with --db x.db --run 1 --name tests --command ./run-tests --evidence answer --sound
            """)

    @OptionGroup var program: ExternalToolOptions
    @OptionGroup var verifications: VerificationsOption
    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Flag(help: "It accepts right answers only: say so only where that is proved.")
    var sound = false

    @Flag(help: "It accepts all right answers.")
    var complete = false

    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let tool = try program.tool(.verdict, sound: sound, complete: complete)
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .writing) { store in
            let judgement = try ExternalJudgement(
                tool, runs: run.elements.map(Int64.init), repeats: verifications.count, in: store)
            Terminal.write(try await interruptible { try await bar.during { try await judgement.run(observe: $0) } })
        }
    }
}
