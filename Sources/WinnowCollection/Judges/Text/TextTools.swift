import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowJSON
import WinnowRuns
import WinnowStore

/// The tools that read and judge recorded candidates.
struct TextTools {
    /// The flags that came with the file.
    let flags: RowID<ToolRecord>

    /// Says what the file's own answers are.
    let recorded: RowID<ToolRecord>

    /// The same in all versions that the database has, the newest first: their answers are one, their keys are not.
    let recordedVersions: [RowID<ToolRecord>]

    /// Reads answers in the way that was asked for, and judges what it has read.
    let judges: Judges

    /// Grades rest on this.
    let grading: GradeBasis

    /// The tools whose word counts: with the recorded verdicts in the grader's place, where those were asked for.
    var counting: Judges {
        var counting = judges
        if grading == .recorded { counting.grader = flags }
        return counting
    }

    /// Raised when one of them may say something else.
    static let version = 1

    /// Raised when answers may be found elsewhere or have other keys: 2 since keys are exact expressions, 3 since fewer
    /// marks are taken off.
    private static let extractorVersion = 3

    /// Raised when grades of free text may be others.
    private static let graderVersion = 4

    /// Finds or inserts the tools; the flags' first, so that a grader of ours is newer than they are.
    ///
    /// Graders and verifiers carry the way of reading among their parameters, as they judge what was read: reading in
    /// another way is a new extractor with a new grader, and the old ones stay.
    ///
    /// - Parameter grading: what grades rest on; where that is the recorded verdict alone, the flags are the grades.
    init(
        _ rule: AnswerReader, domain: (any Domain)?, grading: GradeBasis = .comparable, in store: Store
    ) throws {
        func tool(
            _ kind: ToolRecord.Kind, _ name: String, _ declaration: ToolRecord.Declaration? = nil,
            reads: AnswerReader? = nil
        ) throws -> RowID<ToolRecord> {
            let isTextGrader = kind == .grader && domain == nil && reads != nil
            let hasKeys = reads != nil || kind == .extractor
            let version = isTextGrader ? Self.graderVersion : hasKeys ? Self.extractorVersion : Self.version
            var record = ToolRecord(kind: kind, name: name, version: version, declaration: declaration)
            var parameters = reads?.parameters ?? [:]
            if isTextGrader, grading == .reference { parameters["grade_by"] = grading.rawValue }
            if !parameters.isEmpty { record.parametersJSON = try Self.parameters(parameters) }
            return try store.findOrInsert(record)
        }
        flags = try tool(.grader, "recorded-flag")
        let name = "recorded-answer"
        recorded = try tool(.extractor, name)
        recordedVersions = try store.tools().filter { $0.record.kind == .extractor && $0.record.name == name }
            .sorted { $0.record.version > $1.record.version }.map(\.id)
        let problems = domain?.name ?? TextRuns.domain
        let declaration = domain.map { ToolRecord.Declaration($0.verifier) }
        judges = Judges(
            extractor: try tool(.extractor, "\(problems)-text-extractor", reads: rule),
            grader: try tool(.grader, "\(problems)-text-grader", reads: rule),
            verifier: try declaration.map { try tool(.verifier, "\(problems)-text-verifier", $0, reads: rule) })
        self.grading = grading
    }

    /// The tools of readings whose keys are those of groups.
    ///
    /// - Parameter script: SHA-256 of the program that decides, if any.
    static func grouped(_ values: [String: String], script: String, in store: Store) throws -> Judges {
        func tool(_ kind: ToolRecord.Kind, _ name: String, _ version: Int) throws -> RowID<ToolRecord> {
            try store.findOrInsert(
                ToolRecord(
                    kind: kind, name: name, version: version, sha256: script, parametersJSON: try parameters(values)))
        }
        return Judges(
            extractor: try tool(.extractor, "grouped-text-extractor", extractorVersion),
            grader: try tool(.grader, "grouped-text-grader", graderVersion))
    }

    /// A verifier of another program, of which nothing is known.
    static func verifier(_ name: String, in store: Store) throws -> RowID<ToolRecord> {
        try store.findOrInsert(
            ToolRecord(
                kind: .verifier, name: name, version: version, parametersJSON: try parameters(["recorded": "yes"]),
                declaration: ToolRecord.Declaration(
                    sound: false, complete: false, evidence: "answer", solvesTheProblem: false)))
    }

    /// A scorer of another program.
    static func scorer(_ name: String, in store: Store) throws -> RowID<ToolRecord> {
        try store.findOrInsert(
            ToolRecord(
                kind: .scorer, name: name, version: version, parametersJSON: try parameters(["recorded": "yes"])))
    }

    private static func parameters(_ values: [String: String]) throws -> String {
        JSONValue.object(sorting: values).json(.compact)
    }
}
