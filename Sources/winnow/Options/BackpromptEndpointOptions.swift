import ArgumentParser
import WinnowCatalogue
import WinnowCollection
import WinnowDomains
import WinnowEndpoint

/// These options say what a server is asked in a back-prompting loop.
struct BackpromptEndpointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How a problem is put: plain, step-by-step, instructions, or a file with {{prompt}} or {{problem}} in it. "
                + "(default: plain; with --extract, instructions)", valueName: "template"))
    var template: String?

    @Option(
        help: ArgumentHelp(
            "How what is wrong is put: a file with {{critiques}} in it, and {{problem}}, {{previous}} or {{examples}} where "
                + "wanted.", valueName: "file"), completion: .file())
    var feedbackTemplate: String?

    @Option(
        help: ArgumentHelp(
            "Solved problems to show first: JSON objects with prompt and completion, one a line.", valueName: "file"),
        completion: .file())
    var fewShot: String?

    @Option(help: ArgumentHelp("The system message.", valueName: "text"))
    var system: String?

    @Option(
        help: ArgumentHelp(
            "How the answer is found; winnow import lists the ways. (default: the domain's own tokens)",
            valueName: "way"))
    var extract: String?

    @Option(
        name: .customLong("stop-text"), help: ArgumentHelp("A text that ends a completion; may be repeated."))
    var stopTexts: [String] = []

    @Option(
        help: ArgumentHelp(
            "More members of each request, such as {\"top_k\": 20, \"min_p\": 0}.", valueName: "JSON object"))
    var extra: String?

    @Option(
        help: ArgumentHelp(
            "Tells apart weights that servers call by one name; another revision is another run.", valueName: "text"))
    var revision = ""

    @Option(
        help: ArgumentHelp(
            "What a judge is asked: a file with {{answer}} or {{completion}} in it, and {{problem}} where wanted.",
            valueName: "file"), completion: .file())
    var judgeTemplate: String?

    @Option(help: ArgumentHelp("The model that judges. (default: the one that answers)", valueName: "name"))
    var judgeModel: String?

    @Option(help: ArgumentHelp("The server of the judge. (default: the one that answers)", valueName: "address"))
    var judgeEndpoint: String?

    @Option(help: ArgumentHelp("The word of the judge's reply that accepts.", valueName: "word"))
    var accept = "yes"

    @Option(help: ArgumentHelp("The word of the judge's reply that rejects.", valueName: "word"))
    var reject = "no"

    @Option(parsing: .unconditional, help: "The temperature of the judge's replies.")
    var judgeTemperature = 0.0

    /// The options that need a server, which a bundled model has no use for.
    var isGiven: Bool {
        template != nil || feedbackTemplate != nil || fewShot != nil || system != nil || extract != nil
            || !stopTexts.isEmpty || extra != nil || judgeTemplate != nil
    }

    /// Makes the plan of what is asked first.
    func plan(
        _ domain: any GeneratedDomain, _ split: Split, problems: Int, temperature: Double, topP: Double,
        maxTokens: Int?, seed: UInt64, _ endpoint: EndpointOptions
    ) throws -> EndpointPlan {
        EndpointPlan(
            source: .domain(domain, split, count: problems),
            reading: extract.map { .extraction($0) } ?? .domainTokens,
            template: try PromptTemplate(
                template ?? (extract == nil ? "plain" : "instructions"), fewShot: fewShot, system: system),
            options: EndpointRequest.Options(
                temperature: temperature, topP: topP,
                maxTokens: maxTokens ?? (extract == nil ? domain.completionLimit : 1024), stop: stopTexts,
                extra: extra),
            revision: revision, seed: seed, samples: 1, concurrency: endpoint.concurrency, budget: endpoint.budget)
    }

    /// The model that decides, where a template says what it is asked.
    func judge(_ address: String, model: String, _ endpoint: EndpointOptions) throws -> LoopJudge? {
        guard let judgeTemplate else { return nil }
        return try LoopJudge(
            try endpoint.client(judgeEndpoint ?? address, model: judgeModel ?? model), template: judgeTemplate,
            accepts: accept, rejects: reject,
            options: EndpointRequest.Options(temperature: judgeTemperature, maxTokens: 512))
    }
}
