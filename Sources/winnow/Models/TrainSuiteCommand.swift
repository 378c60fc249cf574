import ArgumentParser
import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowTraining

/// `winnow train suite`: the weak, medium, strong and answer-only generators of a domain.
struct TrainSuiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suite",
        abstract: "Make the weak, medium, strong and answer-only generators of a domain.",
        discussion: """
            One constant-rate run per style; branches leave it at some checkpoints and decay to zero. The branches are \
            measured on the tune split, and each level takes the one that fits it. Finished stages are kept in WORK, so \
            the same command goes on after an interruption.

            Example:
              winnow train suite --domain maze --branch-at 1500000,2000000,4000000 \\
                --work checkpoints/maze --output models/maze
            """)

    @Option(help: "The domain.", completion: .list(DomainChoice.names))
    var domain: String

    @Option(help: ArgumentHelp("Tokens at which branches leave the traced run.", valueName: "tokens"))
    var branchAt: CommaList<Int>

    @Option(help: ArgumentHelp("Tokens at which the branch leaves the answer-only run.", valueName: "tokens"))
    var answerOnlyAt = 4_000_000

    @Option(help: "The tokens of a branch's decay, as a share of those before it.")
    var decayShare = 0.2

    @Option(help: "Tokens between checkpoints.")
    var checkpointEvery = 500_000

    @Option(help: ArgumentHelp("The folder of checkpoints and branches.", valueName: "folder"), completion: .directory)
    var work: String

    @Option(
        help: ArgumentHelp("The folder that gets one model folder per level.", valueName: "folder"),
        completion: .directory)
    var output: String

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        for folder in [work, output] { try OutputPlace.checkFolder(folder) }
        let production = try SuiteProduction(
            domain: domain, work: URL(filePath: work), branchPoints: branchAt.elements, answerOnlyAt: answerOnlyAt,
            checkpointEvery: checkpointEvery, decayShare: decayShare, seed: seed.seed, threads: threads.count)
        let (bar, target) = (quiet.progressBar, URL(filePath: output))
        let command = CommandLine.arguments.joined(separator: " ")
        let report = try await interruptible {
            try await bar.during { try await production.run(output: target, command: command, observe: $0) }
        }
        Terminal.write(report)
    }
}
