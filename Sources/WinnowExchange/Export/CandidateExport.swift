public import Foundation
public import WinnowCore
import WinnowInterchange
import WinnowRuns
public import WinnowStore
import WinnowText

/// Runs that are written for other programs, problem by problem, in the memory of one problem.
public struct CandidateExport: Sendable {
    private let runs: [Stored<RunRecord>]
    private let store: Store

    /// The model that a batch of requests names; nil for each run's own.
    public var requestModel: String?

    /// - Parameter numbers: of runs; empty for all sampled runs.
    /// - Throws: ``ExperimentError`` when there is no such run.
    public init(runs numbers: [Int64], in store: Store) throws {
        self.store = store
        runs = try RunChoice.runs(numbers, in: store, allowing: Set(RunChoice.Special.allCases))
    }

    /// Writes the runs; an output that exists is whole, also when this was cancelled or killed.
    ///
    /// - Parameters:
    ///   - output: nil for standard output.
    ///   - replacing: whether an earlier file may be replaced; folders never are.
    /// - Returns: one line that says what was written.
    /// - Throws: ``ExperimentError`` when something is in the way or the format holds one run only and there are
    ///   several, `StoreError`, `CancellationError`, a Foundation error when the disk refuses.
    public func write(
        _ format: ExportFormat, to output: URL?, replacing: Bool, observe: @escaping WorkProgress.Observer
    ) async throws -> String {
        let exported = try runs.map { try ExportedRun($0, in: store) }
        if format.isFolder {
            guard let output else {
                throw ExperimentError("\(format.rawValue) writes a folder", hint: "give its name instead of -")
            }
            return try await NewFolder(output).filled { folder in
                try await writeFolder(format, exported, to: folder, observe: observe)
            } + " in \(output.path)\n"
        }
        let sink = try ExportSink(output, replacing: replacing)
        let count = try await writeLines(format, exported, to: sink, observe: observe)
        try sink.finish()
        return "\(text(count)) as \(format.rawValue)" + (output.map { " in \($0.path)" } ?? "") + "\n"
    }

    private func text(_ candidates: Int) -> String {
        "\(candidates) candidate\(candidates == 1 ? "" : "s") of \(runs.count) run\(runs.count == 1 ? "" : "s")"
    }

    private func writeLines(
        _ format: ExportFormat, _ exported: [ExportedRun], to sink: ExportSink, observe: WorkProgress.Observer
    ) async throws -> Int {
        let columns = Columns(exported)
        var isFirst = true
        return try await forEachPool(of: exported, observe) { run, pool in
            switch format {
            case .csv, .spreadsheet:
                let isSpreadsheet = format == .spreadsheet
                for candidate in pool.candidates {
                    let row = columns.row(candidate, of: pool, run)
                    if isFirst { try sink.write(row.csvHeader(spreadsheet: isSpreadsheet)) }
                    isFirst = false
                    try sink.write(row.csv(spreadsheet: isSpreadsheet))
                }
            case .everyEvalEver:
                for candidate in pool.candidates {
                    guard let line = EveryEvalEverLine(candidate, of: pool, run)?.line else {
                        throw ExperimentError(
                            "run \(run.run.id) has candidates that nobody has graded, which every-eval-ever has no place for",
                            hint: "grade them by references or by hand, or export another format")
                    }
                    try sink.write(line)
                }
            case .openAIBatch:
                for candidate in pool.candidates {
                    try sink.write(BatchRequest(candidate, of: pool, run, model: requestModel).line)
                }
            default: try sink.write(format.layout?.text(of: run.recorded(pool)) ?? "")
            }
        }
    }

    private func writeFolder(
        _ format: ExportFormat, _ exported: [ExportedRun], to folder: URL, observe: WorkProgress.Observer
    ) async throws -> String {
        if let layout = format.layout {
            let several = exported.count > 1
            let count = try await forEachPool(of: exported, observe) { run, pool in
                let place = several ? folder.appending(path: "run-\(run.run.id)") : folder
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                let file = place.appending(path: "\(pool.problem.position).yaml")
                try Data(layout.text(of: run.recorded(pool)).utf8).write(to: file)
            }
            return "\(text(count)) as \(format.rawValue)"
        }
        let columns = Columns(exported)
        if format == .parquet {
            let tool = try await ParquetTool()
            let sink = try ExportSink(folder.appending(path: "candidates.jsonl"), replacing: false)
            var longest = 0
            let count = try await forEachPool(of: exported, observe) { run, pool in
                for candidate in pool.candidates {
                    let line = columns.row(candidate, of: pool, run).json
                    longest = max(longest, line.utf8.count)
                    try sink.write(line)
                }
            }
            try sink.finish()
            try await tool.convert("candidates", columns.types, longest: longest, in: folder)
            try EstimateRows(exported, in: store).write(to: folder.appending(path: "estimates.jsonl"))
            try await tool.convert("estimates", EstimateRows.types, longest: 0, in: folder)
            return "\(text(count)), and their estimates, as \(format.rawValue) by \(tool.name)"
        }
        var count = 0
        for run in exported {
            let file = folder.appending(path: "data/run-\(run.run.id).jsonl")
            let sink = try ExportSink(file, replacing: false)
            count += try await forEachPool(of: [run], observe) { run, pool in
                for candidate in pool.candidates { try sink.write(columns.row(candidate, of: pool, run).json) }
            }
            try sink.finish()
        }
        try Data(DatasetCard.text(exported, candidates: count).utf8).write(to: folder.appending(path: "README.md"))
        return "\(text(count)) as \(format.rawValue)"
    }

    /// Calls `body` with each pool of runs, in order.
    ///
    /// - Returns: the number of candidates.
    private func forEachPool(
        of exported: [ExportedRun], _ observe: WorkProgress.Observer,
        _ body: (ExportedRun, ExportedRun.Pool) throws -> Void
    ) async throws -> Int {
        let total = Double(exported.reduce(0) { $0 + $1.problems.count })
        var (count, done) = (0, 0)
        for run in exported {
            for problem in run.problems {
                try Task.checkCancellation()
                done += 1
                guard let pool = try run.pool(of: problem) else { continue }
                try body(run, pool)
                count += pool.candidates.count
                await observe(
                    WorkProgress(task: "exporting", done: Double(done), total: total, detail: "\(count) candidates"))
            }
        }
        return count
    }
}

/// The columns that all rows of an export have, whoever scored which run.
private struct Columns {
    private let scorers: [String]
    private let verifiers: [String]
    private let hasHandGrades: Bool

    init(_ runs: [ExportedRun]) {
        scorers = Set(runs.flatMap(\.scorers).map { ExactText($0.name) }).sorted().map(\.text)
        hasHandGrades = runs.contains { !$0.handGrades.isEmpty }
        verifiers = Set(runs.flatMap(\.verifiers).map { ExactText($0.name) }).sorted().map(\.text)
    }

    /// The type of each column, as SQL names it.
    var types: [(name: String, type: String)] {
        ReadableRow.types + scorers.map { ("score_\($0)", "DOUBLE") } + verifiers.map { ("verdict_\($0)", "VARCHAR") }
    }

    func row(_ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun) -> ReadableRow {
        ReadableRow(candidate, of: pool, run, scorers: scorers, verifiers: verifiers, hasHandGrades: hasHandGrades)
    }
}
