import WinnowJSON
import WinnowMessages
import WinnowText

/// A recorded problem is one that a file of problems, such as a dataset, has for a model to be asked.
public struct RecordedProblem: Sendable {
    /// The line is 1-based; of a file that is not read by line it is the number of the record.
    public let line: Int

    /// The file calls the problem so; nil where only its text tells it from others.
    public let id: String?

    /// The model is asked this text.
    public let prompt: String

    /// These messages come before it, where the problem is a conversation.
    public let earlier: [(role: String, content: String)]

    /// Graders may compare answers with this; see ``ReferenceText``.
    public let reference: String?
    public let difficulty: String?

    /// Reads all problems of a file, in the layouts and encodings in which samples are read too.
    ///
    /// A file of problems has no samples: `answer` and `solution` are what a dataset gives.
    ///
    /// - Throws: ``ImportFileError`` for a file that cannot be read, or that names the member that is missing or wrong.
    public static func all(in path: String, fields: FieldMapping) async throws -> [RecordedProblem] {
        let copy = try ReadableCopy.of(path, RecordLimits())
        let content = copy?.path ?? path
        guard try !FileKind.isEmpty(content) else {
            throw ImportFileError(.empty, what: "'\(path)' has no problems", hint: "write one on each line")
        }
        let name = copy == nil ? path : FileKind.nameInside(path)
        let kind = try FileKind(path: content, name: name)
        let reader = RecordReader(path: path, content: content, fields: fields, limits: RecordLimits())
        var problems: [RecordedProblem] = []
        try await reader.read(kind) { place, value in
            let line = place.record.line
            do throws(RecordFault) {
                problems.append(try RecordedProblem(value.get(), line: line, fields))
            } catch {
                throw ImportFileError(
                    what: "line \(line) of '\(path)' is no problem: \(error)",
                    hint: #"write {"prompt": "…"} on each line, and problem_id, reference and difficulty if known"#)
            }
            return true
        }
        withExtendedLifetime(copy) {}
        return problems
    }

    private static let promptNames = [
        "prompt", "problem", "question", "messages", "conversations", "conversation", "instruction", "query", "input",
        "problem_text", "question_content", "full_prompt", "puzzle", "text",
    ]
    private static let idNames = [
        "problem_id", "task_id", "question_id", "unique_id", "example_id", "qid", "id", "doc_id",
    ]
    private static let referenceNames =
        FieldRole.reference.aliases + ["answer", "answers", "answerKey", "final_answer", "solution"]

    private init(_ record: JSONValue, line: Int, _ fields: FieldMapping) throws(RecordFault) {
        guard record.object != nil else { throw RecordFault("it is no object") }
        self.line = line
        func field(_ role: FieldRole, _ names: [String]) -> (name: String, value: JSONValue)? {
            if let path = fields.paths[role] { return record.at(path).map { (path, $0) } }
            let taken = Set(fields.paths.values)
            return names.lazy.filter { !taken.contains($0) }
                .compactMap { name in record[name].flatMap { $0.isNull ? nil : (name, $0) } }.first
        }
        guard let asked = field(.problem, Self.promptNames) else {
            let wanted = fields.paths[.problem].map { "\"\($0)\"" } ?? "prompt, problem, question or messages"
            throw RecordFault("it has no member \(wanted)")
        }
        let (text, before) = try Self.conversation(asked.value, called: asked.name)
        // What the user calls the prompt is all of it.
        let parts = AskedParts(of: record, beside: asked.name)
        let isNamed = fields.paths[.problem] != nil
        prompt = isNamed ? text : parts.prompt(around: text)
        earlier = before.contains { $0.role == "system" } ? before : parts.system + before
        if let named = field(.problemID, Self.idNames) {
            guard let text = named.value.text else {
                throw RecordFault("its member \"\(named.name)\" is neither a text nor a number")
            }
            id = text
        } else {
            id = nil
        }
        let names = Self.referenceNames + (asked.name == "instruction" ? ["output"] : [])
        if let given = field(.reference, names) {
            let inside = ["value", "answer", "ground_truth", "target"].lazy.compactMap { given.value[$0] }.first
            let value = inside ?? given.value
            reference = (isNamed ? nil : parts.letter(of: value)) ?? ReferenceText(value: value)?.text
            if reference == nil, given.value.string?.isEmpty != true, given.value.array?.isEmpty != true {
                throw RecordFault("its member \"\(given.name)\" is no text, no number and no list of them")
            }
        } else {
            reference = nil
        }
        difficulty = field(.difficulty, FieldRole.difficulty.aliases)?.value.text
    }

    /// Divides a conversation into what is asked last and what comes before it.
    private static func conversation(
        _ value: JSONValue, called name: String
    ) throws(RecordFault) -> (prompt: String, earlier: [(role: String, content: String)]) {
        if let text = value.text { return (text, []) }
        guard Conversation.isConversation(value) else {
            guard let text = Conversation.asked(value) else {
                throw RecordFault("its member \"\(name)\" is neither a text nor a list of messages")
            }
            return (text, [])
        }
        guard var messages = Conversation.messages(value) else {
            throw RecordFault("a message of its member \"\(name)\" has no text")
        }
        // What the model is to say is not told to it.
        while messages.last?.role == "assistant" { messages.removeLast() }
        guard let last = messages.popLast() else { throw RecordFault("its member \"\(name)\" asks nothing") }
        return (last.content, messages)
    }
}
