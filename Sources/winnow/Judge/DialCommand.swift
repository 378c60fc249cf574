public import ArgumentParser
import WinnowAnalysis
import WinnowCollection
import WinnowRuns
import WinnowSelection

extension NoisyVerifier.Noise: ExpressibleByArgument {}

/// `winnow dial`: what an imperfect verifier does to stored runs.
struct DialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dial",
        abstract: "Judge a run by a verifier that errs, and measure what is left of it.",
        discussion: """
            A dial knows the grade and errs at the rates it is given: for each candidate, for each distinct answer \
            (blind spots), or more on harder problems. A partial verifier checks a part of an answer. Verdicts are \
            drawn once and stored beside those of the domain's own verifier; table and compare read them with \
            --verifier.

            Printed are the strategies on the stored verdicts, the expectation over the dial's noise in closed form \
            and the theory of independent samples; the measured rates; and the budget at which right − λ·wrong is \
            largest, 0 where it is best not to answer. CSV and JSON have the curves.

            Partial verifiers:
            \(PartialChoice.list)

            Examples:
              winnow dial --db x.db --run 1 --tpr 0.9 --fpr 0.1
              winnow dial --db x.db --run 1 --tpr 0.9 --fpr 0.1 --per answer \\
                --lambda 0,1,4
              winnow dial --db x.db --run 1 --partial first-moves:3
              winnow dial --db x.db --run 1 --grid --format terminal
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(parsing: .unconditional, help: ArgumentHelp("P(accept | right) of the dial.", valueName: "rate"))
    var tpr: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("P(accept | wrong) of the dial.", valueName: "rate"))
    var fpr: Double?

    @Option(help: "What errors are drawn for; by difficulty they are also more on harder problems.")
    var per = NoisyVerifier.Noise.candidate

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much worse a level of difficulty makes the rates. (default: 1)", valueName: "logits"))
    var slope: Double?

    @Option(help: ArgumentHelp("A partial verifier of the domain, as NAME or NAME:m.", valueName: "name"))
    var partial: String?

    @Flag(help: "Print first accepted over a grid of rates at the largest budget; nothing is stored.")
    var grid = false

    @Option(help: ArgumentHelp("Budgets, separated by commas. (default: 1,2,4 … and the pool's size)", valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What a wrong answer costs in right ones, separated by commas.", valueName: "numbers"))
    var lambda: CommaList<Double> = [0, 1, 2, 4, 8]

    @OptionGroup var seed: SeedOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        let isDial = tpr != nil || fpr != nil
        guard [isDial, partial != nil, grid].count(where: { $0 }) == 1, (tpr == nil) == (fpr == nil) else {
            throw ValidationError("Give both --tpr and --fpr, or --partial, or --grid.")
        }
        if partial != nil, per != .candidate || slope != nil {
            throw ValidationError("--per and --slope are of a dial: leave them out with --partial.")
        }
        if grid, per == .difficulty { throw ValidationError("--grid is per candidate or per answer.") }
        if slope != nil, per != .difficulty { throw ValidationError("--slope needs --per difficulty.") }
    }

    func run() async throws {
        let numbers = run.elements.map(Int64.init)
        let (bar, format) = (quiet.progressBar, format)
        if grid {
            let store = try DatabaseFile.open(database.path)
            let runs = try RunChoice.runs(numbers, in: store)
            let (noise, budget): (VerdictNoise, Int?) = (per == .answer ? .answer : .candidate, budgets.elements.max())
            let study = try await interruptible {
                try await bar.during {
                    try await VerifierSurfaceStudy(
                        of: runs, noise: noise, budget: budget, in: store, observe: $0)
                }
            }
            return Terminal.write(study.report, as: format)
        }
        let request = try NoisyVerifierRequest(verifier(), budgets: budgets.elements, penalties: lambda.elements)
        try await DatabaseFile.with(database.path, for: .writing) { store in
            let runs = try RunChoice.runs(numbers, in: store)
            let study = try await interruptible {
                try await bar.during { observe in
                    try NoisyVerifierStudy.check(runs, request, in: store)
                    for run in runs {
                        try await NoisyJudging(of: run, in: store).judge(by: request.verifier, observe: observe)
                    }
                    return try await NoisyVerifierStudy(of: runs, request, in: store, observe: observe)
                }
            }
            Terminal.write(study.report, as: format)
        }
    }

    private func verifier() throws -> ImperfectVerifier {
        if let partial { return .partial(try PartialChoice(parsing: partial)) }
        return .noisy(
            try NoisyVerifier(tpr: tpr ?? 1, fpr: fpr ?? 0, per: per, slope: slope ?? 1, seed: seed.seed))
    }
}
