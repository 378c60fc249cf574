public import ArgumentParser
import WinnowAnalysis
import WinnowCatalogue
import WinnowCollection
import WinnowCore
import WinnowDomains
import WinnowReport
public import WinnowRuns
import WinnowStore

extension CritiqueArm: ExpressibleByArgument {}
extension PromptHistory: ExpressibleByArgument {}
extension LoopEnd: ExpressibleByArgument {}

/// `winnow backprompt`: answers that are criticised and asked for again, until a verifier accepts one.
struct BackpromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backprompt",
        abstract: "Generate, criticise and generate again, until a verifier accepts, and print what that is worth.",
        discussion: """
            An episode is a first answer and, while the verifier rejects, at most --rounds answers to prompts that tell \
            what was wrong. An accepted answer ends it; an episode without one abstains, or gives its last answer.

            --verifier decides when an episode ends: sound is the domain's own; noisy:TPR,FPR accepts right and wrong answers \
            at these rates, the same answer of a problem always alike; scorer:NAME or scorer:NAME>=0.7 is a learned scorer \
            of the same generator, scorer:orm@medium of another; judge:NAME is a model that \
            --judge-template asks about each answer of a server.

            --critique says what the next prompt tells: none; binary, that the answer is wrong; first or all critiques of the \
            domain's sound verifier, also where another verifier decides (of a right answer that it rejects there is only \
            binary); shuffled, what is wrong with an answer to another problem; wrong, a false critique of the same kind and \
            length; judge, what the judge replies. none with --history none is resampling, the control: the same prompt again.

            First answers are those of winnow sample under the same --seed, in every arm. A bundled generator reads no \
            critiques; its reviser does (winnow train reviser) and gives the later rounds of every arm but resampling. \
            Without one, later rounds repeat the generator's own prompt, and all arms equal resampling. More rounds, \
            episodes or problems extend a run; the same command goes on after an interruption.

            winnow table shows the rounds of such runs, winnow compare --a 2:backprompt@8 --b 1:backprompt@8 --at-equal \
            all-tokens compares two arms, and winnow inspect --episode 0 shows an episode as a conversation.

            --log reads what another program recorded, such as the logs of back-prompting experiments, into the same tables: \
            its own verdicts decide, and without a --domain they grade too.

            With --shard one of several processes makes its part of the episodes and prints what came of it; winnow merge \
            makes one database of all parts, and winnow table its table.

            Examples:
              winnow backprompt --domain chain --model medium --critique none \\
                --history none --rounds 8 --problems 40 --db x.db
              winnow backprompt --domain maze --model weak --verifier noisy:0.9,0.1 \\
                --rounds 15 --episodes 4 --db x.db
              winnow backprompt --endpoint http://127.0.0.1:8000/v1 --chat --model qwen \\
                --domain countdown --extract last-line --critique first --rounds 8 \\
                --problems 40 --db x.db
            """)

    @Option(
        help: ArgumentHelp("The domain; of a --log, what grades its answers, if anything.", valueName: "name"),
        completion: .list(DomainChoice.names))
    var domain: String?

    @Option(
        help: ArgumentHelp(
            "Read a recorded loop instead: JSON objects with problem_id, trial_num, prompt_num, response and verdict, one a "
                + "line, in which --critique and --history say what its prompts told.", valueName: "file"),
        completion: .file())
    var log: String?

    @Option(help: ArgumentHelp("A bundled model or a model folder.", valueName: "name"))
    var model = "medium"

    @Option(
        help: ArgumentHelp(
            "The bundled reviser or the folder of one that gives the later rounds, or none. (default: the model's, if one is "
                + "bundled)", valueName: "name"))
    var reviser: String?

    @Option(
        help: ArgumentHelp(
            "What ends an episode: sound, noisy:TPR,FPR, noisy:TPR,FPR,SEED, scorer:NAME, scorer:NAME>=T or judge:NAME.",
            valueName: "verifier"))
    var verifier = "sound"

    @Option(help: "What the next prompt tells of a rejected answer.")
    var critique = CritiqueArm.first

    @Option(help: "How much of the episode the next prompt shows.")
    var history = PromptHistory.last

    @Option(parsing: .unconditional, help: ArgumentHelp("The most answers of an episode.", valueName: "n"))
    var rounds = 15

    @Option(parsing: .unconditional, help: ArgumentHelp("Episodes of each problem.", valueName: "n"))
    var episodes = 1

    @Option(help: "What an episode gives whose rounds are used up.")
    var atEnd = LoopEnd.abstain

    @Option(parsing: .unconditional, help: "The temperature.")
    var temperature = 0.8

    @Option(parsing: .unconditional, help: "Keep the k most probable tokens only; 0 keeps all.")
    var topK = 0

    @Option(parsing: .unconditional, help: "Keep the most probable tokens that reach p together; 1 keeps all.")
    var topP = 1.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The largest completion. (default: the domain's own limit)", valueName: "tokens"))
    var maxTokens: Int?

    @Option(help: "The split of the problems: results are reported on test.")
    var split = Split.test

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many problems: the first of the domain's frozen list.", valueName: "n"))
    var problems = 100

    @OptionGroup(title: "Endpoint") var endpoint: EndpointOptions
    @OptionGroup(title: "Endpoint: what is asked") var asking: BackpromptEndpointOptions
    @OptionGroup(title: "One of several processes") var shards: ShardOptionGroup
    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if log != nil, endpoint.endpoint != nil { throw ValidationError("A --log was recorded: leave --endpoint out.") }
        if log == nil, domain == nil { throw ValidationError("Name the --domain, or give a --log.") }
        if endpoint.endpoint == nil, log == nil, asking.isGiven {
            throw ValidationError("What a server is asked goes with the --endpoint to ask.")
        }
        if shards.shard != nil, log != nil {
            throw ValidationError("A --log was recorded as a whole: leave --shard out.")
        }
        if shards.shard != nil, shards.division == .cells {
            throw ValidationError("A loop is one run: cut it by problems or by samples, which are its episodes.")
        }
        if reviser != nil, endpoint.endpoint != nil || log != nil {
            throw ValidationError("A --reviser is a model of this program: leave it out with --endpoint and --log.")
        }
        if endpoint.endpoint != nil, topK != 0 { throw ValidationError("--top-k is no option of the endpoints' API.") }
    }

    func run() async throws {
        let source = try source()
        var request = StrategyRequest()
        request.isHeadline = !format.format.isData
        let bar = quiet.progressBar
        guard try shards.share().shard.isWhole else {
            return try await DatabaseFile.with(database.path, for: .creating) { store in
                let outcome = try await interruptible {
                    try await bar.during { try await source.collect(into: Collector(into: store, observe: $0)) }
                }
                Terminal.write(outcome.lines.map { $0 + "\n" }.joined())
            }
        }
        try await DatabaseFile.with(database.path, for: .creating) { [request] store in
            let (outcome, study) = try await interruptible {
                try await bar.during { observe in
                    let outcome = try await source.collect(into: Collector(into: store, observe: observe))
                    let study = try await BudgetStudy(
                        of: RunChoice.runs([outcome.run.value], in: store, allowing: [.rounds]), in: store, request,
                        saving: true, observe: observe)
                    return (outcome, study)
                }
            }
            var report = study.report(Headline(), database: store.path)
            report.answer += outcome.lines.map { Note($0) }
            Terminal.write(report, as: format)
        }
    }

    /// The source of the answers: a model of this program, or a server.
    private func source() throws -> any LoopSource {
        if let log {
            return try LoopLog(
                log, domain: domain.map(DomainChoice.named), extract: asking.extract ?? "auto", model: model,
                critique: critique, history: history, atEnd: atEnd)
        }
        let domain = domain ?? ""
        var loop = LoopPlan(
            verifier: try LoopVerifier(parsing: verifier), critique: critique, history: history, rounds: rounds,
            episodes: episodes, atEnd: atEnd)
        loop.share = try shards.share()
        guard let address = endpoint.endpoint else {
            let plans = try SamplingRequest(
                domains: [domain], models: [model], temperatures: [temperature], topK: topK, topP: topP,
                maxTokens: maxTokens, split: split, problems: problems, samples: episodes, seed: seed.seed,
                threads: threads.count
            ).plans()
            guard plans.count == 1 else { throw ValidationError("--domain and --model name one each.") }
            let isResampling = critique == .none && history == .none
            if isResampling, let reviser, reviser != "none" {
                throw ValidationError(
                    "--critique none with --history none asks the generator again: leave --reviser out.")
            }
            let reviser =
                isResampling ? nil : try Reviser.load(self.reviser, with: model, of: DomainChoice.generated(domain))
            return BackpromptSource(plans[0], loop, reviser: reviser, threads: threads.count)
        }
        let plan = try asking.plan(
            DomainChoice.generated(domain), split, problems: problems, temperature: temperature, topP: topP,
            maxTokens: maxTokens, seed: seed.seed, endpoint)
        return EndpointBackprompt(
            try endpoint.client(address, model: model), plan, loop,
            feedback: try FeedbackTemplate(contentsOf: asking.feedbackTemplate),
            judge: try asking.judge(address, model: model, endpoint))
    }
}
