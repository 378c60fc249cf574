import WinnowCore
import WinnowDomains
import WinnowJSON
public import WinnowRuns
public import WinnowStore
import WinnowText

/// Grades that people give to stored candidates: kept beside those of the graders, and read by tables on request.
public struct HandGrading: Sendable {
    private let store: Store

    public init(in store: Store) {
        self.store = store
    }

    /// A place is a candidate as users name it: `1/12/3` is sample 3 of problem 12 of run 1.
    public struct Place: Hashable, Sendable {
        public var run: Int64
        public var problem: Int
        public var sample: Int

        /// Reads a place; nil for another text.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, let run = Int64(parts[0]), let problem = Int(parts[1]), let sample = Int(parts[2]),
                run > 0, problem > 0, sample >= 0
            else { return nil }
            (self.run, self.problem, self.sample) = (run, problem, sample)
        }
    }

    /// Grades an answer: all samples of the problem that gave it get the grade, as grades are of answers.
    ///
    /// - Returns: a line that says what is graded, and what the grader says whose word counts.
    /// - Throws: ``ExperimentError`` for a candidate that there is not, a reason without words, or where the same person
    ///   has graded it for the same reason before.
    public func grade(_ place: Place, _ grade: HandGrade) throws -> String {
        guard grade.reason.contains(where: { !$0.isWhitespace }), grade.author.contains(where: { !$0.isWhitespace })
        else { throw ExperimentError("a grade needs an author and a reason", hint: "give --why and --author") }
        let run = try found(place.run)
        let judges = try store.judges(of: run.id)
        let candidates = try store.candidates(of: run.id, position: place.problem, judgedBy: judges)
        guard let graded = candidates.first(where: { $0.record.candidate.sampleIndex == place.sample }) else {
            throw ExperimentError(
                "run \(run.id) has no sample \(place.sample) of problem \(place.problem)",
                hint: "see `winnow inspect --run \(run.id) --problem \(place.problem) --votes`")
        }
        let key = graded.record.judgements.reading?.answerKey
        let same = candidates.filter { entry in
            entry.candidateID == graded.candidateID || key != nil && entry.record.judgements.reading?.answerKey == key
        }
        let tool = try store.findOrInsert(grade.tool)
        let said = Dictionary(
            uniqueKeysWithValues: same.map { ($0.candidateID, Judgements(correct: grade.isRight)) })
        do {
            try store.judge(said, by: Judges(grader: tool), ifKnown: .kept)
        } catch {
            // As a pattern of the catch itself, it crashes Swift 6.3.1.
            guard error.kind == .conflict else { throw error }
            throw ExperimentError(
                "\(grade.author) has graded this answer otherwise for the same reason",
                hint: "earlier grades stay: give the reason of the new one in --why")
        }
        let counting = graded.record.judgements.correct.map { $0 ? "right" : "wrong" } ?? "nothing"
        let samples = same.count == 1 ? "sample \(place.sample)" : "\(same.count) samples of one answer"
        let text =
            "run \(run.id), problem \(place.problem): \(samples) \(grade.isRight ? "right" : "wrong") by "
            + "\(grade.author) (\(grade.reason)); the grade that counts says \(counting)"
        return VisibleText.shown(text) + "\n"
    }

    /// Makes the hand grades of a run count: a grader of its own says what people say where they say something, the
    /// latest reason above earlier ones, and elsewhere what the grader says whose word counted.
    ///
    /// - Returns: a line that says how many grades differ.
    /// - Throws: ``ExperimentError`` for a run without hand grades.
    public func makeCount(_ number: Int64) throws -> String {
        let run = try found(number)
        let hands = try HandGrades(of: run.id, in: store)
        guard !hands.isEmpty else {
            throw ExperimentError(
                "nobody has graded candidates of run \(number) by hand",
                hint: "grade one with `winnow grade --candidate \(number)/1/0 --right --why …`")
        }
        let judges = try judgesBeneath(run.id)
        var corrected: [(RowID<CandidateRecord>, Bool)] = []
        var (differing, record) = (0, "")
        for position in try store.positions(of: run.id) {
            let said = try hands.grades(ofProblem: position)
            for entry in try store.candidates(of: run.id, position: position, judgedBy: judges) {
                let before = entry.record.judgements.correct
                let hand = said[entry.candidateID]?.last
                guard let isRight = hand?.isRight ?? before else { continue }
                if let hand {
                    record += "\(position) \(entry.record.candidate.sampleIndex) \(hand.isRight) \(hand.author)\n"
                    if before != isRight { differing += 1 }
                }
                corrected.append((entry.candidateID, isRight))
            }
        }
        let beneath = try judges.grader.map { try ToolName.text(of: store.tool($0)) } ?? ""
        let tool = try store.findOrInsert(
            ToolRecord(
                kind: .grader, name: Self.corrected, version: 1, sha256: Digest.sha256(of: record),
                parametersJSON: JSONValue.object([("origin", .object([("grader", .string(beneath))]))]).json(.compact)))
        for start in stride(from: 0, to: corrected.count, by: Self.batch) {
            let part = corrected[start..<min(start + Self.batch, corrected.count)]
            try store.judge(
                Dictionary(uniqueKeysWithValues: part.map { ($0.0, Judgements(correct: $0.1)) }),
                by: Judges(grader: tool), ifKnown: .kept)
        }
        try store.choose(Judges(grader: tool), of: run.id)
        return "run \(run.id): tables count hand grades from now on, \(differing) of which differ from "
            + "\(VisibleText.shown(beneath.isEmpty ? "no grade" : beneath))\n"
    }

    private static let corrected = "corrected-by-hand"
    private static let batch = 4096

    /// Finds the judges of a run, with the grader that counted before people corrected it.
    private func judgesBeneath(_ run: RowID<RunRecord>) throws -> Judges {
        var judges = try store.judges(of: run)
        guard let grader = judges.grader, try store.tool(grader).name == Self.corrected else { return judges }
        judges.grader = try store.graders(of: run).last {
            $0.record.name != Self.corrected && $0.record.name != HandGrade.toolName
        }?.id
        return judges
    }

    private func found(_ number: Int64) throws -> Stored<RunRecord> {
        guard let run = try store.runs().first(where: { $0.id.value == number }) else {
            throw ExperimentError("there is no run \(number)", hint: "see `winnow list runs`")
        }
        return run
    }
}
