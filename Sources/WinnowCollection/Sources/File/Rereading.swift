import WinnowAnswers
import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore

/// Reads the stored candidates of a run in another way: adds readings, grades and verdicts, and overwrites none.
struct Rereading {
    let store: Store
    let reader: TextReader
    let tools: TextTools

    /// Reads what these tools have not read yet.
    ///
    /// - Returns: the number of candidates that were read.
    /// - Throws: `CancellationError` when cancelled, with what was stored kept.
    func read(_ run: Stored<RunRecord>, observe: WorkProgress.Observer) async throws -> Int {
        let problems = try store.problems(in: run.record.problemSet)
        let references = try store.references(of: run.record.problemSet)
        let byID = Dictionary(uniqueKeysWithValues: problems.map { ($0.id, $0.record) })
        guard let extractor = tools.judges.extractor else { return 0 }
        // A grader that is new to the run has everything to grade, also what has been read.
        let isGraded = try store.judgeOverview(of: run.id).contains { $0.tool.id == tools.judges.grader }
        let unread =
            try isGraded
            ? store.unreadPositions(of: run.id, by: extractor) : store.positions(of: run.id)
        var count = 0
        for (index, position) in unread.enumerated() {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "reading run \(run.id) by \(reader.rule.name)", done: Double(index),
                    total: Double(unread.count), detail: "\(count) candidates"))
            let positions = position...position
            let known = try store.candidates(of: run.id, positions: positions, judgedBy: tools.judges)
            let recorded = try recorded(of: run.id, positions)
            var new: [RowID<CandidateRecord>: Judgements] = [:]
            for stored in known where stored.record.judgements.reading == nil || !isGraded {
                let said = recorded[stored.candidateID]
                let source = TextReader.Source(
                    completion: stored.record.candidate.completion?.text, answer: said?.reading?.answer,
                    flag: said?.correct)
                let problem = stored.record.candidate.problem
                var judgements = reader.judgements(
                    of: source, specification: byID[problem]?.specification ?? "", reference: references[problem])
                if tools.judges.verifier != nil, judgements.verdict == nil { judgements.verdict = .withoutAnswer }
                // What has been read stays; only the grade is new.
                if stored.record.judgements.reading != nil { (judgements.reading, judgements.verdict) = (nil, nil) }
                guard judgements.reading != nil || judgements.correct != nil else { continue }
                new[stored.candidateID] = judgements
            }
            try store.judge(new, by: tools.judges, ifKnown: .kept)
            count += new.count
        }
        return count
    }

    /// The answers and flags that came with the samples; answers that only earlier versions have get keys of this one.
    private func recorded(
        of run: RowID<RunRecord>, _ positions: ClosedRange<Int>
    ) throws -> [RowID<CandidateRecord>: Judgements] {
        var found: [RowID<CandidateRecord>: Judgements] = [:]
        var new: [RowID<CandidateRecord>: Judgements] = [:]
        for tool in tools.recordedVersions {
            let judges = Judges(extractor: tool, grader: tools.flags)
            for entry in try store.candidates(of: run, positions: positions, judgedBy: judges) {
                let said = entry.record.judgements
                guard let known = found[entry.candidateID] else {
                    found[entry.candidateID] = said
                    continue
                }
                guard known.reading == nil, let answer = said.reading?.answer else { continue }
                let reading = ReadingRecord(answer: answer, answerKey: AnswerKey.key(of: answer))
                found[entry.candidateID]?.reading = reading
                new[entry.candidateID] = Judgements(reading: reading)
            }
        }
        try store.judge(new, by: Judges(extractor: tools.recorded), ifKnown: .kept)
        return found
    }
}

extension VerdictRecord {
    /// The verdict of a candidate in which this reading finds no answer, while the verdict on another reading's answer stays stored.
    fileprivate static let withoutAnswer = VerdictRecord(
        outcome: .rejected, critiquesJSON: CritiqueText.json([Critique("no_answer", "no answer was found")]), calls: 0)
}
