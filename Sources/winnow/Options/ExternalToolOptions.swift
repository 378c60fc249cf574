import ArgumentParser
import WinnowBounds
import WinnowCollection
import WinnowDomains

/// A user's program that reads a candidate a line and writes a judgement a line.
struct ExternalToolOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What its judgements are called in tables.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The program, as a shell command.", valueName: "command"))
    var command: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How long it may take for one candidate.", valueName: "seconds"))
    var timeout = 60.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much longer it may take for its first one, to load a model.", valueName: "seconds"))
    var startTimeout = 600.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Candidates that are sent before answers are waited for.", valueName: "n"))
    var batch = 16

    @Option(parsing: .unconditional, help: ArgumentHelp("Copies that run side by side.", valueName: "n"))
    var workers = 1

    @Option(
        help: ArgumentHelp(
            "What it looks at: answer shows it no completions and asks about equal answers once; trace shows them.",
            valueName: "answer|trace"))
    var evidence = Evidence.trace

    enum Evidence: String, CaseIterable, ExpressibleByArgument {
        case answer
        case trace
    }

    /// - Throws: `ValidationError` without a name or a command, ``ExperimentError`` for what cannot be.
    func tool(
        _ question: ExternalTool.Question, sound: Bool = false, complete: Bool = false
    ) throws -> ExternalTool {
        guard let name, let command else { throw ValidationError("Give the program's --name and --command.") }
        return try ExternalTool(
            question, name: name, command: command, timeout: .seconds(clamping: timeout),
            startTimeout: .seconds(clamping: startTimeout),
            batch: batch, workers: workers,
            declaration: VerifierDeclaration(
                sound: sound, complete: complete, evidence: evidence == .answer ? .answer : .trace,
                solvesTheProblem: false))
    }
}
