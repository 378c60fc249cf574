import ArgumentParser
import WinnowAnalysis
import WinnowReport
import WinnowRuns

/// `winnow compare`: paired differences between strategies, where they cross, and how many problems show them.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare strategies problem by problem, within a run or between runs.",
        discussion: """
            Differences are paired by problem, with 95 % intervals, sign-flip tests adjusted by Holm, and the smallest \
            difference that this many problems can show. With --at-equal, the side of a pair that spends more is cut back \
            to the other's expected spending, by a coin between two neighbouring budgets.

            Runs of winnow backprompt are compared after all their rounds, all-tokens counts the whole prompt of each call, and \
            against a run that asks the same prompt again it is said what the critiques add.

            --rules holds all rules to pick an answer, by votes, lengths, confidences and scores, against the better of \
            greedy and majority: at equal samples, tokens and price. What papers leave open, and the rule that is \
            recommended, are chosen on the newest run of the same model on the tune split; where both splits were sampled at \
            several temperatures, the majority is that of the one that is best there.

            --loops puts all loops of the database beside each other by what their prompts tell, with contrasts that were \
            stated beforehand and at equal spending.

            --crossing asks at what spending b overtakes a, on any axis of cost, within a run or between runs. --power asks \
            how many problems would show a difference.

            Examples:
              winnow compare --db x.db
              winnow compare --db x.db --strategies majority,verifier --budget 16
              winnow compare --db x.db --run 1,3 --strategies majority
              winnow compare --db x.db --a 1:majority@64 --b 3:majority@64
              winnow compare --db x.db --a 1:verifier@64 --b 1:majority@64 \\
                --at-equal tokens
              winnow compare --strategies majority,verifier --at-equal price \\
                --price calls=50
              winnow compare --crossing --a 1:majority --b 1:best-logprob --axis tokens
              winnow compare --rules --db x.db --budget 16
              winnow compare --loops --db modulo.db
              winnow compare --power --sd 0.25 --difference 0.02
              winnow compare --power --a 1:majority@64 --b 1:verifier@64 --problems 500
            """)

    @Option(
        help: ArgumentHelp(
            "Strategies, separated by commas: all pairs of one run, or each between several runs. (default: single, majority "
                + "and, where there are verdicts, verifier)", valueName: "names"))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("The budget of the strategies. (default: the smallest pool's size)", valueName: "k"))
    var budget: Int?

    @Option(
        help: ArgumentHelp(
            "The run of the strategies, or several to compare with each other. (default: the latest sampled run)",
            valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: ArgumentHelp("The first of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var a: String?

    @Option(help: ArgumentHelp("The second of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var b: String?

    @Option(help: ArgumentHelp("What both sides of a pair spend equally in expectation.", valueName: "axis"))
    var atEqual: AxisName?

    @Option(
        help: ArgumentHelp(
            "Rank the contenders by right − λ·wrong too, for these penalties, such as 0,1,4.", valueName: "numbers"))
    var penalties: CommaList<Double> = []

    @Flag(help: "Compare all rules to pick an answer with the better of greedy and majority.")
    var rules = false

    @Flag(help: "Print at what spending b overtakes a: contenders are RUN:STRATEGY, at every budget.")
    var crossing = false

    @Flag(help: "Compare all loops of the database, by what the next prompt tells and who decides.")
    var loops = false

    @Option(help: ArgumentHelp("What is spent, for --crossing. (default: tokens)", valueName: "axis"))
    var axis: AxisName?

    @OptionGroup var cluster: ClusterOption
    @OptionGroup var price: PriceOption
    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption
    @OptionGroup(title: "How many problems") var power: PowerOptions

    func validate() throws {
        if !rules { try price.validate(with: atEqual ?? axis) }
        try power.validate(hasContenders: a != nil)
        guard (a == nil) == (b == nil), strategies.elements.isEmpty || a == nil else {
            throw ValidationError("Give either --strategies, or both --a and --b.")
        }
        if crossing, budget != nil {
            throw ValidationError("--crossing is over all budgets; for a price at one, winnow require --break-even.")
        }
        if a != nil, !run.elements.isEmpty || budget != nil {
            throw ValidationError("--a and --b name their runs and budgets: leave --run and --budget out.")
        }
        if strategies.elements.count == 1, run.elements.count < 2 {
            throw ValidationError("--strategies needs two or more names, or --run two or more runs.")
        }
        if rules,
            a != nil || !strategies.elements.isEmpty || crossing || power.isAsked || atEqual != nil
                || !penalties.elements.isEmpty || verifier.name != nil || loops
        {
            throw ValidationError("--rules goes with --run, --budget, --price and --cluster alone.")
        }
        if crossing, a == nil { throw ValidationError("--crossing needs --a and --b.") }
        if penalties.elements.contains(where: { !$0.isFinite || $0 < 0 }) {
            throw ValidationError("--penalties are numbers of at least 0.")
        }
        if !penalties.elements.isEmpty, crossing || power.isAsked {
            throw ValidationError("--penalties go with neither --crossing nor --power.")
        }
        if cluster.isAsked, crossing || loops || power.isAsked {
            throw ValidationError("--cluster goes with none of --crossing, --loops and --power.")
        }
        if axis != nil, !crossing { throw ValidationError("--axis goes with --crossing.") }
        if [crossing, power.isAsked, atEqual != nil, loops].count(where: { $0 }) > 1 {
            throw ValidationError("Ask one thing at a time: --crossing, --power, --loops or --at-equal.")
        }
        let isChosen = a != nil || !strategies.elements.isEmpty || !run.elements.isEmpty || budget != nil
        if loops, isChosen || !penalties.elements.isEmpty || verifier.name != nil {
            throw ValidationError(
                "--loops finds its runs by itself: name no run, strategy, budget, penalty or verifier.")
        }
        if power.isAsked, !strategies.elements.isEmpty || !run.elements.isEmpty || budget != nil {
            throw ValidationError("--power measures on --a and --b.")
        }
    }

    func run() async throws {
        Terminal.write(try await report(), as: format)
    }

    private func report() async throws -> Report {
        if power.isAsked {
            guard let a, let b else {
                return try PowerStudy(power.question, PowerQuestion.Spread(standardDeviation: power.sd ?? 0)).report
            }
            let spread = try await PowerQuestion.Spread(
                Contender(parsing: a), Contender(parsing: b), in: DatabaseFile.open(database.path))
            return try PowerStudy(power.question, spread).report
        }
        let (store, bar, name) = (try DatabaseFile.open(database.path), quiet.progressBar, verifier.name)
        if rules {
            let runs =
                try run.elements.isEmpty
                ? RunChoice.latest(nil, in: store) : RunChoice.runs(run.elements.map(Int64.init), in: store)
            let request = RuleStudy.Request(
                budget: budget, price: try price.given, isClustered: cluster.isAsked)
            return try await interruptible {
                try await bar.during { try await RuleStudy(of: runs, in: store, request, observe: $0).report }
            }
        }
        if loops {
            return try await interruptible {
                try await bar.during { observe in try await LoopStudy(of: store, observe: observe).report }
            }
        }
        if crossing {
            let (a, b) = (try RunStrategy(parsing: a ?? ""), try RunStrategy(parsing: b ?? ""))
            let axis = try price.axis(axis ?? .tokens)
            return try await interruptible {
                try await bar.during { observe in
                    try await SpendingCrossing(a, b, on: axis, in: store, verifier: name, observe: observe).report
                }
            }
        }
        let pairs =
            if let a, let b {
                [(a: try Contender(parsing: a), b: try Contender(parsing: b))]
            } else {
                try ComparisonStudy.pairs(
                    strategies.elements, runs: run.elements.map(Int64.init), budget: budget, in: store)
            }
        let axis = try atEqual.map { try price.axis($0) }
        let penalties = penalties.elements
        let isClustered = cluster.isAsked
        return try await interruptible {
            try await bar.during { observe in
                var study = try await ComparisonStudy(
                    pairs, atEqual: axis, in: store, verifier: name, isClustered: isClustered, observe: observe)
                study.penalties = penalties
                return study.report
            }
        }
    }
}
