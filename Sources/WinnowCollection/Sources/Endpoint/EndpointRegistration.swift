import Foundation
import WinnowCore
import WinnowEndpoint
import WinnowJSON
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The rows that a run of an endpoint refers to.
struct EndpointRegistration: Sendable {
    let run: RowID<RunRecord>
    let problems: [RowID<ProblemRecord>]
    let judges: Judges

    /// The server's address is kept for the record, but it is no part of the run: servers move.
    init(
        _ plan: EndpointPlan, _ endpoint: Endpoint, _ problems: EndpointProblems, _ reader: any EndpointReader,
        in store: Store
    ) throws {
        let set = try store.findOrInsert(problems.set)
        self.problems = try store.findOrInsert(problems.records, in: set)
        let references = zip(self.problems, problems.references).compactMap { row, reference in
            reference.map { (row, $0) }
        }
        if !references.isEmpty { try store.setReferences(Dictionary(uniqueKeysWithValues: references)) }
        let model = Self.model(plan, endpoint, symbols: reader.symbols)
        judges = try reader.tools(in: store)
        let options = plan.options
        let identity = RunIdentity(
            modelSHA256: model.sha256, domain: problems.set.domain, problemSet: problems.set.name,
            problemSetSHA256: problems.set.sha256, seed: plan.seed, temperature: options.temperature, topK: 0,
            topP: options.topP, maxTokens: options.maxTokens, promptTemplate: plan.template.identity,
            kernelPath: Self.path(plan))
        run = try store.findOrInsert(
            RunRecord(
                identity: identity.sha256, kind: options.temperature == 0 ? "greedy" : "sample", problemSet: set,
                model: try store.findOrInsert(model), seed: plan.seed, temperature: options.temperature,
                topP: options.topP == 1 ? nil : options.topP, maxTokens: options.maxTokens,
                promptTemplate: plan.template.identity, kernelPath: identity.kernelPath,
                configurationJSON: OrderedJSON.object([
                    ("endpoint", .string(endpoint.url.absoluteString)), ("request", .string(endpoint.kind.rawValue)),
                    ("stop", .array(options.stop.map { .string($0) })),
                    ("extra", .optional(options.extra) { .string($0) }), ("per_request", .integer(plan.perRequest)),
                    ("stopping_rule", .optional(plan.rule?.name) { .string($0) }),
                ]).text, winnowVersion: winnowVersion, createdAt: Date.now.ISO8601Format()))
    }

    /// Pools that a rule has cut are another run than whole ones: which problems have many candidates depends on their
    /// answers.
    private static func path(_ plan: EndpointPlan) -> String {
        "endpoint" + (plan.rule.map { ", stopped by \($0.name)" } ?? "")
    }

    private static func model(_ plan: EndpointPlan, _ endpoint: Endpoint, symbols: [String]) -> ModelRecord {
        var digest = Digest()
        for text in ["endpoint", endpoint.model, plan.revision, endpoint.kind.rawValue] { digest.combine(text) }
        for text in plan.options.stop + [plan.options.extra ?? ""] { digest.combine(text) }
        digest.combine(symbols.isEmpty ? "text" : "tokens")
        for symbol in symbols { digest.combine(symbol) }
        let configuration = OrderedJSON.object([
            ("endpoint_model", .string(endpoint.model)), ("revision", .string(plan.revision)),
        ])
        return ModelRecord(
            name: endpoint.model, sha256: digest.hexadecimal, role: "generator", parameters: 0,
            configurationJSON: configuration.text, symbols: symbols)
    }
}
