import WinnowBounds
import WinnowJSON
public import WinnowMessages
public import WinnowText

/// An imported problem is one as a recorded file has it.
public struct ImportedProblem: Hashable, Sendable {
    /// The file calls it so; nil when only its text tells it from others.
    public var id: String?

    /// The model was asked this text.
    public var prompt: String?

    /// A domain can rebuild the problem from this text, where the file has it apart from the prompt.
    public var specification: String?

    /// The problem is these texts one behind the other, a domain and a problem of PDDL; a text without a parenthesis is
    /// the path of a file that has it, from the folder of the records. Empty where the file names none.
    public var texts: [String]

    /// Graders may compare answers with this; of several right answers, see ``ReferenceText``.
    public var reference: String?

    /// The difficulty is such as `easy` or `3`.
    public var difficulty: String?

    /// The problem belongs together with others of this name, such as those of one template or document; nil where nobody
    /// says so. It tells no problems apart.
    public var cluster: String?

    /// The problem is one of a database's own run, which a request of a batch named.
    public var asked: Asked?

    /// A place of a problem in a database.
    public struct Asked: Hashable, Sendable {
        public var run: Int

        /// The position is 1-based, in the run's problem set.
        public var position: Int

        public init(run: Int, position: Int) { (self.run, self.position) = (run, position) }
    }

    public init(
        id: String? = nil, prompt: String? = nil, specification: String? = nil, texts: [String] = [],
        reference: String? = nil, difficulty: String? = nil, asked: Asked? = nil
    ) {
        self.asked = asked
        self.id = id
        self.prompt = prompt
        self.specification = specification
        self.texts = texts
        self.reference = reference
        self.difficulty = difficulty
    }

    /// Names that differ in their bytes are different problems.
    public static func == (one: ImportedProblem, other: ImportedProblem) -> Bool { one.parts == other.parts }

    public func hash(into hasher: inout Hasher) { hasher.combine(parts) }

    private var parts: [ExactText?] {
        ([id, prompt, specification, reference, difficulty] + texts).map { $0.map { ExactText($0) } }
    }
}

/// An imported candidate is one recorded sample of a problem, with all that the file says of it.
public struct ImportedCandidate: Hashable, Sendable {
    public var problem: ImportedProblem

    /// A file with samples of several models names them.
    public var model: String?

    /// The index is 0-based; nil when samples are in the order of the file.
    public var sampleIndex: Int?

    /// True where the index is the sample's place in its record, and another record of the problem may have the same.
    public var isNumberedByPlace = false

    /// The sample is called so in all files that have it, as in the logs of a run and of its retry.
    public var uuid: String?

    public var completion: String?

    /// Another program read this answer out of the completion.
    public var answer: String?

    /// The flag came with the sample.
    public var isRight: Bool?

    /// Other programs' verifiers said this, by name.
    public var verdicts: [ExactText: RecordedVerdict] = [:]

    /// Other programs' scorers gave these, by name.
    public var scores: [ExactText: Double] = [:]

    /// Other programs' process scorers gave these, by name, in the order of the steps.
    public var stepScores: [ExactText: [Double]] = [:]

    /// The logarithm is the natural one.
    public var logProbability: Double?

    /// The best tokens of each place say how sure the model was.
    public var alternatives: TokenAlternatives?

    public var completionTokens: Int?
    public var promptTokens: Int?

    /// True when a limit ended the completion; nil when the file does not say.
    public var isTruncated: Bool?

    /// The file says this of the sample that cannot be, such as a positive log-probability: the sample stays without
    /// it.
    public private(set) var leftOut: Set<OddValue> = []

    /// An odd value is a number that can make no sense.
    public enum OddValue: String, Hashable, Sendable, CaseIterable {
        case logProbability = "log_probability"
        case completionTokens = "completion_tokens"
        case promptTokens = "prompt_tokens"
        case score
        case verdict
        case stepScores = "step_scores"
        case sampleIndex = "sample_index"
        case recordedAnswer = "answer"
    }

    /// Says that a value is left out, because it can make no sense.
    mutating func leaveOut(_ value: OddValue) { leftOut.insert(value) }

    public init(problem: ImportedProblem, completion: String? = nil, answer: String? = nil) {
        self.problem = problem
        self.completion = completion
        self.answer = answer
    }

    /// Makes the sample without its odd values, which are named in ``leftOut``.
    ///
    /// - Throws: ``RecordFault`` when there is nothing that could be an answer, or no place for it.
    func checked() throws(RecordFault) -> ImportedCandidate {
        guard completion != nil || answer != nil else { throw RecordFault("it has neither a completion nor an answer") }
        guard problem.id != nil || problem.prompt != nil || problem.specification != nil || !problem.texts.isEmpty
        else {
            throw RecordFault("it names no problem: there is neither an id nor a prompt")
        }
        var sample = self
        // Programs write so that they found no answer.
        if let answer, Self.nothing.contains(answer.trimmed.lowercased()) { sample.answer = "" }
        sample.completion = completion.map(withThought)
        if let sampleIndex, !(0...Int(Int32.max)).contains(sampleIndex) {
            sample.sampleIndex = nil
            sample.leftOut.insert(.sampleIndex)
        }
        sample.check(\.logProbability, .logProbability, LogProbability.checked)
        sample.check(\.completionTokens, .completionTokens, Int.tokenCount)
        sample.check(\.promptTokens, .promptTokens, Int.tokenCount)
        if !sample.scores.values.allSatisfy(\.isFinite) {
            sample.scores = sample.scores.filter(\.value.isFinite)
            sample.leftOut.insert(.score)
        }
        return sample
    }

    private static let nothing: Set = ["[invalid]", "[no answer]", "[none]", "[no_answer]", "[noanswer]", "[n/a]"]

    /// A prompt that ends with the beginning of a thought began the completion, which may never end it.
    private func withThought(_ completion: String) -> String {
        guard let prompt = problem.prompt,
            let tag = ["<think>", "<thinking>", "<thought>"].first(where: {
                prompt.trimmed.hasSuffix($0)
            })
        else { return completion }
        let isSaid = completion.firstRange(of: tag) != nil || completion.firstRange(of: "</" + tag.dropFirst()) != nil
        return isSaid ? completion : tag + "\n" + completion
    }

    private mutating func check<Value>(
        _ value: WritableKeyPath<Self, Value?>, _ name: OddValue, _ checked: (Value?) -> Value?
    ) {
        guard self[keyPath: value] != nil else { return }
        self[keyPath: value] = checked(self[keyPath: value])
        if self[keyPath: value] == nil { leftOut.insert(name) }
    }
}

/// A verifier of another program said this.
public enum RecordedVerdict: String, Hashable, Sendable {
    case accepted
    case rejected

    /// The verifier could not decide.
    case error

    /// - Returns: nil for a value that is no verdict.
    init?(_ value: JSONValue) {
        let word = value.string?.trimmed.lowercased()
        if let word, let verdict = RecordedVerdict(rawValue: word) {
            self = verdict
        } else if let word, ["error", "timeout", "timed out", "crash"].contains(word) {
            self = .error
        } else if let flag = value.flag {
            self = flag ? .accepted : .rejected
        } else {
            return nil
        }
    }
}

/// The fault says why a piece of a file gives no candidate.
public struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The description has a few words, without a full stop.
    public var description: String

    public init(_ description: String) {
        self.description = description
    }

    init(_ fault: JSONFault) {
        description = fault.description
    }
}
