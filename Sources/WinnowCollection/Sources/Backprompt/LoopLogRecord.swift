import WinnowBounds
import WinnowCore
import WinnowJSON
import WinnowRuns

/// A record of a loop's log is one prompt and its response, as programs that run such loops write them: a JSON object a line.
///
/// Source: the logs of github.com/kstechly/gpt-and-i (`problem_id`, `trial_num`, `prompt_num`, `prompt`, `response`,
/// `stopped`), and names that say the same.
struct LoopLogRecord: Sendable {
    var problem: String

    /// The trial is what Winnow calls an episode.
    var trial: Int

    /// The number of the prompt within the trial, from whichever the log begins with.
    var number: Int
    var response: String

    /// True where the loop's verifier accepted the response; nil where the log does not say.
    var isAccepted: Bool?

    /// True where the response is right, as far as the log says so besides the verdict.
    var isRight: Bool?

    /// The conversation that was sent, if it was kept.
    var messages: JSONValue?

    /// The text that the domain knows the problem by, if it stands in the log.
    var specification: String?

    private static let names = (
        problem: ["problem_id", "instance_id", "task_id", "id"], trial: ["trial_num", "trial", "episode"],
        number: ["prompt_num", "round", "iteration"], response: ["response", "completion", "llm_response"],
        verdict: ["verdict", "accepted", "stopped", "verified"], right: ["correct", "is_correct", "right"],
        prompt: ["prompt", "messages"], specification: ["problem", "instance", "query"]
    )

    /// - Parameter line: its number in the file, for errors.
    /// - Throws: ``ExperimentError`` naming what is missing or wrong.
    init(_ text: String, line: Int, of path: String) throws(ExperimentError) {
        func wrong(_ what: String) -> ExperimentError {
            ExperimentError(
                "line \(line) of '\(path)' \(what)",
                hint: "write JSON objects with problem_id, trial_num, prompt_num, response and verdict, one a line")
        }
        guard let value = try? JSONValue(parsing: text), value.object != nil else { throw wrong("is no JSON object") }
        func field(_ names: [String]) -> JSONValue? { names.lazy.compactMap { value[$0] }.first }
        func number(_ names: [String]) -> Int? {
            field(names).flatMap { $0.integer ?? $0.string.flatMap { Int($0) } }
        }
        guard let problem = field(Self.names.problem).flatMap({ $0.string ?? $0.integer.map(String.init) }) else {
            throw wrong("has no problem_id")
        }
        guard let response = field(Self.names.response)?.string else { throw wrong("has no response") }
        guard let round = number(Self.names.number) else { throw wrong("has no prompt_num") }
        let trial = number(Self.names.trial) ?? 0
        guard (0...1_000_000).contains(trial), (0...1_000_000).contains(round) else {
            throw wrong("has a trial or a prompt whose number cannot be")
        }
        (self.problem, self.trial, self.number, self.response) = (problem, trial, round, response)
        isAccepted = field(Self.names.verdict).flatMap(Self.flag)
        isRight = field(Self.names.right).flatMap(Self.flag)
        specification = field(Self.names.specification)?.string
        messages = field(Self.names.prompt).flatMap { prompt in
            if let text = prompt.string {
                return .array([.object([("role", .string("user")), ("content", .string(text))])])
            }
            return prompt.array == nil ? nil : prompt
        }
    }

    private static func flag(_ value: JSONValue) -> Bool? {
        if case .bool(let flag) = value { return flag }
        if let number = value.integer { return number == 1 ? true : number == 0 ? false : nil }
        switch value.string?.lowercased() {
        case "accepted", "true", "yes", "valid", "correct", "right": return true
        case "rejected", "false", "no", "invalid", "incorrect", "wrong": return false
        default: return nil
        }
    }
}
