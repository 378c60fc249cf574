import Foundation
import WinnowBounds
import WinnowDomains
import WinnowJSON
import WinnowRuns
import WinnowStore

/// A request is what a user's program is told of one candidate; never the reference answer, unless it grades.
struct ToolRequest: Sendable {
    var id: Int
    /// The problem's text, from which its domain can rebuild it.
    var problem: String
    var prompt: String
    /// The completion is nil when the program looks at answers only, or the source kept none.
    var completion: String?
    var answer: String?
    /// 0-based: which of several verifications of the same candidate this is.
    var `repeat`: Int
    /// The reference is told to graders alone.
    var reference: String?
    /// The steps of the completion are told where their first wrong one is asked for, or is known.
    var steps: [String]?
    /// The candidates to choose among, of a program that chooses; nil for one that judges.
    var candidates: [JSONValue]?
    /// True where a program that chooses is told which of several equal questions this is.
    var showsRepeat = false

    /// One line of JSON.
    ///
    /// - Parameter following: how many more lines come before an answer is waited for.
    func line(following: Int) -> String {
        if let candidates {
            var shown: [(key: String, value: JSONValue)] = [
                ("id", .integer(id)), ("problem", .string(problem)), ("prompt", .string(prompt)),
                ("candidates", .array(candidates)),
            ]
            if showsRepeat { shown.append(("repeat", .integer(`repeat`))) }
            return JSONValue.object(shown + [("following", .integer(following))]).json() + "\n"
        }
        var members: [(key: String, value: JSONValue)] = [
            ("id", .integer(id)), ("problem", .string(problem)), ("prompt", .string(prompt)),
            ("completion", .optional(completion) { .string($0) }), ("answer", .optional(answer) { .string($0) }),
            ("repeat", .integer(`repeat`)), ("following", .integer(following)),
        ]
        if let reference { members.append(("reference", .string(reference))) }
        if let steps { members.append(("steps", .array(steps.map { .string($0) }))) }
        return JSONValue.object(members).json() + "\n"
    }
}

extension ToolRequest {
    /// Writes down a candidate for a program that chooses among several.
    static func candidate(_ entry: CandidateEntry, _ symbols: [String], showingCompletion: Bool) -> JSONValue {
        let said = entry.judgements
        let text = CandidateText(entry.candidate, symbols: symbols)
        return .object([
            ("sample", .integer(entry.candidate.sampleIndex)),
            ("completion", showingCompletion ? .optional(text.completion) { .string($0) } : .null),
            ("answer", .optional(said.reading?.answer) { .string($0) }),
            ("answer_key", .optional(said.reading?.answerKey) { .string($0) }),
            ("log_probability", .optional(entry.candidate.logProbability) { .number($0) }),
            ("tokens", .optional(text.tokens) { .integer($0) }),
            ("trace_legal", .optional(said.traceCheck?.legal) { .bool($0) }),
        ])
    }
}

/// A reply is what a user's program says of one candidate.
struct ToolReply: Hashable, Sendable, Decodable {
    enum Outcome: String, Hashable, Sendable, Decodable {
        case accepted
        case rejected
        case error
    }

    /// When given, that of the request.
    var id: Int?
    var outcome: Outcome?
    var value: Double?
    /// The sample that is chosen; nil for none.
    var choice: Int?
    /// True where the reply says which sample is chosen, or that none is.
    var hasChoice = false
    var stepValues: [Double]?
    /// The first wrong step, 0-based; -1 for none.
    var firstError: Int?
    var critiques: [Critique]?
    var tokens: Int?
    var seconds: Double?

    private enum CodingKeys: String, CodingKey {
        case id
        case outcome
        case value
        case choice
        case stepValues = "step_values"
        case firstError = "first_error"
        case critiques
        case tokens
        case seconds
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decodeIfPresent(Int.self, forKey: .id)
        outcome = try values.decodeIfPresent(Outcome.self, forKey: .outcome)
        choice = try values.decodeIfPresent(Int.self, forKey: .choice)
        hasChoice = values.contains(.choice)
        stepValues = try values.decodeIfPresent([Double].self, forKey: .stepValues)
        firstError = try values.decodeIfPresent(Int.self, forKey: .firstError)
        // A process scorer may leave its one number to its last step.
        value = try values.decodeIfPresent(Double.self, forKey: .value) ?? stepValues?.last
        // What cannot be is left out; the judgement stays.
        tokens = Int.tokenCount(
            (try? values.decodeIfPresent(Double.self, forKey: .tokens)).flatMap { Int(wholePart: $0) })
        seconds = (try? values.decodeIfPresent(Double.self, forKey: .seconds)).flatMap {
            (0...Double(Bounds.wait.limit)).contains($0) ? $0 : nil
        }
        if let texts = try? values.decodeIfPresent([String].self, forKey: .critiques) {
            critiques = texts.map { Critique("critique", $0) }
        } else {
            critiques = try values.decodeIfPresent([Critique].self, forKey: .critiques)
        }
    }

    init(outcome: Outcome? = nil, value: Double? = nil, critiques: [Critique]? = nil, tokens: Int? = nil) {
        self.outcome = outcome
        self.value = value
        self.critiques = critiques
        self.tokens = tokens
    }
}
