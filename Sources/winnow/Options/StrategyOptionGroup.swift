public import ArgumentParser
import WinnowAnalysis
import WinnowReport
public import WinnowSelection

extension TieRule: ExpressibleByArgument {}
extension ProcessLabel: ExpressibleByArgument {}
extension BlankPolicy: ExpressibleByArgument {}
extension SelectionOptions.Estimator: ExpressibleByArgument {}

/// These options say what to estimate on the sampled pools.
struct StrategyOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Strategies, separated by commas, or all. (default: the few between which the question is; all in CSV and JSON)",
            valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @Option(
        help: ArgumentHelp(
            "Budgets, separated by commas. (default: 1,2,4 … and the pool's size, of which people see a few)",
            valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(
        help: """
            What a tied vote gives: all tied answers in equal parts, the first seen, no answer, no answer without more \
            than half of the votes, or right if any of them is.
            """)
    var ties = TieRule.uniform

    @Option(help: "What a candidate without an answer counts as in a vote.")
    var blanks = BlankPolicy.drop

    @Option(help: "The expectation over all subsets, or the stored first k candidates.")
    var estimator = SelectionOptions.Estimator.exact

    @Flag(help: "Summarise easy, medium and hard problems too.")
    var byDifficulty = false

    @Flag(help: "Leave out problems with fewer candidates than a budget.")
    var allowRagged = false

    @Option(help: "What the process scorer prm of strategies is trained to say of a step.")
    var prmTarget = ProcessLabel.policyValue

    @Option(
        help: ArgumentHelp(
            "The softmax temperature of votes by cisc and NAME-cisc; winnow tune confidence chooses it on the tune split.",
            valueName: "number"))
    var voteTemperature = 1.0

    func validate() throws {
        guard voteTemperature > 0, voteTemperature.isFinite else {
            throw ValidationError("--vote-temperature must be a positive number.")
        }
    }

    /// What people see of the estimates: unasked, few strategies and as many budgets as fit.
    func headline(_ format: FormatOption) -> Headline? {
        guard !format.format.isData, strategies.elements != ["all"] else { return nil }
        let width = format.layout.width ?? 100
        return Headline(
            budgets: budgets.elements.isEmpty ? Headline.budgets(across: width) : nil,
            choosesStrategies: strategies.elements.isEmpty)
    }

    var request: StrategyRequest {
        StrategyRequest(
            strategies: strategies.elements == ["all"] ? [] : strategies.elements, budgets: budgets.elements,
            estimator: estimator, ties: ties, blanks: blanks, byDifficulty: byDifficulty, allowsRagged: allowRagged,
            stepTarget: prmTarget, voteTemperature: voteTemperature)
    }
}
