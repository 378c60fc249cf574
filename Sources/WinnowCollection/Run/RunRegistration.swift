import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowKernels
import WinnowModel
import WinnowRuns
import WinnowStore

/// The rows that a run refers to.
struct RunRegistration {
    let run: RowID<RunRecord>
    let problems: [RowID<ProblemRecord>]
    let judges: Judges

    /// Finds the rows, or makes them.
    ///
    /// - Parameter search: the settings of a guided search, whose run is another than that of plain sampling.
    /// - Throws: ``ExperimentError`` when the run was sampled by other kernels and the plan does not allow them.
    init<D: GeneratedDomain>(
        _ plan: SamplingPlan, _ set: ProblemSet<D.Problem>, of domain: D, search: SearchSettings? = nil, in store: Store
    ) throws {
        let identity = RunIdentity(plan, set: set, of: domain)
        let record = ProblemSetRecord(
            domain: domain.name, name: set.name, version: set.version, sha256: identity.problemSetSHA256)
        let setID = try store.findOrInsert(record)
        problems = try store.findOrInsert(FrozenSet.records(set, of: domain, first: plan.problems), in: setID)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let parameters = plan.model.parameters
        let model = ModelRecord(
            name: plan.model.name, sha256: plan.model.sha256, role: "generator",
            parameters: parameters.configuration.parameterCount,
            configurationJSON: String(decoding: try encoder.encode(parameters.configuration), as: UTF8.self),
            symbols: plan.model.symbols)
        let modelID = try store.findOrInsert(model)
        judges = try DomainJudges(domain: domain, style: plan.model.style).tools(in: store)
        var configuration = ["style": plan.model.style.rawValue, "split": plan.split.rawValue]
        configuration["model_folder"] = plan.model.information == nil ? plan.model.folder.path : nil
        configuration.merge(search?.configuration ?? [:]) { $1 }
        let other = search == nil ? try identity.runOfOtherKernels(in: store) : nil
        if let other, !plan.allowsOtherKernels {
            throw ExperimentError(
                "run \(other.id) was sampled by the kernels \(other.record.kernelPath), and this build's are "
                    + "\(Kernels.path): its candidates would have other bits",
                hint: "go on with the other build, give another --db, or add --allow-other-kernels for a run beside it")
        }
        configuration["same_but_for_kernels"] = other.map { "run \($0.id)" }
        run = try store.findOrInsert(
            RunRecord(
                identity: search?.identity(of: identity.sha256) ?? identity.sha256,
                kind: search != nil ? RunRecord.searchKind : plan.options.temperature == 0 ? "greedy" : "sample",
                problemSet: setID, model: modelID, seed: plan.seed, temperature: plan.options.temperature,
                topK: plan.options.topK == 0 ? nil : plan.options.topK,
                topP: plan.options.topP == 1 ? nil : plan.options.topP, maxTokens: plan.options.maxTokens,
                kernelPath: Kernels.path,
                configurationJSON: String(decoding: try encoder.encode(configuration), as: UTF8.self),
                winnowVersion: winnowVersion, createdAt: Date.now.ISO8601Format()))
    }
}
