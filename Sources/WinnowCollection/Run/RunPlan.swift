import Foundation
public import WinnowCatalogue
import WinnowCore
public import WinnowDomains
import WinnowRuns
public import WinnowStore

/// A plan says all that a run's row says: what decides its candidates, and of which problems they are.
struct RunPlan: Sendable {
    var identity: String
    var kind: RunKind
    var problems: ProblemList
    var model: ModelRecord
    var seed: UInt64

    /// The temperature is nil where nobody knows it.
    var temperature: Double?

    /// The limit is nil for none, as `topP`.
    var topK: Int?
    var topP: Double?
    var maxTokens: Int
    var promptTemplate = ""
    var kernelPath: String
    var parameters: SourceParameters
}

/// The problems that a source makes candidates of, as the store has them.
struct ProblemList: Sendable {
    let set: ProblemSetRecord
    let records: [ProblemRecord]

    /// The references are what graders compare with, by place; nil where nothing is known.
    let references: [String?]

    init(_ set: ProblemSetRecord, _ records: [ProblemRecord], references: [String?]? = nil) {
        self.set = set
        self.records = records
        self.references = references ?? records.map { _ in nil }
    }
}

/// A run that is stored, with the rows that its candidates refer to.
struct RegisteredRun: Sendable {
    let run: RowID<RunRecord>

    /// The problems' rows, by place.
    let problems: [RowID<ProblemRecord>]

    /// The positions in the problem set, 1-based, by place.
    let positions: [Int]

    /// The sample indices that are stored, by problem.
    let present: [RowID<ProblemRecord>: RangeSet<Int>]

    /// The sample indices that a problem lacks, in ascending order.
    func missing(at place: Int, of samples: Int) -> [Int] {
        guard let have = present[problems[place]] else { return Array(0..<samples) }
        return (0..<samples).filter { !have.contains($0) }
    }
}

extension Store {
    /// Finds the rows of a run, or makes them.
    ///
    /// - Throws: `StoreError` of kind `conflict` for a set, a model or problems that are stored with another content.
    func register(_ plan: RunPlan) throws(StoreError) -> RegisteredRun {
        let set = try findOrInsert(plan.problems.set)
        let problems = try findOrInsert(plan.problems.records, in: set)
        let references = zip(problems, plan.problems.references).compactMap { row, reference in
            reference.map { (row, $0) }
        }
        if !references.isEmpty { try setReferences(Dictionary(uniqueKeysWithValues: references)) }
        let run = try findOrInsert(
            RunRecord(
                identity: plan.identity, kind: plan.kind, problemSet: set, model: try findOrInsert(plan.model),
                seed: plan.seed, temperature: plan.temperature, topK: plan.topK, topP: plan.topP,
                maxTokens: plan.maxTokens, promptTemplate: plan.promptTemplate, kernelPath: plan.kernelPath,
                configurationJSON: RunOrigin.added(to: plan.parameters.json), winnowVersion: winnowVersion,
                createdAt: Date.now.ISO8601Format()))
        return RegisteredRun(
            run: run, problems: problems, positions: plan.problems.records.map(\.position),
            present: try sampleIndices(of: run))
    }
}

extension FrozenSet {
    /// Makes the store's rows of the first problems of a list.
    public static func records<D: DrawnDomain>(
        _ set: ProblemSet<D.Problem>, of domain: D, first count: Int
    ) -> [ProblemRecord] {
        set.problems.prefix(count).enumerated().map { index, problem in
            ProblemRecord(
                position: index + 1, canonicalHash: hash(problem, of: domain),
                difficulty: domain.difficulty(of: problem).rawValue, split: set.split.rawValue,
                specification: domain.specification(of: problem),
                prompt: domain.promptText(for: problem))
        }
    }
}
