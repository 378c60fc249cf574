import ArgumentParser
import WinnowCatalogue
import WinnowCollection
import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowSelection

/// These options say what a server is asked when candidates are sampled from it.
struct EndpointSamplingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Problems of your own instead of a domain's: JSON objects with prompt, problem, question or messages, and "
                + "problem_id, reference or answer, and difficulty if known, one a line or in a list.",
            valueName: "file"), completion: .file())
    var problemsFile: String?

    @Option(
        help: ArgumentHelp(
            "A field of --problems-file that is called otherwise: problem, problem_id, reference or difficulty; may be "
                + "repeated.", valueName: "role=path"))
    var problemsField: [String] = []

    @Option(
        help: ArgumentHelp(
            "How a problem is put: plain, step-by-step, instructions (a domain's, in words), or a file with "
                + "{{prompt}} or {{problem}} in it. (default: plain; with --extract and a domain, instructions)",
            valueName: "template"))
    var template: String?

    @Option(
        help: ArgumentHelp(
            "Solved problems to show first: JSON objects with prompt and completion, one a line.", valueName: "file"),
        completion: .file())
    var fewShot: String?

    @Option(help: ArgumentHelp("The system message.", valueName: "text"))
    var system: String?

    @Option(
        help: ArgumentHelp(
            "How the answer is found; winnow import lists the ways. (default: a domain's own tokens; of a file, auto)",
            valueName: "way"))
    var extract: String?

    @OptionGroup var answers: ReadingOptionGroup

    @Option(
        name: .customLong("stop-text"), help: ArgumentHelp("A text that ends a completion; may be repeated."))
    var stopTexts: [String] = []

    @Option(
        help: ArgumentHelp(
            "More members of each request, such as {\"top_k\": 20, \"min_p\": 0}.", valueName: "JSON object"))
    var extra: String?

    @Flag(help: "Ask for the log-probabilities of the drawn tokens.")
    var logProbabilities = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Completions to ask for in one request; a server may give fewer.", valueName: "n"))
    var perRequest = 1

    @Option(
        help: ArgumentHelp(
            "Stop asking about a problem when this adaptive strategy would; --samples is then the cap.",
            valueName: "strategy"), completion: .list(AdaptiveVote.all.map(\.name)))
    var stopping: String?

    @Flag(
        help: "Ask first, with two or three short requests, whether the server heeds n, seed and log-probabilities.")
    var probe = false

    @Flag(help: "Ask about each problem once at temperature 0 too.")
    var greedy = false

    @Option(
        help: ArgumentHelp(
            "Tells apart weights that servers call by one name; another revision is another run.", valueName: "text"))
    var revision = ""

    /// Makes the plan of what is asked, with the rest of the options.
    func plan(_ sampling: SamplingOptionGroup, seed: UInt64, _ endpoint: EndpointOptions) throws -> EndpointPlan {
        guard let temperature = sampling.temperature.elements.first, sampling.temperature.elements.count == 1,
            sampling.model.elements.count == 1
        else { throw ValidationError("--endpoint takes one --model and one --temperature at a time.") }
        if sampling.topK != 0 { throw ValidationError("--top-k is no option of the endpoints' API.") }
        let source: EndpointPlan.Source
        var limit = 1024
        // A domain with tokens is put in words where its answers are looked for in words; others have no tokens.
        var (isInTokens, isWordy) = (false, false)
        if let problemsFile {
            source = .file(problemsFile)
        } else {
            guard let name = sampling.domain.elements.first, sampling.domain.elements.count == 1, name != "all" else {
                throw ValidationError("--endpoint takes one --domain at a time, or a --problems-file.")
            }
            let domain = try DomainChoice.drawn(name)
            if let domain = domain as? any GeneratedDomain {
                (isInTokens, isWordy) = (extract == nil, extract != nil)
                if isInTokens { limit = domain.completionLimit }
            }
            source = .domain(domain, sampling.split, count: sampling.problems)
        }
        var plan = EndpointPlan(
            source: source,
            reading: extract.map { .extraction($0) }
                ?? (isInTokens ? .domainTokens : .extraction("auto")),
            template: try PromptTemplate(
                template ?? (isWordy ? "instructions" : "plain"), fewShot: fewShot, system: system),
            options: EndpointRequest.Options(
                temperature: temperature, topP: sampling.topP, maxTokens: sampling.maxTokens ?? limit,
                stop: stopTexts, logProbabilities: logProbabilities,
                alternatives: sampling.confidence ? sampling.confidenceTop ?? 20 : nil, extra: extra),
            revision: revision, seed: seed, samples: sampling.samples, perRequest: perRequest,
            concurrency: endpoint.concurrency, rule: try stopping.map(Self.rule), budget: endpoint.budget)
        plan.problemFields = try problemFields
        plan.answers = try answers.options
        plan.probes = probe
        return plan
    }

    private var problemFields: [String: String] {
        get throws {
            guard problemsField.isEmpty || problemsFile != nil else {
                throw ValidationError("--problems-field goes with --problems-file.")
            }
            var fields: [String: String] = [:]
            for field in problemsField {
                let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, ["problem", "problem_id", "reference", "difficulty"].contains(parts[0]) else {
                    throw ValidationError(
                        "--problems-field \(field) is not ROLE=PATH with problem, problem_id, reference or difficulty.")
                }
                fields[parts[0]] = parts[1]
            }
            return fields
        }
    }

    private static func rule(_ name: String) throws -> AdaptiveVote {
        guard let rule = AdaptiveVote.named(name) else {
            let known = AdaptiveVote.all.map(\.name).joined(separator: ", ")
            throw ExperimentError.unknown(
                "stopping rule", name, among: AdaptiveVote.all.map(\.name), hint: "the rules are \(known)")
        }
        return rule
    }
}
