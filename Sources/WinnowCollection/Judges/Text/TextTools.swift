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

    /// Reads answers in the way that was asked for, and judges what it has read.
    let judges: Judges

    /// Raised when one of them may say something else.
    static let version = 1

    /// Finds or inserts the tools; the flags' first, so that a grader of ours is newer than they are.
    ///
    /// Graders and verifiers carry the way of reading among their parameters, as they judge what was read: reading in
    /// another way is a new extractor with a new grader, and the old ones stay.
    init(_ extraction: Extraction, domain: (any Domain)?, in store: Store) throws {
        func tool(
            _ kind: ToolRecord.Kind, _ name: String, _ declaration: ToolRecord.Declaration? = nil,
            reads: Extraction? = nil
        ) throws -> RowID<ToolRecord> {
            var record = ToolRecord(kind: kind, name: name, version: Self.version, declaration: declaration)
            if let reads { record.parametersJSON = try Self.parameters(["extract": reads.name]) }
            return try store.findOrInsert(record)
        }
        flags = try tool(.grader, "recorded-flag")
        recorded = try tool(.extractor, "recorded-answer")
        let name = domain?.name ?? TextRuns.domain
        let declaration = domain.map { ToolRecord.Declaration($0.verifier) }
        judges = Judges(
            extractor: try tool(.extractor, "\(name)-text-extractor", reads: extraction),
            grader: try tool(.grader, "\(name)-text-grader", reads: extraction),
            verifier: try declaration.map { try tool(.verifier, "\(name)-text-verifier", $0, reads: extraction) })
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
