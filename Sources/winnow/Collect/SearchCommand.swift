public import ArgumentParser
import WinnowAnalysis
import WinnowCollection
import WinnowDomains
import WinnowReport
import WinnowRuns
public import WinnowSelection
import WinnowStore

extension SearchMethod: ExpressibleByArgument {}
extension StepReduction: ExpressibleByArgument {}

/// `winnow search`: completions found step by step, guided by a process scorer.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search completions step by step, guided by a learned scorer, and print what they are worth.",
        discussion: """
            beam: n beams compete; after each step the best n/width go on, width times each. A run for each budget n.
            dvts: n/width independent trees, each going on from its best step. One run for all budgets.

            Each search is a run of its own in the database, whose ledger of calls has the cost of all that it wrote and \
            read, dropped branches and the scorer included; the scorer's last words are the scores search-guide. The same seed gives the same \
            candidates, whatever is searched beside them; the same command goes on after an interruption. Compare a search \
            with plain sampling by winnow compare --a 5:search-guide-max@64 --b 1:prm-last-max@64 --at-equal flops.

            Examples:
              winnow search --method dvts --domain countdown --model medium \\
                --problems 40 --budgets 4,16,64 --db x.db
              winnow search --method beam --domain maze --model weak --budgets 16,64 \\
                --scorer prm-state-solvable
            """)

    @Option(help: "How the search goes on from its best steps.")
    var method = SearchMethod.dvts

    @Option(help: ArgumentHelp("Domains, separated by commas, or all.", valueName: "names"))
    var domain: CommaList<String>

    @Option(help: ArgumentHelp("Bundled models or model folders, separated by commas.", valueName: "names"))
    var model: CommaList<String> = ["medium"]

    @Option(
        help: ArgumentHelp(
            "The guide: prm-policy-value, prm-step-correct, prm-state-solvable or orm, of the same generator.",
            valueName: "name"))
    var scorer = "prm-policy-value"

    @Option(
        help: ArgumentHelp(
            "The folder of the guide, as winnow train scorer wrote it. (default: the bundled one)", valueName: "folder"),
        completion: .directory)
    var scorerFolder: String?

    @Option(help: "Steps that are tried from each branch that goes on.")
    var width = 4

    @Option(
        help: ArgumentHelp("Candidates of each problem, multiples of the width, separated by commas.", valueName: "n"))
    var budgets: CommaList<Int> = [16]

    @Option(help: "What a branch is worth, of the scores of its steps.")
    var aggregate = StepReduction.last

    @Option(help: "After so many steps, branches run to their ends without guidance.")
    var steps = 40

    @Option(parsing: .unconditional, help: "The temperature.")
    var temperature = 0.8

    @Option(help: "The split of the problems: results are reported on test.")
    var split = Split.test

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many problems: the first of the domain's frozen list.", valueName: "n"))
    var problems = 100

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let sampling = SamplingRequest(
            domains: domain.elements, models: model.elements, temperatures: [temperature], split: split,
            problems: problems, samples: max(1, budgets.elements.max() ?? 1), seed: seed.seed, threads: threads.count)
        let search = try GuidedSearch(
            SearchRequest(
                plan: sampling, method: method, scorer: scorer, folder: scorerFolder, width: width,
                budgets: budgets.elements,
                reduction: aggregate, steps: steps))
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .creating) { store in
            let study = try await interruptible {
                try await bar.during { observe in
                    let runs = try await search.run(into: store, observe: observe)
                    return try await BudgetStudy(
                        of: RunChoice.runs(runs.map(\.value), in: store, allowing: [.search]), in: store,
                        StrategyRequest(), saving: true, observe: observe)
                }
            }
            Terminal.write(study.report, as: format)
        }
    }
}
