import ArgumentParser
import Foundation
import WinnowCore

/// The program `winnow`: the list of its subcommands, and how errors end it.
@main
struct WinnowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winnow",
        abstract: "Measures how an answer should be picked from N samples: by vote, by score or by a sound verifier.",
        discussion: """
            Candidates are sampled once, stored in an SQLite database, and every strategy at every smaller budget is \
            computed from the store, exactly and with error bars.

            Examples:
              winnow sweep --domain chain --model medium --problems 40 --samples 64 \\
                --db x.db
              winnow inspect --db x.db --problem 1 --sample 0
              winnow verify --domain countdown --problem "9 7 5 > 11" \\
                --answer "((9+7)-5)"

            Exit status: 0 for success, 1 for a failure, 64 for a call that cannot be understood, 130 when interrupted.
            """,
        version: winnowVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "Collect",
                subcommands: [
                    SweepCommand.self, SampleCommand.self, ImportCommand.self, SearchCommand.self,
                    BackpromptCommand.self, PlanCommand.self, ShardsCommand.self, SubmitCommand.self,
                ]),
            CommandGroup(
                name: "Judge",
                subcommands: [
                    JudgeCommand.self, ExtractCommand.self, DialCommand.self, VerifyCommand.self, ValidateCommand.self,
                    GradeCommand.self, AuditCommand.self,
                ]),
            CommandGroup(
                name: "Analyse",
                subcommands: [
                    TableCommand.self, CompareCommand.self, RequireCommand.self, DiagnoseCommand.self,
                    BudgetCommand.self, TuneCommand.self, ScorersCommand.self, RiskCommand.self, TracesCommand.self,
                    ClaimsCommand.self,
                ]),
            CommandGroup(
                name: "Look",
                subcommands: [
                    ShowCommand.self, ListCommand.self, InspectCommand.self, PlotCommand.self, ReportCommand.self,
                ]),
            CommandGroup(name: "Models", subcommands: [ModelCommand.self, TrainCommand.self]),
            CommandGroup(
                name: "Exchange",
                subcommands: [ExportCommand.self, PackCommand.self, MergeCommand.self, RemoveCommand.self]),
        ])

    /// Begins the messages of all errors.
    static let _errorPrefix = "winnow: "

    /// Runs the command that the arguments ask for; an error ends the program with one line on standard error.
    static func main() async {
        // A reader that closes the pipe, such as head, ends the program quietly, whatever the parent process set.
        signal(SIGPIPE, SIG_DFL)
        do {
            try Machine.check()
            if let note = Machine.note { Terminal.complain(note) }
            let arguments = OldNames.replaced(in: Array(CommandLine.arguments.dropFirst()))
            if let message = Self.mistyped(arguments) {
                Terminal.complain(message)
                exit(withError: ExitCode.validationFailure)
            }
            var command = try await asyncParseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let interruption as Interruption {
            Terminal.complain("\(interruption)")
            exit(withError: ExitCode(Interruption.exitCode))
        } catch {
            let message = message(for: error)
            // Usage errors come with the usage, and exit codes without a message.
            guard exitCode(for: error) == .failure, !message.isEmpty else { leave(error) }
            Terminal.complain((error as? CocoaError).map(Self.text) ?? message)
            exit(withError: ExitCode.failure)
        }
    }

    /// Says which command was probably meant where there is none of a name; nil for a command that there is.
    static func mistyped(_ arguments: [String]) -> String? {
        var configuration = WinnowCommand.configuration
        var path = "winnow"
        for argument in arguments where argument != "help" {
            let names = configuration.subcommands.map { $0._commandName }
            guard !argument.hasPrefix("-"), !names.isEmpty else { return nil }
            guard let place = names.firstIndex(of: argument) else {
                guard configuration.defaultSubcommand == nil else { return nil }
                let known = path == "winnow" ? names + OldNames.all : names
                let hint = ExperimentError.suggestion(for: argument, among: known) ?? "see `\(path) --help`"
                return "there is no command \"\(argument)\"; \(hint)"
            }
            configuration = configuration.subcommands[place].configuration
            path += " \(argument)"
        }
        return nil
    }

    /// Ends the program as ArgumentParser would, which writes arguments as they are.
    private static func leave(_ error: any Error) -> Never {
        let (text, code) = (fullMessage(for: error), exitCode(for: error))
        guard code != .success else { exit(withError: error) }
        if !text.isEmpty { Terminal.writeError(text + "\n") }
        exit(withError: code)
    }

    /// Says what Foundation says of a file, without its internals.
    private static func text(_ error: CocoaError) -> String {
        (error.filePath.map { "'\($0)': " } ?? "") + error.localizedDescription
    }
}
