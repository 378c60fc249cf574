public import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCore
public import WinnowReport
import WinnowRuns
import WinnowSelection

extension PlotKind: ExpressibleByArgument {}
extension PictureFormat: ExpressibleByArgument {}

/// `winnow plot`: pictures of runs.
struct PlotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draw a picture of runs, from a database.",
        discussion: """
            gnuplot draws it; its script and data are kept beside the picture, and `gnuplot NAME.gp` there draws it \
            again. Every run has a panel of its own, and an axis is the same in all panels; --together draws the accuracy \
            of several runs on one pair of axes. Files of the same names are replaced.

            Kinds:
            \(PlotKind.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              winnow plot accuracy --db x.db --run 1 --output plots
              winnow plot accuracy --db x.db --axis tokens \\
                --strategies single,majority,verifier,oracle --output plots
              winnow plot accuracy --db x.db --run 1,3 --strategies majority,verifier \\
                --together --output plots
              winnow plot loops --db modulo.db --output plots
              winnow plot histogram --db x.db --run 1,3,5 --format png --output plots
            """)

    @Argument(help: "What to draw.")
    var kind: PlotKind

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp("Strategies, separated by commas. (default: a few that differ)", valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("Budgets, separated by commas. (default: those of the kind)", valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(help: "What right answers are drawn against. (default: the budget)")
    var axis: AxisName?

    @OptionGroup var price: PriceOption

    @Option(help: "What a verifier's errors are drawn for. (default: answer)")
    var per: VerdictNoise?

    @Flag(help: "Draw easy, medium and hard problems too.")
    var byDifficulty = false

    @Flag(help: "Leave out problems with fewer candidates than a budget.")
    var allowRagged = false

    @Flag(help: "Draw all runs on one pair of axes.")
    var together = false

    @Option(help: ArgumentHelp("svg, png and pdf, separated by commas.", valueName: "formats"))
    var format: CommaList<PictureFormat> = [.svg, .png, .pdf]

    @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "folder"), completion: .directory)
    var output: String

    @OptionGroup var scorer: ThresholdOptions
    @OptionGroup var cluster: ClusterOption
    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        try price.validate(with: axis)
        let asked: [(choice: PlotKind.Choice, isGiven: Bool)] = [
            (.strategies, !strategies.elements.isEmpty), (.budgets, !budgets.elements.isEmpty), (.axis, axis != nil),
            (.per, per != nil), (.byDifficulty, byDifficulty), (.allowRagged, allowRagged),
            (.together, together),
            (.scorer, scorer.choice != nil), (.verifier, verifier.name != nil), (.cluster, cluster.isAsked),
        ]
        if let odd = asked.first(where: { $0.isGiven && !kind.choices.contains($0.choice) }) {
            throw ValidationError("--\(odd.choice.rawValue) does not go with \(kind.rawValue).")
        }
        if kind == .loops, !run.elements.isEmpty {
            throw ValidationError("loops draws all loops of the database: leave --run out.")
        }
    }

    func run() async throws {
        try OutputPlace.checkFolder(output)
        let gnuplot = try Gnuplot()
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store, orNone: kind == .loops)
        let request = PlotRequest(
            kind, strategies: strategies.elements, budgets: budgets.elements,
            axis: try axis.map { try price.axis($0) }, noise: per ?? .answer, byDifficulty: byDifficulty,
            allowsRagged: allowRagged, isTogether: together, scorer: scorer.choice, verifier: verifier.name,
            isClustered: cluster.isAsked)
        let bar = quiet.progressBar
        let report = try await interruptible {
            try await bar.during { observe in try await request.study(of: runs, in: store, observe: observe).report }
        }
        let files = PictureFiles(name: request.fileName, in: URL(filePath: output), formats: format.elements)
        for plot in report.plots { Terminal.write(try await files.write(plot, by: gnuplot)) }
    }
}
