import WinnowInterchange
import WinnowStore
import WinnowText

/// The lots are the tools by which a file's samples are judged: those that read it, its flags, its own answers, and then
/// the verifiers of other programs, as they are met.
struct RecordedLots {
    private(set) var judges: [Judges]
    private var verifiers: [ExactText: Int] = [:]

    /// The flags have this place among the lots.
    static let flags = 1

    init(_ tools: TextTools) {
        judges = [tools.judges, Judges(grader: tools.flags), Judges(extractor: tools.recorded)]
    }

    /// Gives what a file says of a sample by itself, each with the lot that says it.
    mutating func sayings(of candidate: ImportedCandidate, in store: Store) throws -> RecordedSayings {
        var judgements: [Int: Judgements] = [:]
        if let isRight = candidate.isRight { judgements[Self.flags] = Judgements(correct: isRight) }
        for (name, verdict) in candidate.verdicts.sorted(by: { $0.key < $1.key }) {
            judgements[try lot(ofVerifier: name, in: store)] = Judgements(verdict: VerdictRecord(verdict))
        }
        return RecordedSayings(judgements: judgements, scores: try Self.scores(of: candidate, in: store))
    }

    private mutating func lot(ofVerifier name: ExactText, in store: Store) throws -> Int {
        if let lot = verifiers[name] { return lot }
        verifiers[name] = judges.count
        judges.append(Judges(verifier: try TextTools.verifier(name.text, in: store)))
        return judges.count - 1
    }

    /// Makes the scores: of a process scorer, the total that the file gives, else the score of the last step.
    private static func scores(
        of candidate: ImportedCandidate, in store: Store
    ) throws -> [CollectedCandidate.Score] {
        try Set(candidate.scores.keys).union(candidate.stepScores.keys).sorted().compactMap { name in
            let steps = candidate.stepScores[name] ?? []
            guard let value = candidate.scores[name] ?? steps.last else { return nil }
            return CollectedCandidate.Score(
                scorer: try TextTools.scorer(name.text, in: store), value: value, steps: steps)
        }
    }
}

/// The sayings are what a file says of a sample besides its text: its flag, the verdicts of verifiers, and scores.
///
/// A sample that stands in a file twice, as where its row is written once for every filter, is stored once, with what all
/// its records say.
struct RecordedSayings {
    /// Each lot says this, by its place.
    let judgements: [Int: Judgements]
    let scores: [CollectedCandidate.Score]

    /// Adds them to a sample that is not stored yet.
    ///
    /// - Throws: `RecordFault` where something else was said of it before.
    func add(to entry: inout CollectedCandidate) throws(RecordFault) {
        for (lot, said) in judgements {
            while entry.judgements.count <= lot { entry.judgements.append(Judgements()) }
            let before = entry.judgements[lot]
            guard before == Judgements() || before == said else { throw Self.contradiction }
            entry.judgements[lot] = said
        }
        for score in scores {
            let before = entry.scores.first { $0.scorer == score.scorer }
            guard before == nil || before == score else { throw Self.contradiction }
            if before == nil { entry.scores.append(score) }
        }
    }

    /// Adds them to a stored sample.
    ///
    /// - Throws: `RecordFault` where something else was said of it before; `StoreError`.
    func add(to candidate: RowID<CandidateRecord>, _ lots: RecordedLots, in store: Store) throws {
        do throws(StoreError) {
            for (lot, said) in judgements.sorted(by: { $0.key < $1.key }) {
                try store.judge([candidate: said], by: lots.judges[lot], ifKnown: .kept)
            }
            for score in scores {
                let record = ScoreRecord(candidate: candidate, value: score.value, steps: score.steps)
                try store.append([record], by: score.scorer, ifKnown: .kept)
            }
        } catch {
            guard error.kind == .conflict else { throw error }
            throw Self.contradiction
        }
    }

    private static let contradiction = RecordFault(
        "the same sample came before with another verdict or score: keep one of them")
}

extension VerdictRecord {
    fileprivate init(_ verdict: RecordedVerdict) {
        switch verdict {
        case .accepted: self.init(outcome: .accepted)
        case .rejected: self.init(outcome: .rejected)
        case .error: self.init(outcome: .error)
        }
    }
}
