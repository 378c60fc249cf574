public import ArgumentParser
import WinnowCatalogue
import WinnowCollection
public import WinnowDomains

extension Split: ExpressibleByArgument {}

/// These options say what to sample: lists make a grid, one pool for each combination.
struct SamplingOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp("Domains, separated by commas, or all that have bundled models.", valueName: "names"),
        completion: .list(DomainChoice.names + ["all"]))
    var domain = CommaList(SamplingOptionGroup.usual.domains)

    @Option(
        help: ArgumentHelp("Bundled models or model folders, separated by commas, or all.", valueName: "names"),
        completion: .list(["weak", "medium", "strong", "answer-only", "all"]))
    var model = CommaList(SamplingOptionGroup.usual.models)

    @Option(parsing: .unconditional, help: ArgumentHelp("Temperatures, separated by commas.", valueName: "numbers"))
    var temperature = CommaList(SamplingOptionGroup.usual.temperatures)

    @Option(parsing: .unconditional, help: "Keep the k most probable tokens only; 0 keeps all.")
    var topK = SamplingOptionGroup.usual.topK

    @Option(parsing: .unconditional, help: "Keep the most probable tokens that reach p together; 1 keeps all.")
    var topP = SamplingOptionGroup.usual.topP

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The largest completion. (default: the domain's own limit)", valueName: "tokens"))
    var maxTokens: Int?

    @Option(help: "The split of the problems: results are reported on test.")
    var split = SamplingOptionGroup.usual.split

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many problems: the first of the domain's frozen list.", valueName: "n"))
    var problems = SamplingOptionGroup.usual.problems

    @Option(parsing: .unconditional, help: ArgumentHelp("How many candidates of each problem.", valueName: "n"))
    var samples = SamplingOptionGroup.usual.samples

    @Flag(
        help: ArgumentHelp(
            "Sample even if the database holds this run by another build's kernels, as a run beside it."))
    var allowOtherKernels = false

    @Flag(
        help: ArgumentHelp(
            "Store how sure the model is of each token, which changes no candidate; runs that lack it get it."))
    var confidence = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many of the best tokens --confidence averages. (default: 20 of a server, else an eighth of the vocabulary)",
            valueName: "k"))
    var confidenceTop: Int?

    func validate() throws {
        if let confidenceTop {
            guard confidence else { throw ValidationError("--confidence-top goes with --confidence.") }
            guard (2...1_000).contains(confidenceTop) else {
                throw ValidationError("--confidence-top must be in 2...1000.")
            }
        }
    }

    /// What is sampled unasked.
    private static let usual = SamplingRequest(
        domains: ["all"], models: ["medium"], problems: 100, samples: 64, seed: 1, threads: 1)

    /// The names of the options that differ from what they are unasked, but for ``allowOtherKernels``.
    var given: [String] {
        let differences = [
            ("domain", domain.elements != Self.usual.domains), ("model", model.elements != Self.usual.models),
            ("temperature", temperature.elements != Self.usual.temperatures), ("top-k", topK != Self.usual.topK),
            ("top-p", topP != Self.usual.topP), ("max-tokens", maxTokens != nil), ("split", split != Self.usual.split),
            ("problems", problems != Self.usual.problems), ("samples", samples != Self.usual.samples),
            ("confidence", confidence),
        ]
        return differences.filter(\.1).map(\.0)
    }

    func request(seed: UInt64, threads: Int) -> SamplingRequest {
        SamplingRequest(
            domains: domain.elements, models: model.elements, temperatures: temperature.elements, topK: topK,
            topP: topP, maxTokens: maxTokens, split: split, problems: problems, samples: samples, seed: seed,
            threads: threads, allowsOtherKernels: allowOtherKernels,
            confidence: confidence ? ConfidenceRequest(best: confidenceTop) : nil)
    }
}
