import Foundation
import WinnowAnalysis
import WinnowCore
import WinnowReport
import WinnowRuns
import WinnowStore
import WinnowText

/// The content is what a pack says of itself: where it comes from, its licence, its digest and the tables that were made from it.
struct PackContent: Hashable {
    var title: String
    var licence: String
    var note: String
    var createdAt: String
    var winnowVersion: String
    var digest: String

    /// CSV by the tables' names.
    var tables: [String: String]

    private static let tablePrefix = "table: "

    var entries: [PackEntry] {
        [
            PackEntry(name: "title", content: title), PackEntry(name: "licence", content: licence),
            PackEntry(name: "note", content: note), PackEntry(name: "created at", content: createdAt),
            PackEntry(name: "winnow version", content: winnowVersion),
            PackEntry(name: "sha256 of rows", content: digest),
            PackEntry(name: "sha256 of this pack", content: seal),
        ] + tables.sorted { $0.key < $1.key }.map { PackEntry(name: Self.tablePrefix + $0.key, content: $0.value) }
    }

    /// SHA-256 over everything else that the pack says.
    var seal: String {
        var hash = Digest()
        for text in [title, licence, note, createdAt, winnowVersion, digest] { hash.combine(text) }
        for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
            hash.combine(name)
            hash.combine(table)
        }
        return hash.hexadecimal
    }
}

extension PackContent {
    /// - Throws: ``ExperimentError`` when an entry is missing or was changed.
    init(_ entries: [PackEntry], of path: String) throws(ExperimentError) {
        let values = Dictionary(entries.map { (ExactText($0.name), $0.content) }) { first, _ in first }
        guard values.count == entries.count else { throw .damagedPack(path, "two of its entries have the same name") }
        func value(_ name: String) throws(ExperimentError) -> String {
            guard let value = values[ExactText(name)] else { throw .damagedPack(path, "its \(name) is missing") }
            return value
        }
        title = try value("title")
        licence = try value("licence")
        note = try value("note")
        createdAt = try value("created at")
        winnowVersion = try value("winnow version")
        digest = try value("sha256 of rows")
        tables = [:]
        for (name, content) in values where name.text.hasPrefix(Self.tablePrefix) {
            tables[String(name.text.dropFirst(Self.tablePrefix.count))] = content
        }
        guard try value("sha256 of this pack") == seal else {
            throw .damagedPack(path, "its tables or its particulars were changed")
        }
    }

    /// SHA-256 over the rows of a pack's tables of raw data; see `Store.forEachRowBytes`.
    static func digest(of store: Store) throws(StoreError) -> String {
        var digest = Digest()
        try store.forEachRowBytes { digest.combine(Data($0)) }
        return digest.hexadecimal
    }

    /// The tables that all runs of a database give, as CSV: every strategy at every budget, on all problems and on those
    /// of each difficulty, of loops by rounds; traces against answers, where there are any.
    static func tables(
        of store: Store, observe: WorkProgress.Observer
    ) async throws -> (tables: [String: String], summaries: [RunSummary]) {
        let runs = try RunChoice.runs([], in: store, allowing: [.search, .stopped, .rounds])
        let study = try await BudgetStudy(
            of: runs, in: store, StrategyRequest(byDifficulty: true, allowsRagged: true), saving: false,
            observe: observe)
        var tables = ["strategies": study.report.rendered(as: .csv)]
        let traces = try TraceShareStudy(of: runs.filter { $0.record.kind != .backprompt }, in: store).report.rendered(
            as: .csv)
        if traces.contains(where: \.isNewline) { tables["traces"] = traces }
        return (tables, study.summaries)
    }
}

extension ExperimentError {
    static func damagedPack(_ path: String, _ reason: String) -> ExperimentError {
        ExperimentError("'\(path)' is damaged: \(reason)", hint: "get another copy")
    }
}
