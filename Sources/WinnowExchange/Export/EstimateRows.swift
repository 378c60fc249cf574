import Foundation
import WinnowJSON
import WinnowStore

/// The cached estimates of runs as rows of named columns.
struct EstimateRows {
    /// The columns with their types as SQL names them, in order.
    static let types: [(name: String, type: String)] = [
        ("run", "BIGINT"), ("domain", "VARCHAR"), ("model", "VARCHAR"), ("split", "VARCHAR"),
        ("difficulty", "VARCHAR"), ("strategy", "VARCHAR"), ("guarantee", "VARCHAR"), ("budget", "BIGINT"),
        ("verifications", "BIGINT"), ("right", "DOUBLE"), ("right_low", "DOUBLE"), ("right_high", "DOUBLE"),
        ("wrong", "DOUBLE"), ("abstained", "DOUBLE"), ("samples_spent", "DOUBLE"), ("tokens_spent", "DOUBLE"),
        ("flops_spent", "DOUBLE"), ("verifier_calls", "DOUBLE"), ("problems", "BIGINT"), ("pool_size", "BIGINT"),
        ("estimator", "VARCHAR"), ("ties", "VARCHAR"), ("verifier", "VARCHAR"),
    ]

    private let runs: [ExportedRun]
    private let store: Store

    init(_ runs: [ExportedRun], in store: Store) { (self.runs, self.store) = (runs, store) }

    /// Writes one JSON object a line.
    ///
    /// - Throws: `StoreError` when the database cannot be read, a Foundation error when the disk refuses.
    func write(to file: URL) throws {
        let sink = try ExportSink(file, replacing: false)
        for run in runs {
            for estimate in try store.estimates(of: run.run.id) {
                let values = Self.values(of: estimate, run)
                let members = zip(Self.types, values).map { (key: $0.name, value: $1) }
                try sink.write(JSONValue.object(members).json() + "\n")
            }
        }
        try sink.finish()
    }

    private static func values(of row: EstimateRecord, _ run: ExportedRun) -> [JSONValue] {
        let names: [JSONValue] = [
            .integer(Int(run.run.id.value)), .string(run.problemSet.domain), .string(run.model.name),
            .string(row.split), .string(row.difficulty), .string(row.strategy), .string(row.guarantee),
            .integer(row.budget), .integer(row.verifications),
        ]
        let rates: [JSONValue] = [
            .number(row.right), .optional(row.rightLow) { .number($0) }, .optional(row.rightHigh) { .number($0) },
            .number(row.wrong), .number(row.abstained),
        ]
        let spent: [JSONValue] = [
            .number(row.samplesSpent), .number(row.tokensSpent), .number(row.flopsSpent), .number(row.verifierCalls),
        ]
        return names + rates + spent + [
            .integer(row.problems), .integer(row.poolSize), .string(row.estimator), .string(row.ties),
            .optional(row.verifier) { .string($0) },
        ]
    }
}
