import WinnowCore
import WinnowDomains
import WinnowInterchange
public import WinnowReport
import WinnowRuns
import WinnowStore

/// Stored completions are read again, as they are read now or in another way: readings are added and none is lost.
///
/// The readings of one tool are those that count, so that keys of two versions never vote together.
public struct StoredReading: Sendable {
    private let extraction: String?
    private let options: ReadingOptions
    private let grouping: AnswerGrouping?

    /// - Parameters:
    ///   - extraction: a name of `Extraction/names`; nil to read as the run was read before.
    ///   - grouping: which answers of a problem count as one besides those of one key; nil for none.
    public init(extraction: String?, options: ReadingOptions, grouping: AnswerGrouping? = nil) {
        self.extraction = extraction
        self.options = options
        self.grouping = grouping
    }

    /// Reads a run.
    ///
    /// - Throws: ``ExperimentError`` for a run that there is not, or whose completions are tokens of a domain;
    ///   `CancellationError`, with what was read kept.
    public func read(run number: Int64, in collector: Collector) async throws -> Report {
        let (store, observe) = (collector.store, collector.observe)
        guard let run = try store.runs().first(where: { $0.id.value == number }) else {
            throw ExperimentError("there is no run \(number)", hint: "see winnow list runs")
        }
        let before = try store.judges(of: run.id)
        let stored = try Self.reader(before, in: store)
        guard stored != nil || before.extractor == nil else {
            throw ExperimentError(
                "the completions of run \(number) are tokens of a domain, which is the one way to read them",
                hint: "choose a run that was imported or asked of an endpoint")
        }
        let rule: AnswerReader
        if let extraction {
            rule = try options.reader(named: extraction)
        } else {
            rule = options.reader(stored?.extraction ?? .automatic, stored: stored)
        }
        let set = try store.problemSet(run.record.problemSet)
        let domain = try TextRuns.domain(of: set, run: run.id)
        let tools = try TextTools(rule, domain: domain, in: store)
        let reread = try await Rereading(
            store: store, reader: TextReader(rule: rule, domain: domain), tools: tools
        ).read(run, observe: observe)
        var counting = tools.judges
        var grouped: GroupedReading.Outcome?
        if let grouping {
            guard domain == nil else {
                throw ExperimentError(
                    "the answers of run \(number) are those of a domain, which says itself what is equal",
                    hint: "leave out --tolerance and --equivalence")
            }
            let outcome = try await GroupedReading(grouping: grouping, rule: rule, plain: tools.judges, store: store)
                .read(run, observe: observe)
            (counting, grouped) = (outcome.judges, outcome)
        }
        // Recorded verdicts and the grades of a program are of the sample, and stay.
        if let grader = before.grader, grader != counting.grader, try !Self.isOwn(grader, in: store) {
            counting.grader = grader
        }
        try store.choose(counting, of: run.id)
        var report = try Self.report(run, rule, reread, from: before, to: counting, in: store)
        if let grouping, let grouped { report.sections.append(.table(Self.table(grouping, grouped))) }
        return report
    }

    /// So many groups and conflicts are shown.
    private static let shown = 50

    private static func table(_ grouping: AnswerGrouping, _ outcome: GroupedReading.Outcome) -> Table {
        var notes = ["\(grouping.rule). key is the one that all of the group now have."]
        if case .equivalence = grouping {
            var text = "\(outcome.asked) pairs were asked about"
            if outcome.failed > 0 { text += ", \(outcome.failed) of them without an answer, which are different" }
            notes.append(text + ".")
        }
        for conflict in outcome.conflicts.prefix(shown) {
            notes.append(
                "conflict in problem \(conflict.position): \(conflict.one) and \(conflict.other) are called different, and "
                    + "others hold them together.")
        }
        if outcome.conflicts.count > shown { notes.append("\(outcome.conflicts.count - shown) more conflicts.") }
        if outcome.groups.count > shown { notes.append("\(outcome.groups.count - shown) more groups.") }
        var table = Table(
            title: "Answers counted as one",
            columns: [Column("problem", kind: .integer), Column("key"), Column("answers")], footnotes: notes)
        for group in outcome.groups.prefix(shown) {
            table.append([
                .integer(group.position), .text(group.key), .text(group.members.joined(separator: "  ~  ")),
            ])
        }
        return table
    }

    private static func reader(_ judges: Judges, in store: Store) throws -> AnswerReader? {
        guard let extractor = judges.extractor else { return nil }
        return AnswerReader(parametersJSON: try store.tool(extractor).parametersJSON)
    }

    /// Whether a grader is one that goes with a way of reading.
    private static func isOwn(_ grader: RowID<ToolRecord>, in store: Store) throws -> Bool {
        try store.tool(grader).name.hasSuffix("-text-grader")
    }

    private static func report(
        _ run: Stored<RunRecord>, _ rule: AnswerReader, _ reread: Int, from before: Judges, to now: Judges,
        in store: Store
    ) throws -> Report {
        let earlier = try keys(of: run.id, before, in: store)
        let later = try keys(of: run.id, now, in: store)
        var (candidates, abstained, changed, right) = (0, 0, 0, 0)
        for (candidate, reading) in later {
            candidates += 1
            if reading.key == nil { abstained += 1 }
            if reading.isRight == true { right += 1 }
            if earlier[candidate].map({ $0.key != reading.key }) ?? true { changed += 1 }
        }
        var table = Table(
            title: "Run \(run.id) read again: \(rule.name)",
            columns: [
                Column("run", kind: .integer), Column("version", kind: .integer), Column("candidates", kind: .integer),
                Column("read", kind: .integer), Column("other key", kind: .integer),
                Column("no answer", kind: .integer), Column("right", kind: .integer),
            ],
            footnotes: [
                "version is that of the tool that reads; read are the candidates that it had not read, other key those whose "
                    + "key differs from the earlier reading's, which stays stored (winnow list judges)."
            ])
        let version = try now.extractor.map { try store.tool($0).version } ?? 0
        table.append([
            .integer(Int(run.id.value)), .integer(version), .integer(candidates), .integer(reread), .integer(changed),
            .integer(abstained), .integer(right),
        ])
        return Report(table)
    }

    private struct Read {
        let key: String?
        let isRight: Bool?
    }

    private static func keys(
        of run: RowID<RunRecord>, _ judges: Judges, in store: Store
    ) throws -> [RowID<CandidateRecord>: Read] {
        var keys: [RowID<CandidateRecord>: Read] = [:]
        for position in try store.positions(of: run) {
            for entry in try store.candidates(of: run, positions: position...position, judgedBy: judges) {
                let judgements = entry.record.judgements
                keys[entry.candidateID] = Read(key: judgements.reading?.answerKey, isRight: judgements.correct)
            }
        }
        return keys
    }
}
