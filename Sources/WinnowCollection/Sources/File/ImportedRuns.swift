import Foundation
import WinnowCore
import WinnowInterchange
import WinnowRuns
import WinnowStore
import WinnowText

/// The runs of an import, one for each model that its files name.
struct ImportedRuns {
    /// The origin is what a run's identity covers besides its model.
    struct Origin: Hashable {
        /// SHA-256 of the file that the runs began with.
        var sha256: String
        var settings: String
        /// The name of the model that the files do not name.
        var model: String
        var temperature: Double?
        /// True where the user chose that name, so that names in the files are parts of it.
        var isNamed: Bool
    }

    let origin: Origin
    private let store: Store
    private let set: ProblemSetRecord
    private(set) var runs: [ExactText: RowID<RunRecord>] = [:]
    private var taken: [RowID<RunRecord>: [RowID<ProblemRecord>: RangeSet<Int>]] = [:]

    /// The places of samples whose file gives them none, and of those whose file does.
    private var assigned: [RowID<RunRecord>: [RowID<ProblemRecord>: RangeSet<Int>]] = [:]
    private var given: [RowID<RunRecord>: [RowID<ProblemRecord>: RangeSet<Int>]] = [:]

    /// The samples that were met under a name of their own, in all files of one call.
    var names: Set<ExactText> = []

    /// Places are those of samples that are stored, or will be with what was taken.
    struct Places {
        fileprivate let taken: [RowID<RunRecord>: [RowID<ProblemRecord>: RangeSet<Int>]]

        func has(_ index: Int, of problem: RowID<ProblemRecord>, in run: RowID<RunRecord>) -> Bool {
            taken[run]?[problem]?.contains(index) ?? false
        }
    }

    /// The places as they are now.
    var places: Places { Places(taken: taken) }

    init(_ origin: Origin, set: ProblemSetRecord, in store: Store) {
        self.origin = origin
        self.set = set
        self.store = store
    }

    /// The run of a model, made when there is none.
    ///
    /// - Parameter model: as the file names it; nil when it does not.
    mutating func run(of model: String?) throws -> RowID<RunRecord> {
        let name = model.map { origin.isNamed ? "\(origin.model)/\($0)" : $0 } ?? origin.model
        if let run = runs[ExactText(name)] { return run }
        var weights = Digest()
        weights.combine("recorded")
        weights.combine(name)
        let model = ModelRecord(
            name: name, sha256: weights.hexadecimal, role: "recorded", parameters: 0, configurationJSON: "{}",
            symbols: [])
        var identity = Digest()
        for part in [RunKind.imported.rawValue, origin.sha256, origin.settings, name] { identity.combine(part) }
        let registered = try store.register(
            RunPlan(
                identity: identity.hexadecimal, kind: .imported, problems: ProblemList(set, []), model: model, seed: 0,
                temperature: origin.temperature, maxTokens: 0, kernelPath: "recorded", parameters: .file(parameters)))
        let run = registered.run
        runs[ExactText(name)] = run
        taken[run] = registered.present
        return run
    }

    /// Finds the runs that an earlier import of the same origin made.
    mutating func findStored() throws {
        for run in try store.runs() where SourceParameters(run.record) == .file(parameters) {
            runs[ExactText(try store.model(run.record.model).name)] = run.id
            taken[run.id] = try store.sampleIndices(of: run.id)
        }
    }

    private var parameters: SourceParameters.File { .init(origin: origin.sha256, settings: origin.settings) }

    /// Finds how the newest reading of the stored runs was made: a call that does not say goes on with it.
    func rule() throws -> AnswerReader? {
        guard let run = runs.values.min(), let tool = try store.judges(of: run).extractor else { return nil }
        return AnswerReader(parametersJSON: try store.tool(tool).parametersJSON)
    }

    /// Says whether a sample of a problem is in the run, or will be with what was taken before.
    func has(_ index: Int, of problem: RowID<ProblemRecord>, in run: RowID<RunRecord>) -> Bool {
        taken[run]?[problem]?.contains(index) ?? false
    }

    /// Forgets which places the samples of the last file were given: another file may mean the same ones.
    mutating func beginFile() {
        assigned = [:]
        given = [:]
    }

    /// Says whether the file that is read put a sample there that it gave no index.
    func isAssigned(_ index: Int, of problem: RowID<ProblemRecord>, in run: RowID<RunRecord>) -> Bool {
        assigned[run]?[problem]?.contains(index) ?? false
    }

    /// Says whether the file that is read gave the place to a sample.
    func isGiven(_ index: Int, of problem: RowID<ProblemRecord>, in run: RowID<RunRecord>) -> Bool {
        given[run]?[problem]?.contains(index) ?? false
    }

    /// Takes note of a sample's own name, and tells whether it was met before.
    mutating func isKnown(_ uuid: String, in run: RowID<RunRecord>) -> Bool {
        !names.insert(ExactText("\(run.value) \(uuid)")).inserted
    }

    /// Marks a sample index of a problem as used.
    ///
    /// - Parameter index: nil for the first behind all that are used.
    /// - Returns: the index.
    mutating func take(_ index: Int?, of problem: RowID<ProblemRecord>, in run: RowID<RunRecord>) -> Int {
        let used = taken[run]?[problem] ?? RangeSet()
        let isGiven = index != nil
        let index = index ?? used.ranges.last?.upperBound ?? 0
        if isGiven {
            given[run, default: [:]][problem, default: RangeSet()].insert(contentsOf: index..<index + 1)
        } else {
            assigned[run, default: [:]][problem, default: RangeSet()].insert(contentsOf: index..<index + 1)
        }
        taken[run, default: [:]][problem, default: RangeSet()].insert(contentsOf: index..<index + 1)
        return index
    }
}
