import Foundation
import WinnowInterchange
public import WinnowStore
import WinnowText

/// A report says what an import has found, stored and left out.
public struct ImportReport: Sendable {
    /// True where only the beginnings of the files were read, and nothing was stored.
    public let isTrial: Bool
    public private(set) var files: [FileReport] = []
    public private(set) var runs: [RunReport] = []

    /// Files of which nothing went in, with the reason.
    public private(set) var unread: [Unread] = []

    /// One of them.
    public struct Unread: Hashable, Sendable {
        public let name: String
        public let reason: String

        /// False for a file that is only empty.
        public let isDamaged: Bool
    }

    /// True where no sample of any file is in the database.
    public var hasNothing: Bool {
        !files.contains { $0.candidates > 0 || $0.known > 0 || $0.wasFinished }
            && runs.allSatisfy { $0.candidates == 0 }
    }

    /// The damaged file that comes first; nil where there is none.
    public var damaged: Unread? { unread.first(where: \.isDamaged) }

    /// One file.
    public struct FileReport: Hashable, Sendable {
        public let name: String
        public let format: String
        public let extraction: String
        public let records: Int
        public let candidates: Int
        public let known: Int
        /// The number of pieces that could not be read, and the first of them.
        public let rejectedCount: Int
        public let rejected: [RejectedRecord]
        public let otherReferences: Int

        /// Problems of the set that have a cluster, the clusters that they have, and problems that had several.
        public let clustered: Int
        public let clusters: Int
        public let otherClusters: Int
        /// Values that cannot be, with the number of samples that are stored without them; empty for none.
        public let leftOut: String

        /// The file was in this form, such as gzip; nil for plain text in UTF-8.
        public let form: String?

        /// True where it ends in the middle of a record.
        public let isHalf: Bool

        /// Samples graded by their recorded verdict, as their reference cannot be compared.
        public let gradedByFlag: Int

        /// Samples with the index of another sample of the file, put behind the others.
        public let renumbered: Int

        /// So many prompts come back under names that never do; nil where it is not so.
        public let promptsOfUniqueNames: Int?
        public let wasFinished: Bool
    }

    /// One run, with all that it holds.
    public struct RunReport: Hashable, Sendable {
        public let number: Int64
        public let model: String
        public let problems: Int
        public let candidates: Int
        public let unread: Int
        public let right: Int
        public let ungraded: Int
        public let accepted: Int?
        public let undecided: Int
        public let agreement: FlagAgreement
        public let reread: Int
    }

    init(isTrial: Bool) {
        self.isTrial = isTrial
    }

    /// So many pieces that could not be read are shown of each file; all are in the table `rejected`.
    private static let shown = 5

    mutating func add(
        _ row: Stored<ImportRecord>, _ outcome: FileImport.Outcome, of file: RecordFile, extraction: String,
        problems: ImportedProblems, in store: Store
    ) throws {
        let progress = outcome.progress
        files.append(
            FileReport(
                name: row.record.file, format: file.format.name, extraction: extraction, records: progress.records,
                candidates: progress.candidates, known: progress.known,
                rejectedCount: try store.rejectedCount(of: row.id),
                rejected: try store.rejected(of: row.id, first: Self.shown),
                otherReferences: problems.otherReferences.count, clustered: problems.clusters.count,
                clusters: Set(problems.clusters.values).count, otherClusters: problems.otherClusters.count,
                leftOut: outcome.leftOut.text, form: file.form,
                isHalf: outcome.isHalf, gradedByFlag: outcome.gradedByFlag, renumbered: outcome.renumbered,
                promptsOfUniqueNames: file.promptsOfUniqueNames, wasFinished: row.record.progress.isFinished))
    }

    mutating func add(unread name: String, _ error: ImportFileError) {
        unread.append(Unread(name: name, reason: error.what, isDamaged: error.kind != .empty))
    }

    mutating func add(
        _ run: Stored<RunRecord>, reread: Int, tools: TextTools, counting: Judges, in store: Store
    ) throws {
        var problems: Set<RowID<ProblemRecord>> = []
        var (candidates, unread, right, ungraded, accepted, undecided) = (0, 0, 0, 0, 0, 0)
        try store.forEachPoolRow(of: run.id, judgedBy: counting) { row in
            problems.insert(row.problem)
            candidates += 1
            if row.answerKey == nil { unread += 1 }
            if row.correct == true { right += 1 }
            if row.correct == nil { ungraded += 1 }
            if row.outcome == .accepted { accepted += 1 }
            if row.outcome == .error { undecided += 1 }
        }
        runs.append(
            RunReport(
                number: run.id.value, model: try store.model(run.record.model).name, problems: problems.count,
                candidates: candidates, unread: unread, right: right, ungraded: ungraded,
                accepted: tools.judges.verifier == nil ? nil : accepted, undecided: undecided,
                agreement: try store.agreement(of: run.id, flagsBy: tools.flags, with: tools.judges),
                reread: reread))
    }
}

extension ImportReport {
    /// Says what happened, for people.
    ///
    /// - Parameter database: the path to name in what to do next; nil to leave that out.
    public func text(database: String?) -> String {
        var lines = files.flatMap(lines)
        lines += unread.map { "\($0.name): not read, \($0.reason)" }
        for run in runs { lines += self.lines(run) }
        if isTrial {
            lines.append("Nothing was stored: this was a trial on the beginning of each file.")
        } else if let database {
            lines.append(
                "Next: winnow table --db \(ShellText.word(database)), or sqlite3 \(ShellText.word(database)) "
                    + "'SELECT * FROM candidate_readable'")
        }
        return lines.map { VisibleText.shown($0) + "\n" }.joined()
    }

    private func lines(_ file: FileReport) -> [String] {
        let form = file.form.map { " (\($0))" } ?? ""
        var lines = ["\(file.name)\(form): \(file.format), answers read by \(file.extraction)"]
        if file.wasFinished {
            lines.append("  imported before: nothing of it is new")
        } else {
            var counts = ["\(count(file.records, "record"))", "\(count(file.candidates, "candidate")) stored"]
            if file.known > 0 { counts.append("\(file.known) known already") }
            lines.append("  " + counts.joined(separator: ", "))
        }
        if !file.rejected.isEmpty {
            lines.append("  \(file.rejectedCount) could not be read (table rejected):")
            lines += file.rejected.map {
                "    \($0.file):\($0.line)\($0.part > 0 ? " sample \($0.part)" : ""): \($0.reason)"
            }
            if file.rejectedCount > file.rejected.count { lines.append("    …") }
        }
        if !file.leftOut.isEmpty { lines.append("  left out, as they cannot be: \(file.leftOut); the samples stay") }
        if file.isHalf { lines.append("  its last record is half written: it is read when it is whole") }
        if file.gradedByFlag > 0 {
            lines.append(
                "  \(count(file.gradedByFlag, "sample")) graded by the recorded verdict, as the reference cannot be "
                    + "compared with the answer")
        }
        if file.renumbered > 0 {
            lines.append(
                "  \(count(file.renumbered, "sample")) with the sample_index of another one: numbered behind the others"
            )
        }
        if let prompts = file.promptsOfUniqueNames {
            lines.append(
                "  every record has another name, and each of \(count(prompts, "prompt")) comes back: if names are those "
                    + "of samples, import with --field problem_id=prompt, the name of the prompt's field")
        }
        if file.otherReferences > 0 {
            lines.append(
                "  \(count(file.otherReferences, "problem")) had several references: the first of each is kept")
        }
        if file.clustered > 0 {
            lines.append(
                "  \(count(file.clustered, "problem")) in \(count(file.clusters, "cluster"))"
                    + (file.otherClusters > 0
                        ? "; \(file.otherClusters) of them came with several, of which the first is kept" : ""))
        }
        return lines
    }

    private func lines(_ run: RunReport) -> [String] {
        func percent(_ part: Int) -> String {
            String(format: "%.2f %%", 100 * Double(part) / Double(max(1, run.candidates)))
        }
        var lines = [
            "Run \(run.number), \(run.model): \(count(run.problems, "problem")), "
                + "\(count(run.candidates, "candidate")), of which \(percent(run.right)) right",
            "  no answer found in \(run.unread) (\(percent(run.unread))): they count as abstentions",
        ]
        if run.reread > 0 { lines.append("  \(run.reread) candidates that were stored before got this reading too") }
        if run.ungraded > 0 {
            lines.append("  \(run.ungraded) without a grade: give their references, flags or domain")
        }
        if let accepted = run.accepted {
            lines.append(
                "  the verifier accepted \(accepted) (\(percent(accepted)))"
                    + (run.undecided == 0 ? "" : " and could not decide on \(run.undecided)"))
        }
        lines += agreement(run)
        return lines
    }

    private func agreement(_ run: RunReport) -> [String] {
        let flags = run.agreement
        guard flags.flagged > 0 else { return [] }
        var lines = [
            "  recorded flags on \(flags.flagged): the grades differ from \(flags.regraded) of them"
                + (flags.reverified.map { ", the verdicts from \($0)" } ?? "")
                + (flags.regraded > 0 ? " (winnow list disagreements)" : "")
        ]
        if flags.conflicting > 0 {
            lines.append(
                "  \(flags.conflicting) answers of a problem are flagged both right and wrong; where flags are the grade, "
                    + "most of them decide and a tie is wrong")
        }
        return lines
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
