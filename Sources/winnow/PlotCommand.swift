public import ArgumentParser
import Foundation
public import WinnowExperiments
public import WinnowReport

extension PlotKind: ExpressibleByArgument {}
extension CostAxis: ExpressibleByArgument {}
extension PictureFormat: ExpressibleByArgument {}

/// `winnow plot`: pictures of runs.
struct PlotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draw a picture of runs, from a database.",
        discussion: """
            gnuplot draws it; its script and data are kept beside the picture, and `gnuplot NAME.gp` there draws it \
            again. Every run has a panel of its own. Files of the same names are replaced.

            Kinds:
            \(PlotKind.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              winnow plot accuracy --db x.db --run 1 --output plots
              winnow plot accuracy --db x.db --axis tokens --strategies single,majority,verifier,oracle --output plots
              winnow plot histogram --db x.db --run 1,3,5 --format png --output plots
            """)

    @Argument(help: "What to draw.")
    var kind: PlotKind

    @OptionGroup var analysis: AnalysisOptionGroup
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var quiet: QuietOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: "What accuracy is drawn against. (default: budget)")
    var axis: CostAxis?

    @Option(help: ArgumentHelp("svg, png or both, separated by commas.", valueName: "formats"))
    var format: CommaList<PictureFormat> = [.svg, .png]

    @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "folder"), completion: .directory)
    var output: String

    func validate() throws {
        if kind != .accuracy, axis != nil { throw ValidationError("--axis goes with accuracy only.") }
        if kind == .histogram, !analysis.strategies.elements.isEmpty || !analysis.budgets.elements.isEmpty {
            throw ValidationError("A histogram has neither --strategies nor --budgets.")
        }
    }

    func run() async throws {
        let gnuplot = try Gnuplot()
        let store = try Analysis.open(database.path)
        let runs = try Analysis.runs(run.elements.map(Int64.init), in: store)
        let request = PlotRequest(kind, analysis.request, cost: axis ?? .budget)
        let bar = quiet.progressBar
        let plot = try await interruptible {
            try await bar.during { observe in try await request.plot(of: runs, in: store, observe: observe) }
        }
        let files = PictureFiles(name: request.fileName, in: URL(filePath: output), formats: format.elements)
        Terminal.write(try files.write(plot, by: gnuplot))
    }
}
