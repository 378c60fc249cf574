public import ArgumentParser
import WinnowAnalysis
import WinnowReport
import WinnowRuns
import WinnowSelection

extension SolveOrVerifyStudy.Rule: ExpressibleByArgument {}

/// `winnow budget split`: how to split a budget between samples and verifications.
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Show how a budget is best split between samples and verifications of each.",
        discussion: """
            Needs a scorer that was asked several times about each candidate, as by winnow judge \
            --scorer yesno-check --verifications 8. Right answers at equal \
            cost for every number of verifications V, the best samples S and V of each budget beside the majority at equal \
            cost, and the exponents by which S and V grow, beside those of arXiv 2504.01005.

            Examples:
              winnow budget split --db x.db --run 1
              winnow budget split --db x.db --run 1 --rule vote --axis tokens \\
                --format csv
            """)

    /// The cost is what a budget is counted in.
    enum Cost: String, CaseIterable, ExpressibleByArgument {
        case flops
        case tokens

        var axis: Axis { self == .flops ? .flops : .tokens }
    }

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: ArgumentHelp("The name of scores that each candidate has several of.", valueName: "name"))
    var scorer = "yesno-check"

    @Option(help: "How the mean score picks the answer: the best candidate, or a weighted vote.")
    var rule = SolveOrVerifyStudy.Rule.max

    @Option(help: "What a budget is counted in, of samples and verifications together.")
    var axis = Cost.flops

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let (bar, scorer, rule, axis) = (quiet.progressBar, scorer, rule, axis.axis)
        let study = try await interruptible {
            try await bar.during { observe in
                try await SolveOrVerifyStudy(
                    of: runs, scorer: scorer, rule: rule, axis: axis, in: store, observe: observe)
            }
        }
        Terminal.write(study.report, as: format)
    }
}
