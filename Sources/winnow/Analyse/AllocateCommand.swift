public import ArgumentParser
import WinnowAnalysis
import WinnowRuns
public import WinnowSelection

extension AllocationPolicy: ExpressibleByArgument {}

/// `winnow budget allocate`: one budget of samples for all problems of a run, shared by a policy.
struct AllocateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocate",
        abstract: "Share one budget of samples among all problems, by policies replayed on the pools.",
        discussion: """
            Nothing is sampled. uniform gives all problems the same; disagreement gives the next sample to the problem \
            whose leading answer is least certain; bandit to the problem where it promises the largest gain in certainty; \
            blend goes by certainty as disagreement does, and by a bound on the error that holds at any time (Blend-ASC).

            Examples:
              winnow budget allocate --db x.db --run 1 --mean-budget 8,16
              winnow budget allocate --db x.db --run 1 --mean-budget 4 \\
                --policies uniform,bandit --minimum 1
            """)

    @Option(help: ArgumentHelp("The run. (default: the latest sampled run)", valueName: "number"))
    var run: Int?

    @Option(help: ArgumentHelp("Samples per problem on average, separated by commas.", valueName: "k"))
    var meanBudget: CommaList<Int> = [8, 16]

    @Option(
        help: ArgumentHelp("Policies, separated by commas.", valueName: "names"),
        completion: .list(AllocationPolicy.allCases.map(\.rawValue)))
    var policies: CommaList<AllocationPolicy> = [.uniform, .disagreement, .bandit]

    @Option(help: ArgumentHelp("Samples of every problem before a policy is asked.", valueName: "n"))
    var minimum = 2

    @Option(help: ArgumentHelp("Random orders in which the pools are drawn.", valueName: "n"))
    var permutations = 200

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if permutations < 2 { throw ValidationError("--permutations must be 2 or more.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let request = AllocationRequest(
            policies: policies.elements, meanBudgets: meanBudget.elements, minimum: minimum, permutations: permutations)
        let (number, bar) = (run, quiet.progressBar)
        let allocation = try await interruptible {
            try await bar.during { observe in
                try await Allocation(RunPools.pools(of: number.map(Int64.init), in: store), request, observe: observe)
            }
        }
        Terminal.write(allocation.report, as: format)
    }
}
