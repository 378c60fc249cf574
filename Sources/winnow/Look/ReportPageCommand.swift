import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCore
import WinnowPage
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStore
import WinnowText

/// `winnow report page`, which `winnow report` is short for: one HTML file of a database.
struct ReportPageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Write one HTML file with every study of a database and a browser of its candidates.",
        discussion: """
            The file needs no server and no network: open it in a browser. It begins with the finding, then come accuracy \
            against budget, the table of strategies, paired differences, the problems where one strategy is right and \
            another is not, the diagnosis of the plateau, what is required of a verifier, risk and coverage, scorers, \
            traces, costs, where the runs come from, and the candidates, problem by problem.

            Nothing is sampled. The file stays under 5 MB: of large runs it keeps some candidates of each answer, and says \
            how many. --all keeps everything. The same database gives the same file on the same machine.

            Examples:
              winnow report page --db results/quickstart.db -o report.html
              winnow report page --db x.db --run 1,3 -o report.html --all
              winnow report page --db x.db --strategies single,majority,verifier \\
                --price tokens=1,calls=100 -o report.html
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp(
            "Strategies, separated by commas, or all. (default: all; of more than 100,000 candidates those of pictures)",
            valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("Budgets, separated by commas. (default: 1,2,4 … and the pool's size)", valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(
        help: ArgumentHelp(
            "What the page's price axis begins with; readers change it. (default: tokens=1,calls=50)",
            valueName: "tokens=1,calls=50"))
    var price: String?

    @Flag(help: "Keep all candidates and whole texts, however large the file gets.")
    var all = false

    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("The file to write.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var output: String

    @OptionGroup var quiet: QuietOption

    /// A page stays below this unless everything is asked for.
    private static let limit = 4_900_000

    func run() async throws {
        let file = try OutputFile(output)
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(
            run.elements.map(Int64.init), in: store, allowing: [.search, .stopped, .rounds])
        var request = PageRequest(
            strategies: strategies.elements, budgets: budgets.elements, command: command, version: winnowVersion,
            commit: ProgramCommit.current, machine: "\(Machine.description), kernels \(Machine.kernels)")
        if let price { request.price = try Price(parsing: price) }
        let (bar, limit) = (quiet.progressBar, all ? nil : Self.limit)
        let (text, leftOut) = try await interruptible { [request] in
            try await bar.during { observe in
                let study = try await RunPage(of: runs, in: store, request, observe: observe)
                // What is left of the file is for candidates.
                let rest = try limit.map { $0 - (try PageDocument(study.page).html().utf8.count) }
                let browser = try await CandidateBrowser(
                    of: runs, in: store, bytes: rest.map { max(0, $0) }, observe: observe)
                let page = study.with(browser)
                return (try PageDocument(page).html(), page.leftOut)
            }
        }
        try file.write(text)
        let size = String(format: "%.1f MB", Double(text.utf8.count) / 1e6)
        Terminal.write("\(VisibleText.shown(output)): \(size)\n" + leftOut.map { "\($0)\n" }.joined())
    }

    /// The call, without what does not change the page: where it is written to.
    private var command: String {
        var words = ["winnow", "report", "--db", database.path]
        if !run.elements.isEmpty { words += ["--run", run.elements.map(String.init).joined(separator: ",")] }
        if !strategies.elements.isEmpty { words += ["--strategies", strategies.elements.joined(separator: ",")] }
        if !budgets.elements.isEmpty {
            words += ["--budgets", budgets.elements.map(String.init).joined(separator: ",")]
        }
        if let price { words += ["--price", price] }
        if all { words.append("--all") }
        return words.map(ShellText.word).joined(separator: " ")
    }
}
