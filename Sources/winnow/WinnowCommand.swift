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
              winnow sweep --domain chain --model medium --problems 40 --samples 64 --db x.db
              winnow inspect --db x.db --problem 1 --sample 0
              winnow verify --domain countdown --problem "9 7 5 > 11" --answer "((9+7)-5)"

            Exit status: 0 for success, 1 for a failure, 64 for a call that cannot be understood, 130 when interrupted.
            """,
        version: winnowVersion,
        subcommands: [
            SweepCommand.self,
            SampleCommand.self,
            ImportCommand.self,
            ExtractCommand.self,
            SearchCommand.self,
            TableCommand.self,
            CompareCommand.self,
            CrossingCommand.self,
            RiskCommand.self,
            PowerCommand.self,
            PlotCommand.self,
            ReportCommand.self,
            DiagnoseCommand.self,
            TracesCommand.self,
            TemperaturesCommand.self,
            ClaimsCommand.self,
            StopCommand.self,
            AllocateCommand.self,
            ConfidenceCommand.self,
            ScorersCommand.self,
            SolveOrVerifyCommand.self,
            DialCommand.self,
            RequireCommand.self,
            InspectCommand.self,
            VerifyCommand.self,
            VerifyWithCommand.self,
            ScoreCommand.self,
            JudgeCommand.self,
            ValidateCommand.self,
            ListCommand.self,
            TrainCommand.self,
            ExportCommand.self,
            PackCommand.self,
            ReplayCommand.self,
            GenerateCommand.self,
            LogitsCommand.self,
            MergeCommand.self,
            RemoveCommand.self,
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
            var command = try await asyncParseAsRoot()
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
