import WinnowJSON
public import WinnowStore

/// A hand grade is what a person says of an answer, against or beside the graders, and why.
///
/// Each author with a reason is a tool of its own, so that a grade is kept beside all others and overwrites none.
public struct HandGrade: Hashable, Sendable, Encodable {
    public var isRight: Bool

    /// The person who says so.
    public var author: String

    /// The reason in the author's own words.
    public var reason: String

    public init(isRight: Bool, author: String, reason: String) {
        (self.isRight, self.author, self.reason) = (isRight, author, reason)
    }

    /// Grades by hand are stored under this name.
    public static let toolName = "by-hand"

    /// The tool's parameters have the author and the reason.
    public var tool: ToolRecord {
        ToolRecord(
            kind: .grader, name: Self.toolName, version: 1,
            parametersJSON: JSONValue.object([
                ("origin", .object([("author", .string(author)), ("reason", .string(reason))]))
            ]).json(.compact))
    }

    /// Reads author and reason of a tool; nil for a tool that is no person.
    public init?(isRight: Bool, by tool: ToolRecord) {
        guard tool.kind == .grader, tool.name == Self.toolName,
            let origin = (try? JSONValue(parsing: tool.parametersJSON))?["origin"],
            let author = origin["author"]?.string, let reason = origin["reason"]?.string
        else { return nil }
        self.init(isRight: isRight, author: author, reason: reason)
    }
}

/// The hand grades of a run, by candidate.
public struct HandGrades: Sendable {
    private let tools: [Stored<ToolRecord>]
    private let run: RowID<RunRecord>
    private let store: Store

    /// Finds the people who graded candidates of a run.
    ///
    /// - Throws: `StoreError` for a database that cannot be read.
    public init(of run: RowID<RunRecord>, in store: Store) throws {
        (self.run, self.store) = (run, store)
        tools = try store.graders(of: run).filter { HandGrade(isRight: true, by: $0.record) != nil }
    }

    /// True where nobody graded a candidate of the run by hand.
    public var isEmpty: Bool { tools.isEmpty }

    /// Reads the hand grades of a problem's candidates, the latest reason last.
    ///
    /// - Throws: `StoreError` for a row that cannot be read.
    public func grades(ofProblem position: Int) throws -> [RowID<CandidateRecord>: [HandGrade]] {
        var grades: [RowID<CandidateRecord>: [HandGrade]] = [:]
        for tool in tools {
            for entry in try store.candidates(of: run, position: position, judgedBy: Judges(grader: tool.id)) {
                guard let isRight = entry.record.judgements.correct,
                    let grade = HandGrade(isRight: isRight, by: tool.record)
                else { continue }
                grades[entry.candidateID, default: []].append(grade)
            }
        }
        return grades
    }
}
