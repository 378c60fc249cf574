import WinnowAnalysis
public import WinnowCore
public import WinnowReport
import WinnowRuns
import WinnowStore
import WinnowText

/// Makes the tables of a pack again and compares them with those in it.
public struct Replay: Sendable {
    private let store: Store
    private let path: String
    private let content: PackContent

    /// A finding says what came of the replay.
    public struct Finding: Sendable {
        /// One line for the pack and one for each table.
        public var report: String

        /// The tables that were made again.
        public var tables: String

        /// Tables that differ from those in the pack.
        public var different: [String]
    }

    /// Opens a pack and checks its digests.
    ///
    /// - Throws: ``ExperimentError`` when the file is no pack or damaged; `StoreError` when it is no database.
    public init(_ path: String) throws {
        store = try Store(path: path, readOnly: true)
        self.path = path
        guard let entries = try store.packEntries() else {
            throw ExperimentError(
                "'\(path)' is no pack", hint: "make one of it with: winnow pack --db \(ShellText.quoted(path))")
        }
        content = try PackContent(entries, of: path)
        let digest: String
        do throws(StoreError) {
            try store.refuseDamage()
            digest = try PackContent.digest(of: store)
        } catch {
            throw ExperimentError.damagedPack(path, "it cannot be read (\(error.what))")
        }
        guard digest == content.digest else {
            throw ExperimentError.damagedPack(path, "its rows are not those that were packed")
        }
    }

    /// Makes the tables again.
    ///
    /// - Parameter format: of the tables that are given back; they are compared as CSV, digit by digit.
    public func run(as format: TableFormat, observe: @escaping WorkProgress.Observer) async throws -> Finding {
        let runs = try RunChoice.runs([], in: store, allowing: Set(RunChoice.Special.allCases))
        let (made, summaries) = try await PackContent.tables(of: store, observe: observe)
        var lines = [
            "\(path): \(content.title.isEmpty ? "untitled" : content.title), licence \(content.licence), "
                + "\(runs.count) run\(runs.count == 1 ? "" : "s"), packed \(content.createdAt) by winnow "
                + content.winnowVersion,
            "sha256 of rows \(content.digest): as packed",
        ]
        if !content.note.isEmpty { lines.insert(content.note, at: 1) }
        var different: [String] = []
        for (name, packed) in content.tables.sorted(by: { $0.key < $1.key }) {
            let (old, new) = (Self.lines(packed), Self.lines(made[name] ?? ""))
            let differences = zip(old, new).count { $0 != $1 } + abs(old.count - new.count)
            if differences > 0 { different.append(name) }
            lines.append(
                "table \(name): \(old.count - 1) rows, "
                    + (differences == 0 ? "equal to the digit" : "\(differences) of them different"))
        }
        var tables = made["strategies"] ?? ""
        if !format.isData {
            // Those of each difficulty are compared, but too many to be shown.
            tables = try BudgetStudy(
                summaries.map { RunSummary($0.pools, $0.request, columns: $0.columns) }
            ).report.rendered(as: format)
        }
        return Finding(
            report: lines.map { VisibleText.shown($0) + "\n" }.joined(), tables: tables, different: different)
    }

    private static func lines(_ text: String) -> [Substring] { text.split(whereSeparator: \.isNewline) }
}
