import Foundation
public import WinnowCore
public import WinnowDomains
import WinnowJSON
import WinnowRuns
import WinnowSelection
import WinnowStore

/// A user's program that verifies or scores candidates.
public struct ExternalTool: Sendable {
    /// A question is what the tool is asked.
    public enum Question: Sendable {
        case verdict
        case score
        case choice
        /// The first wrong step.
        case firstError

        /// Says what the line that answers a request is.
        func expectation(of request: ToolRequest) -> String {
            let steps = request.steps?.count ?? 0
            return switch self {
            case .verdict: "object with \"outcome\""
            case .score: "object with a \"value\"" + (steps > 0 ? ", or with \(steps) step_values" : "")
            case .choice: "object with a \"choice\""
            case .firstError: "object with a \"first_error\" in -1...\(steps - 1)"
            }
        }

        var helpName: String {
            switch self {
            case .verdict: "verify-with"
            case .score: "score"
            case .choice, .firstError: "judge"
            }
        }
    }

    public var question: Question

    /// Its judgements are stored under this name.
    public var name: String

    /// A shell command.
    public var command: String

    /// It may take this long for one candidate.
    public var timeout: Duration

    /// It may take this much longer for the first one after it was started, such as to load a model.
    public var startTimeout: Duration

    /// Candidates that are sent before answers are waited for.
    public var batch: Int

    /// Copies that run side by side.
    public var workers: Int

    /// The declaration is what it promises; of a scorer the evidence alone counts.
    public var declaration: VerifierDeclaration

    /// - Throws: ``ExperimentError`` for a name or numbers that cannot be.
    public init(
        _ question: Question, name: String, command: String, timeout: Duration, startTimeout: Duration, batch: Int,
        workers: Int, declaration: VerifierDeclaration
    ) throws(ExperimentError) {
        try Self.check(name: name)
        guard timeout > .zero, startTimeout >= .zero else {
            throw ExperimentError("a program cannot answer in no time", hint: "give positive seconds")
        }
        guard (1...4096).contains(batch), (1...256).contains(workers) else {
            throw ExperimentError(
                "\(batch) candidates at a time by \(workers) copies cannot be done",
                hint: "give at most 4096 and 256, and at least 1")
        }
        self.question = question
        self.name = name
        self.command = command
        self.timeout = timeout
        self.startTimeout = startTimeout
        self.batch = batch
        self.workers = workers
        self.declaration = declaration
    }

    /// Refuses names that could not be typed as a part of an option or of a strategy's name.
    static func check(name: String) throws(ExperimentError) {
        guard let first = name.first, first.isLetter,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        else {
            throw ExperimentError(
                "\"\(name)\" cannot be a name", hint: "use letters, digits, -, _ and ., a letter first")
        }
    }

    /// True where completions are shown to it; else equal answers are one question.
    var looksAtCompletions: Bool { declaration.evidence == .trace }

    /// The tool's row: another command, or another text of the script that it names, is another tool of the same name.
    var record: ToolRecord {
        var origin: [(key: String, value: JSONValue)] = [
            ("command", .string(command)), ("evidence", .string(declaration.evidence.rawValue)),
            ("sound", .bool(declaration.sound)), ("complete", .bool(declaration.complete)),
        ]
        if question == .firstError { origin.append(("gives", .string(FirstError.mark))) }
        return ToolRecord(
            kind: question == .verdict ? .verifier : .scorer, name: name, version: 1, sha256: scriptSHA256,
            parametersJSON: JSONValue.object([("origin", .object(origin))]).json(),
            declaration: question == .verdict ? ToolRecord.Declaration(declaration) : nil)
    }

    /// The row of a program that chooses among so many candidates of each problem.
    func record(choosingAmong largest: Int) -> ToolRecord {
        ToolRecord(
            kind: .scorer, name: name, version: 1, sha256: scriptSHA256,
            parametersJSON: JSONValue.object([
                (
                    "origin",
                    .object([
                        ("command", .string(command)), ("evidence", .string(declaration.evidence.rawValue)),
                        ("gives", .string(ProgramChoice.mark)), ("samples", .integer(largest)),
                    ])
                )
            ]).json(.compact))
    }

    /// The row of a program whose choices are the comparisons of a tournament.
    func record(of tournament: Tournament) -> ToolRecord {
        ToolRecord(
            kind: .scorer, name: name, version: 1, sha256: scriptSHA256,
            parametersJSON: JSONValue.object([
                (
                    "origin",
                    .object(
                        [
                            ("command", .string(command)), ("evidence", .string(declaration.evidence.rawValue)),
                        ] + JudgedTournament.parameters(of: tournament))
                )
            ]).json(.compact))
    }

    /// SHA-256 of the first file that the command names, the program or its script; empty when there is none.
    ///
    /// What else it names may be weights, which are long, or files that it writes.
    private var scriptSHA256: String {
        for word in command.split(whereSeparator: \.isWhitespace) {
            let file = URL(filePath: String(word))
            let isFile = (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            // Interpreters that the system comes with say nothing of what the user wrote.
            guard isFile, !word.hasPrefix("/usr/"), !word.hasPrefix("/bin/"), let data = try? Data(contentsOf: file)
            else { continue }
            var digest = Digest()
            digest.combine(data)
            return digest.hexadecimal
        }
        return ""
    }
}
