import Foundation
import WinnowStore
import WinnowText

extension ImportReport {
    /// What happened, for people.
    ///
    /// - Parameter database: the path to name in what to do next; nil to leave that out.
    public func text(database: String?) -> String {
        var lines = files.flatMap(lines) + runs.flatMap(lines)
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
        var lines = ["\(file.name): \(file.format), answers read by \(file.extraction)"]
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
        if file.otherReferences > 0 {
            lines.append(
                "  \(count(file.otherReferences, "problem")) had several references: the first of each is kept")
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
