import ArgumentParser
import WinnowCollection
import WinnowEndpoint
import WinnowRuns

/// `winnow judge`: ask a model whether stored candidates are right.
struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Have the candidates of runs judged by a model behind an endpoint.",
        discussion: """
            The template is a text with {{problem}}, {{prompt}}, {{completion}} and {{answer}} where these belong. Of \
            the reply, the last word that accepts or rejects decides; a reply without either is an error, which is not \
            a rejection. Each candidate is judged --verifications times, by independent draws.

            Verdicts are read by tables, compare and require with --verifier NAME; the share of verifications that \
            accept is the score of a scorer of the same name. Both are kept as they come, and the same command asks \
            only what is missing.

            Example:
              winnow judge --endpoint http://127.0.0.1:8000/v1 --chat --model qwen --name qwen-judge \
            --template results/examples/judge.txt --verifications 5 --db x.db
            """)

    @OptionGroup(title: "Endpoint") var endpoint: EndpointOptions

    @Option(help: ArgumentHelp("The model, as the server knows it.", valueName: "name"))
    var model: String

    @Option(help: ArgumentHelp("What its judgements are called in tables.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What it is asked.", valueName: "file"), completion: .file())
    var template: String

    @Option(help: ArgumentHelp("The word that accepts.", valueName: "word"))
    var accept = "yes"

    @Option(help: ArgumentHelp("The word that rejects.", valueName: "word"))
    var reject = "no"

    @OptionGroup var verifications: VerificationsOption

    @Option(parsing: .unconditional, help: "The temperature of its replies.")
    var temperature = 0.7

    @Option(parsing: .unconditional, help: ArgumentHelp("The longest reply.", valueName: "tokens"))
    var maxTokens = 512

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var seed: SeedOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if endpoint.endpoint == nil { throw ValidationError("Give the --endpoint to ask.") }
        if !(temperature >= 0) || maxTokens < 1 {
            throw ValidationError("--temperature is at least 0, and --max-tokens positive.")
        }
    }

    func run() async throws {
        let client = try endpoint.client(endpoint.endpoint ?? "", model: model)
        let settings = ModelJudgement.Settings(
            name: name, template: template, accepts: accept, rejects: reject,
            options: EndpointRequest.Options(temperature: temperature, maxTokens: maxTokens),
            verifications: verifications.count, concurrency: endpoint.concurrency, seed: seed.seed,
            budget: endpoint.budget)
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .writing) { store in
            let judgement = try ModelJudgement(client, settings, runs: run.elements.map(Int64.init), in: store)
            Terminal.write(try await interruptible { try await bar.during { try await judgement.run(observe: $0) } })
        }
    }
}
