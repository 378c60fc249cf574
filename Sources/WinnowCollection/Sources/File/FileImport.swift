import Foundation
import WinnowAnswers
import WinnowCore
import WinnowInterchange
import WinnowMessages
import WinnowStore
import WinnowText

/// Reads one file into the database, batch by batch.
///
/// Candidates, what is said of them, and how far the file has been read are one transaction, so a killed import goes on
/// behind its last batch.
struct FileImport {
    let file: RecordFile
    let row: Stored<ImportRecord>
    let store: Store
    let reader: TextReader
    let tools: TextTools

    /// The most records to read; nil for all.
    let limit: Int?

    /// This much is stored at once: memory is that of a batch, whatever the file's size.
    private static let batch = (candidates: 2000, bytes: 8 << 20)

    /// Pending is what has been read and is not stored yet.
    private struct Pending {
        var candidates: [(candidate: ImportedCandidate, record: SourceRecord, part: Int)] = []
        var rejected: [RejectedRecord] = []
        var bytes = 0

        var isFull: Bool { candidates.count >= batch.candidates || bytes >= batch.bytes }
    }

    /// An outcome says how far a file was read, and what became of odd things in it.
    struct Outcome {
        var progress: ImportProgress
        var leftOut = LeftOut()

        /// True where the file ends in the middle of a record, which is read when it is whole.
        var isHalf = false

        /// Samples that have the index of another sample, and were put behind the others.
        var renumbered = 0

        /// Samples whose recorded verdict is their grade, as their reference cannot be compared.
        var gradedByFlag = 0
    }

    /// Reads the file from where it was left.
    ///
    /// - Throws: `CancellationError` when cancelled, with what was stored kept.
    func read(
        into problems: inout ImportedProblems, _ runs: inout ImportedRuns, observe: WorkProgress.Observer
    ) async throws -> Outcome {
        var outcome = Outcome(progress: row.record.progress)
        var pending = Pending()
        var lots = RecordedLots(tools)
        let began = outcome.progress.records
        // Files of different drawings number their samples alike: what another one brought has other samples.
        let others = file.part.drawing != nil && began == 0 ? runs.places : nil
        runs.beginFile()
        try await file.read(from: outcome.progress.position, records: began) { record in
            if record.isHalf, limit == nil, record.candidates.allSatisfy({ (try? $0.get()) == nil }) {
                outcome.isHalf = true
                return true
            }
            for (index, result) in record.candidates.enumerated() {
                switch result {
                case .success(let candidate):
                    outcome.leftOut.add(candidate)
                    pending.candidates.append((candidate, record, index + 1))
                    pending.bytes += candidate.completion?.utf8.count ?? 0
                case .failure(let fault):
                    pending.rejected.append(
                        record.rejected(fault, part: record.candidates.count == 1 ? 0 : index + 1))
                }
            }
            outcome.progress.records = record.line
            outcome.progress.position = file.isReadByLine ? record.end : 0
            if pending.isFull {
                try Task.checkCancellation()
                try commit(&pending, &outcome, &problems, &runs, &lots, others)
                await report(outcome.progress, observe)
            }
            return limit.map { record.line - began < $0 } ?? true
        }
        if limit == nil {
            outcome.progress.isFinished = true
            if file.isReadByLine, !outcome.isHalf { outcome.progress.position = row.record.bytes }
        }
        try commit(&pending, &outcome, &problems, &runs, &lots, others)
        await report(outcome.progress, observe)
        return outcome
    }

    private func report(_ progress: ImportProgress, _ observe: WorkProgress.Observer) async {
        // Of a format that is not read line by line, only the number of records is known.
        let done = file.isReadByLine ? progress.position : progress.isFinished ? row.record.bytes : 0
        await observe(
            WorkProgress(
                task: "importing \(row.record.file)", done: Double(done), total: Double(max(1, row.record.bytes)),
                detail: "\(progress.candidates) candidates"))
    }

    /// Stores what is waiting, together with how far the file has been read.
    private func commit(
        _ pending: inout Pending, _ outcome: inout Outcome, _ problems: inout ImportedProblems,
        _ runs: inout ImportedRuns, _ lots: inout RecordedLots, _ others: ImportedRuns.Places?
    ) throws {
        let places = try problems.places(
            of: pending.candidates.map(\.candidate.problem),
            from: URL(fileURLWithPath: file.path).deletingLastPathComponent())
        var entries: [CollectedCandidate] = []
        var waiting: [SampleKey: (text: String, entry: Int)] = [:]
        for ((candidate, record, part), place) in zip(pending.candidates, places) {
            do {
                let place = try place.get()
                let run = try runs.run(of: candidate.model)
                if let uuid = candidate.uuid, runs.isKnown(uuid, in: run) {
                    outcome.progress.known += 1
                    continue
                }
                var given = candidate.sampleIndex
                // A sample without an index may have been put there before: it is another one.
                if let index = given, runs.isAssigned(index, of: place.id, in: run) { given = nil }
                if let index = given, others?.has(index, of: place.id, in: run) == true { given = nil }
                if let index = given, runs.has(index, of: place.id, in: run) {
                    let key = SampleKey(run: run, problem: place.id, index: index)
                    let stored = try waiting[key]?.text ?? text(of: key, at: place.position)
                    let isSame = ExactText(stored) == ExactText(candidate.content)
                    if !isSame, candidate.isNumberedByPlace {
                        given = nil
                    } else if !isSame, runs.isGiven(index, of: place.id, in: run) {
                        outcome.renumbered += 1
                        given = nil
                    }
                    guard isSame || given == nil else {
                        throw RecordFault(
                            "sample \(index) of problem \(place.position) is in run \(run) already, with another text: "
                                + "number it otherwise, or import its file with another --model-name or into another --db"
                        )
                    }
                    if isSame {
                        let said = try lots.sayings(of: candidate, in: store)
                        if let entry = waiting[key]?.entry {
                            try said.add(to: &entries[entry])
                        } else if let row = try sample(key, at: place.position, judgedBy: Judges())?.candidateID {
                            try said.add(to: row, lots, in: store)
                        }
                        outcome.progress.known += 1
                        continue
                    }
                }
                let index = runs.take(given, of: place.id, in: run)
                waiting[SampleKey(run: run, problem: place.id, index: index)] = (candidate.content, entries.count)
                let isByFlag = reader.usesFlagDespite(place.reference, TextReader.Source(candidate))
                if isByFlag { outcome.gradedByFlag += 1 }
                var entry = entry(candidate, index, place, run)
                try lots.sayings(of: candidate, in: store).add(to: &entry)
                entries.append(entry)
            } catch let fault as RecordFault {
                pending.rejected.append(record.rejected(fault, part: record.candidates.count == 1 ? 0 : part))
            }
        }
        outcome.progress.candidates += entries.count
        try store.append(
            CandidateBatch(
                entries, judges: lots.judges, reading: .init(of: row.id, outcome.progress, rejected: pending.rejected)))
        pending = Pending()
    }

    private struct SampleKey: Hashable {
        let run: RowID<RunRecord>
        let problem: RowID<ProblemRecord>
        let index: Int
    }

    /// Reads what a stored sample says.
    private func text(of key: SampleKey, at position: Int) throws -> String {
        for tool in tools.recordedVersions {
            let record = try sample(key, at: position, judgedBy: Judges(extractor: tool))?.record
            if let text = record?.candidate.completion?.text ?? record?.judgements.reading?.answer { return text }
        }
        return ""
    }

    private func sample(
        _ key: SampleKey, at position: Int, judgedBy judges: Judges
    ) throws -> Stored<CandidateEntry>? {
        try store.candidate(of: key.run, position: position, sampleIndex: key.index, judgedBy: judges)
    }

    private func entry(
        _ candidate: ImportedCandidate, _ index: Int, _ place: ImportedProblems.Place, _ run: RowID<RunRecord>
    ) -> CollectedCandidate {
        let read = reader.judgements(
            of: TextReader.Source(candidate), specification: place.specification, reference: place.reference)
        let own = Judgements(
            reading: candidate.answer.map { ReadingRecord(answer: $0, answerKey: AnswerKey.key(of: $0)) })
        let tokens = candidate.completionTokens
        return CollectedCandidate(
            run: run,
            candidate: CandidateRecord(
                problem: place.id, sampleIndex: index, tokens: [], logProbability: candidate.logProbability,
                promptTokens: candidate.promptTokens ?? 0, traceTokens: 0, answerTokens: tokens ?? 0,
                stopReason: candidate.isTruncated.map { $0 ? "length" : "end" } ?? CandidateRecord.unknownStop,
                flops: 0,
                completion: CompletionText(
                    text: candidate.completion, completionTokens: tokens, promptTokens: candidate.promptTokens)),
            judgements: [read, Judgements(), own],
            confidence: candidate.alternatives.map { ConfidenceRecord($0, server: file.format.name) })
    }
}

/// The tally counts samples that came with values that cannot be, by value: they are stored without it.
struct LeftOut: Hashable, Sendable {
    private(set) var counts: [ImportedCandidate.OddValue: Int] = [:]

    mutating func add(_ candidate: ImportedCandidate) {
        for value in candidate.leftOut { counts[value, default: 0] += 1 }
    }

    /// The text is such as `log_probability of 3, score of 1`; empty when there are none.
    var text: String {
        ImportedCandidate.OddValue.allCases.compactMap { value in counts[value].map { "\(value.rawValue) of \($0)" } }
            .joined(separator: ", ")
    }
}

extension TextReader.Source {
    fileprivate init(_ candidate: ImportedCandidate) {
        self.init(completion: candidate.completion, answer: candidate.answer, flag: candidate.isRight)
    }
}

extension ImportedCandidate {
    /// The content tells it from another sample of the same place.
    fileprivate var content: String { completion ?? answer ?? "" }
}

extension SourceRecord {
    fileprivate func rejected(_ fault: RecordFault, part: Int) -> RejectedRecord {
        RejectedRecord(file: file, line: line, part: part, reason: fault.description, excerpt: excerpt)
    }
}
