import WinnowAudit
public import WinnowReport
import WinnowStatistics
import WinnowStore

extension AuditStudy {
    /// The report has a table of each run, and as details how checkers agree, what they do to the order of strategies,
    /// where they first disagree with the strict word, and the smallest counter-examples.
    public var report: Report {
        var sections: [Report.Section] = []
        for run in runs {
            sections += [
                .table(run.table(isOne: true)), .detail(run.orderTable), .detail(run.agreementTable),
                .detail(run.disagreementTable),
            ]
        }
        if !counterExamples.isEmpty { sections.append(.detail(counterExampleTable)) }
        var report = Report(answer: runs.map(\.answer), sections, data: data)
        if let (run, candidate) = runs.lazy.compactMap(\.firstFalseAccept).first {
            report.next = [
                Report.Call(
                    "a candidate that a checker accepts and that is wrong",
                    "winnow inspect --run \(run) --problem \(candidate.problem) --sample \(candidate.sample)")
            ]
        }
        return report
    }

    /// The report has the counter-examples alone.
    public var counterExampleReport: Report { Report(counterExampleTable) }

    /// Programs read one table, of several runs with a column for the run.
    private var data: Table {
        guard runs.count > 1, let first = runs.first else { return runs[0].table(isOne: true) }
        var table = first.table(isOne: false)
        for run in runs.dropFirst() {
            for row in run.table(isOne: false).rows { table.append(row) }
        }
        return table
    }

    private var counterExampleTable: Table {
        var table = Table(
            title: "The smallest counter-examples",
            columns: [
                Column("checker"), Column("what"), Column("problem"), Column("text"), Column("why"),
            ])
        for (checkers, found) in counterExamples {
            for checker in checkers {
                for example in found.of(checker) {
                    table.append([
                        .text(checker.name), .text(example.kind.rawValue), .text(example.problem), .text(example.text),
                        .text(example.reason),
                    ])
                }
            }
        }
        let tried = counterExamples.map { "\($0.found.tried) for \($0.checkers.map(\.name).joined(separator: ", "))" }
        table.footnotes = [
            "Texts are tried in a fixed order, the shortest first: \(tried.joined(separator: "; ")). A kind that is absent was "
                + "not met among them. Why: what the strict word has against a text that a checker accepts, or the checker "
                + "against a right one. Where nothing is right: brute force over all expressions, or all paths, finds none."
        ]
        return table
    }
}

extension RunAudit {
    private static let share = Column.Kind.number(.percent(digits: 1))

    /// Says which checkers err, and what the worst of them does to the figure that people report.
    var answer: Note {
        let erring = published.filter { $0.falseAccepts + $0.falseRejects > 0 }
        let faithful = published.filter { $0.falseAccepts + $0.falseRejects == 0 }.map(\.name)
        var sentences: [String] = []
        let candidates = FigureText.count(audits.first?.candidates ?? 0, "candidate")
        if let worst = erring.min(by: { $0.agreement < $1.agreement }), let strict = strict(worst.subject) {
            sentences.append(
                "Run \(run.pools.title): of \(candidates), \(worst.name) accepts \(worst.falseAccepts) that are wrong and "
                    + "rejects \(worst.falseRejects) that are right")
            let comparison = PairedComparison(worst.rightByIt, strict.rightByIt)
            let change = FigureText.points(abs(comparison.difference), comparison.interval.sized(comparison.difference))
            let direction = comparison.difference < 0 ? "less" : "more"
            let swaps = worst.swaps(against: strict).count
            let order =
                swaps == 0
                ? "no two strategies change places"
                : "\(FigureText.count(swaps, "pair")) of strategies \(swaps == 1 ? "changes" : "change") places"
            sentences.append(
                (worst.subject == .answer
                    ? "graded by it, the majority is right in "
                    : "it accepts the trace behind the majority's answer in ")
                    + "\(FigureText.percent(worst.meanRight)) instead of "
                    + "\(FigureText.percent(strict.meanRight)), \(change) \(direction), and \(order)")
            if erring.count > 1 {
                let others = erring.filter { $0.name != worst.name }.map {
                    "\($0.name) (\($0.falseAccepts) and \($0.falseRejects))"
                }
                sentences.append("\(FigureText.list(others)) err too")
            }
        }
        if !faithful.isEmpty {
            let agree =
                "\(FigureText.list(faithful)) \(faithful.count == 1 ? "agrees" : "agree") with the strict word on all"
            sentences.append(sentences.isEmpty ? "Run \(run.pools.title): \(agree) \(candidates)" : agree)
        }
        return Note(sentences.joined(separator: "; ") + ".")
    }

    /// The table has one row for each strict word and each checker.
    ///
    /// - Parameter isOne: false to begin with the run's number, among several runs.
    func table(isOne: Bool) -> Table {
        var table = Table(
            title: "Published checkers: run \(run.pools.title), \(run.pools.problemSet.name)",
            columns: (isOne ? [] : [Column("run", kind: .integer)]) + [
                Column("checker"), Column("accepted", kind: .integer), Column("agreement", kind: Self.share),
                Column("false_accepts", header: "false accepts", kind: .integer),
                Column("false_rejects", header: "false rejects", kind: .integer),
                Column("right_by_it", header: "right by it", kind: Self.share),
            ])
        for audit in audits {
            table.append(
                (isOne ? [] : [.integer(Int(run.pools.run.id.value))]) + [
                    .text(audit.name), .integer(audit.accepted), .number(audit.agreement), .integer(audit.falseAccepts),
                    .integer(audit.falseRejects), .number(audit.meanRight),
                ])
        }
        table.footnotes = footnotes
        return table
    }

    private var footnotes: [String] {
        let problems = run.candidates.count
        let sizes = run.candidates.map(\.count)
        let size = sizes.min() == sizes.max() ? "\(sizes.min() ?? 0)" : "\(sizes.min() ?? 0) to \(sizes.max() ?? 0)"
        var notes = [
            "\(audits.first?.candidates ?? 0) candidates: \(size) of each of \(problems) problems. strict is the grade that "
                + "tables count"
                + (strict(.trace) == nil
                    ? "." : "; strict-trace is the strict check of the trace, legal and carried to its end.")
                + " Accepted, false accepts and false rejects are candidates; one without an answer is wrong.",
            "Right by it: the share of problems on which the checker accepts the majority's answer, when the majority is that of "
                + "the problem's whole pool, ties sharing the credit; where it judges the candidates with that answer "
                + "differently, a random one of these.",
        ]
        notes.append(
            "Checkers are written anew from their documented behaviour: "
                + published.compactMap(\.checker).map { "\($0.name): \($0.summary) [\($0.source)]" }.joined(
                    separator: "; ")
                + ".")
        let undecided = published.filter { $0.undecided > 0 }.map { "\($0.undecided) by \($0.name)" }
        if !undecided.isEmpty {
            notes.append(
                "Not decided, as the rule is written here, and not accepted: \(undecided.joined(separator: ", ")).")
        }
        if run.withoutReference > 0 {
            notes.append("\(run.withoutReference) problems without a reference are left out.")
        }
        return notes
    }

    /// The table has one row per strategy and one column per grade.
    var orderTable: Table {
        var table = Table(
            title: "Right answers of the whole pool by strategy and grader: run \(run.pools.title)",
            columns: [Column("strategy")] + audits.map { Column($0.name, kind: Self.share) })
        let names = audits.first?.strategies.map(\.name) ?? []
        for (place, name) in names.enumerated() {
            table.append([.text(name)] + audits.map { .number($0.strategies[place].right) })
        }
        table.footnotes = published.compactMap { audit in
            guard let strict = strict(audit.subject) else { return nil }
            let swaps = audit.swaps(against: strict)
            guard !swaps.isEmpty else { return nil }
            return "By \(audit.name), against \(strict.name), "
                + swaps.map { "\($0.better) is better than \($0.worse)" }.joined(separator: ", ") + "."
        }
        if table.footnotes.isEmpty { table.footnotes = ["No two strategies change places by any checker."] }
        return table
    }

    /// The table says on which share of the candidates two say the same.
    var agreementTable: Table {
        var table = Table(
            title: "On which share of the candidates two say the same: run \(run.pools.title)",
            columns: [Column("checker")] + audits.map { Column($0.name, kind: Self.share) })
        let said = audits.map { audit in
            let index = audit.checker.flatMap { checker in run.checkers.firstIndex { $0.name == checker.name } }
            return run.candidates.flatMap { problem in
                problem.map { candidate in
                    index.map { candidate.verdicts[$0].isAccepted } ?? candidate.isStrictlyRight(audit.subject)
                }
            }
        }
        for (row, audit) in audits.enumerated() {
            table.append(
                [.text(audit.name)]
                    + said.map { other in
                        let same = zip(said[row], other).count { $0 == $1 }
                        return .number(Double(same) / Double(max(1, other.count)))
                    })
        }
        return table
    }

    /// The table has the first candidate of the run that each checker wrongly accepts, and that it wrongly rejects.
    var disagreementTable: Table {
        var table = Table(
            title: "The first disagreements: run \(run.pools.title)",
            columns: [
                Column("checker"), Column("what"), Column("problem", kind: .integer), Column("sample", kind: .integer),
                Column("answer"), Column("reason"),
            ])
        for index in run.checkers.indices {
            for accepts in [true, false] {
                guard let found = first(index, accepts: accepts) else { continue }
                table.append([
                    .text(run.checkers[index].name), .text(accepts ? "false accept" : "false reject"),
                    .integer(found.problem), .integer(found.sample), found.answer.map(Cell.text) ?? .missing,
                    found.reason.map(Cell.text) ?? .missing,
                ])
            }
        }
        return table
    }

    private struct Disagreement {
        var problem: Int
        var sample: Int
        var answer: String?
        var reason: String?
    }

    private func first(_ index: Int, accepts: Bool) -> Disagreement? {
        let subject = run.checkers[index].subject
        for (entry, problem) in zip(run.pools.entries, run.candidates) {
            for candidate in problem {
                let verdict = candidate.verdicts[index]
                guard verdict.isAccepted == accepts, candidate.isStrictlyRight(subject) != accepts else { continue }
                return Disagreement(
                    problem: entry.problem.record.position, sample: candidate.sampleIndex,
                    answer: candidate.answer.map { $0.count > 60 ? String($0.prefix(60)) + "…" : $0 },
                    reason: verdict.reason)
            }
        }
        return nil
    }

    /// A candidate of the run that some checker accepts and that is wrong.
    var firstFalseAccept: (run: Int64, candidate: (problem: Int, sample: Int))? {
        for index in run.checkers.indices where run.checkers[index].subject == .answer {
            if let found = first(index, accepts: true) {
                return (run.pools.run.id.value, (found.problem, found.sample))
            }
        }
        return nil
    }
}

extension Interval {
    /// The interval of a difference without its sign.
    fileprivate func sized(_ difference: Double) -> Interval {
        difference < 0 ? Interval(low: -high, high: -low, method: method) : self
    }
}
