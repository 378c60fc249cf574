import ArgumentParser
import WinnowCollection
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStore

/// `winnow judge`: verdicts and scores of stored candidates, by a learned scorer, a program or a model behind an endpoint.
struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Have stored candidates judged: by learned scorers, your own program or a model behind an endpoint.",
        discussion: """
            Judgements are stored beside the candidates as they come, with what they cost; nothing is sampled again, and \
            the same command asks only what is missing. Strategies pick by scores (orm-max, prm-min-vote, NAME-max); \
            tables, compare and require read verdicts with --verifier NAME.

            --scorer asks learned scorers.

            --combine makes one judgement of several that are stored, none of which need be sound: combined-stacked (a \
            logistic model of them all), combined-unsupervised (accuracies told from how they agree, with three or more), \
            combined-any, combined-K-of-N and combined-all. Thresholds and weights come from --tune-run, a run of other \
            problems; the table compares each combination with each single judge, and says which err together.

            --command starts a program of yours once, which reads one JSON object a line: id, problem, prompt, \
            completion, answer, repeat, and following, the number of lines that come before winnow waits; never the \
            reference. For each it writes one line, in order: {"outcome": "accepted"}, rejected or error, and optionally \
            critiques (a list of texts); with --gives score {"value": 0.7} and optionally step_values. Either may add \
            tokens and seconds. A candidate that it takes too long for, or ends at twice, is an error, which is not a \
            rejection; the program is started again. Candidates of equal content are asked about once. Another command, or \
            a changed script, is another judge.

            --gives choice asks a program for a strategy: each line has the candidates of a problem, or of a random part of \
            them that winnow draws, and the program answers {"choice": SAMPLE}, or null for none. NAME is then a strategy \
            in tables and comparisons, at the powers of two below the pool's size with the error of the draws, and at that \
            size.

            --gives first-error asks a program for the first wrong step of an imported text, whose paragraphs are its steps: \
            each line has steps, a list of texts, and the program answers {"first_error": 2}, counted from 0, or -1 for none. \
            Where a file brought labels of steps, as ProcessBench does, a program that --gives score is told the steps too, \
            and gives as many step_values. winnow scorers --first-error compares them with the labels.

            --gives knockout, swiss or genselect makes tournaments: the same lines have two candidates, of genselect up to \
            8, and the winner goes on. Each question is asked in two opposite orders, --verifications times each; answers \
            that tie are settled by a coin of the --seed. knockout-NAME and so on are then strategies at the same sizes, \
            which charge the calls; winnow list comparisons shows how far the place of a candidate decides. --pairs limits \
            the questions of one call.

            --endpoint asks a model. The template is a text with {{problem}}, {{prompt}}, {{completion}} and {{answer}} \
            where these belong. Of the reply, the last word that accepts or rejects decides; a reply without either is an \
            error. The share of --verifications that accept is a score of the same name. In a tournament the template has \
            {{candidates}}, which are numbered from 0, and the number behind the last "Judgment:" decides.

            With --shard one of several processes judges its part, each in a copy of the database; winnow merge makes one of \
            the copies.

            Examples:
              winnow judge --db results/quickstart.db --scorer orm,prm,yesno
              winnow judge --db x.db --run 1 --scorer yesno-check --verifications 8
              winnow judge --db x.db --combine orm,prm,logistic --tune-run 2 --run 1
              winnow judge --db x.db --name tests --command ./run-tests --sound
              winnow judge --db x.db --name rm --command ./my-model --gives score
              winnow judge --db x.db --name rule --gives choice \\
                --command "python3 results/examples/choose.py"
              winnow judge --db x.db --name critic --gives first-error \\
                --command "python3 results/examples/first_error.py"
              winnow judge --db x.db --name shorter --gives knockout \\
                --command "python3 results/examples/compare.py"
              winnow judge --endpoint http://127.0.0.1:8000/v1 --chat --model qwen \\
                --name qwen --template results/examples/judge.txt --db x.db
              winnow judge --endpoint http://127.0.0.1:8000/v1 --chat --model qwen \\
                --name qwen --gives genselect --pairs 500 --db x.db \\
                --template results/examples/compare.txt
            """)

    /// What a program says of a candidate.
    enum Judgement: String, CaseIterable, ExpressibleByArgument {
        case verdict
        case score
        case choice
        case firstError = "first-error"
        case knockout
        case swiss
        case genselect

        /// The tournament that is asked for; nil for what is none.
        var tournament: Tournament.Kind? { Tournament.Kind(rawValue: rawValue) }
    }

    @Option(help: "What your program, or in tournaments your model, gives. (default: verdict)")
    var gives: Judgement?

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var verifications: VerificationsOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup(title: "One of several processes") var shards: ShardOptionGroup
    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    @Option(help: "How to write the table of learned scorers or of combinations.")
    var format = TableFormat.terminal

    @OptionGroup(title: "Learned scorers") var scorers: ScorerOptionGroup
    @OptionGroup(title: "Several judges as one") var combination: CombinationOptionGroup
    @OptionGroup(title: "Your own program") var program: ExternalToolOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Random parts of each size that a program chooses among; in tournaments the most parts, all by default. "
                + "(default: 16)", valueName: "n"))
    var draws: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most questions of tournaments to ask in this call: each order of a pair is one. (default: no limit)",
            valueName: "n"))
    var pairs: Int?

    @Flag(help: "It accepts right answers only: say so only where that is proved.")
    var sound = false

    @Flag(help: "It accepts all right answers.")
    var complete = false

    @OptionGroup(title: "A model behind an endpoint") var model: ModelJudgeOptions

    func validate() throws {
        let judges = [
            !scorers.scorer.elements.isEmpty, !combination.combine.elements.isEmpty, program.command != nil,
            model.server.endpoint != nil,
        ]
        guard judges.count(where: { $0 }) == 1 else {
            throw ValidationError(
                "Give one judge: --scorer, or --combine, or --name and --command, or --name and --endpoint.")
        }
        if !combination.combine.elements.isEmpty, shards.shard != nil {
            throw ValidationError("A combination is fitted on a whole run: leave --shard out with --combine.")
        }
        if combination.combine.elements.isEmpty != (combination.tuneRun == nil) {
            throw ValidationError(
                "--combine and --tune-run belong together: what is combined is fitted on other problems.")
        }
        if gives == .verdict, program.command == nil, !scorers.scorer.elements.isEmpty {
            throw ValidationError("A learned scorer gives scores: see winnow require --scorer for one as a verifier.")
        }
        if gives == .choice {
            guard program.command != nil else { throw ValidationError("--gives choice is of a --command.") }
            guard program.workers == 1, verifications.count == 1 else {
                throw ValidationError("Choices are asked of one copy, once: leave --workers and --verifications out.")
            }
        } else if gives == .firstError {
            guard program.command != nil else { throw ValidationError("--gives first-error is of a --command.") }
            guard verifications.count == 1, program.evidence == .trace else {
                throw ValidationError("Steps are asked about once, as texts: leave --verifications and --evidence out.")
            }
        }
        if draws != nil, gives != .choice, gives?.tournament == nil {
            throw ValidationError("--draws is of --gives choice and of tournaments.")
        }
        try validateTournament()
        if sound || complete, gives != nil && gives != .verdict || program.command == nil {
            throw ValidationError("--sound and --complete are of a --command that gives verdicts.")
        }
        if program.command == nil, model.server.endpoint != nil, program.name == nil {
            throw ValidationError("Give the --name that its judgements have in tables.")
        }
        if gives == .score || gives == .firstError, model.server.endpoint != nil {
            throw ValidationError("A model gives verdicts, whose share is a score: leave --gives out.")
        }
    }

    private func validateTournament() throws {
        guard gives?.tournament != nil else {
            if pairs != nil { throw ValidationError("--pairs is of --gives knockout, swiss or genselect.") }
            return
        }
        guard program.command != nil || model.server.endpoint != nil else {
            throw ValidationError("A tournament is judged by a --command or a model behind an --endpoint.")
        }
        guard verifications.count > 0 else { throw ValidationError("--verifications counts from 1.") }
        if let pairs, pairs < 1 { throw ValidationError("--pairs counts from 1.") }
        if let draws, draws < 1 { throw ValidationError("--draws counts from 1.") }
        if shards.shard != nil, try shards.share().division == .samples {
            throw ValidationError("A tournament needs all samples of its problems: divide by problems or cells.")
        }
    }

    /// Makes the tournament that is asked for; nil where none is.
    private func tournament(_ tool: ExternalTool?, in store: Store) throws -> TournamentJudging? {
        guard let kind = gives?.tournament else { return nil }
        let tournament = Tournament(kind, repeats: verifications.count, seed: seed.seed)
        let limits = TournamentJudging.Limits(calls: pairs, parts: draws)
        let runs = run.elements.map(Int64.init)
        var judging =
            if let tool {
                try TournamentJudging(tournament, by: tool, limits, runs: runs, in: store)
            } else {
                try TournamentJudging(
                    tournament, by: model.client(model.server.endpoint ?? ""),
                    model.settings(name: program.name ?? "", verifications: verifications.count, seed: seed.seed),
                    limits, runs: runs, in: store)
            }
        judging.share = try shards.share()
        return judging
    }

    func run() async throws {
        let tool = try program.command.map { _ in
            let question: ExternalTool.Question =
                switch gives {
                case .score: .score
                case .choice, .knockout, .swiss, .genselect: .choice
                case .firstError: .firstError
                default: .verdict
                }
            return try program.tool(question, sound: sound, complete: complete)
        }
        let client = try model.server.endpoint.map(model.client)
        let settings = model.settings(name: program.name ?? "", verifications: verifications.count, seed: seed.seed)
        let share = try shards.share()
        let (runs, repeats, bar) = (run.elements.map(Int64.init), verifications.count, quiet.progressBar)
        try await DatabaseFile.with(database.path, for: .writing) { store in
            if let judging = try tournament(tool, in: store) {
                return Terminal.write(
                    try await interruptible { try await bar.during { try await judging.run(observe: $0) } })
            }
            if let tool, gives == .choice {
                let judging = try ChoiceJudging(tool, runs: runs, draws: draws ?? 16, in: store)
                return Terminal.write(
                    try await interruptible { try await bar.during { try await judging.run(observe: $0) } })
            }
            if let tool {
                var judgement = try ExternalJudgement(tool, runs: runs, repeats: repeats, in: store)
                judgement.share = share
                return Terminal.write(
                    try await interruptible { [judgement] in
                        try await bar.during { try await judgement.run(observe: $0) }
                    })
            }
            if let client {
                var judgement = try ModelJudgement(client, settings, runs: runs, in: store)
                judgement.share = share
                return Terminal.write(
                    try await interruptible { [judgement] in
                        try await bar.during { try await judgement.run(observe: $0) }
                    })
            }
            if let tuneRun = combination.tuneRun {
                let judging = try CombinedJudging(
                    combination.combine.elements, tunedOn: Int64(tuneRun), runs: runs, in: store)
                let report = try await interruptible { try await bar.during { try await judging.run(observe: $0) } }
                return Terminal.write(report, as: format)
            }
            var request = scorers.request(
                runs: run.elements, verifications: repeats, seed: seed.seed, threads: threads.count)
            request.share = share
            let scoring = CandidateScoring(store: store, request: request)
            let report = try await interruptible { try await bar.during { try await scoring.run(observe: $0) } }
            Terminal.write(report.table.rendered(as: format), as: format)
        }
    }
}
