import WinnowBounds
import WinnowJSON
import WinnowText

extension ImportedCandidate {
    /// Takes what a field says of the sample: the first verdict is its flag, others are those of verifiers by the names of
    /// their fields, and a point of a scale is a score.
    ///
    /// - Parameter isScale: whether the field's numbers are points of a scale in this file.
    mutating func add(verdict value: JSONValue, called name: String, isScale: Bool) {
        let isPoint = isScale && value.scalePoint != nil
        if isRight == nil, !isPoint, !value.saysNothing, let flag = value.flag {
            isRight = flag
        } else {
            add(otherVerdict: value, called: name, isScale: isScale)
        }
    }

    /// Takes what a field says of the sample beside its flag; as ``add(verdict:called:isScale:)``.
    mutating func add(otherVerdict value: JSONValue, called name: String, isScale: Bool) {
        if value.saysNothing { return }
        if isScale, let number = value.scalePoint {
            add(scores: .number(number), called: ExactText(name))
        } else if let verdict = value.flag.map({ $0 ? .accepted : .rejected }) ?? RecordedVerdict(value) {
            verdicts[ExactText(name)] = verdict
        } else if let number = value.number {
            add(scores: .number(number), called: ExactText(name))
        } else {
            leaveOut(.verdict)
        }
    }

    /// Takes the scores that a field has: a number, an object of them by name, or a list, which is that of steps.
    mutating func add(scores value: JSONValue, called name: ExactText) {
        switch value {
        case .null: break
        case .object(let members):
            for (member, score) in members where !score.isNull {
                if let number = score.number {
                    scores[member] = number
                } else if score.array != nil {
                    add(stepScores: score, called: member)
                } else if !score.isNaN {
                    leaveOut(.score)
                }
            }
        case .array: add(stepScores: value, called: name)
        default:
            if let number = value.number {
                scores[name] = number
            } else if !value.isNaN {
                leaveOut(.score)
            }
        }
    }

    /// Takes an element of a list that stands beside a list of samples; of one with another length nobody can say whose
    /// its elements are, so that all are left out.
    mutating func add(scores list: [JSONValue]?, of count: Int, at index: Int, called name: ExactText) {
        guard let list else { return }
        if list.count == count { add(scores: list[index], called: name) } else { leaveOut(.score) }
    }

    /// Takes the scores of steps, as ``add(scores:of:at:called:)``.
    mutating func add(stepScores list: [JSONValue]?, of count: Int, at index: Int, called name: ExactText) {
        guard let list else { return }
        if list.count == count { add(stepScores: list[index], called: name) } else { leaveOut(.stepScores) }
    }

    /// Takes a verdict, as ``add(scores:of:at:called:)``.
    mutating func add(verdicts list: [JSONValue]?, of count: Int, at index: Int, called name: String) {
        guard let list else { return }
        if list.count == count {
            add(verdict: list[index], called: name, isScale: false)
        } else {
            leaveOut(.verdict)
        }
    }

    /// Takes the scores of the steps, which are left out as a whole where one of them is no number.
    mutating func add(stepScores value: JSONValue, called name: ExactText) {
        guard !value.isNull else { return }
        if let numbers = StepScores.numbers(value) {
            if !numbers.isEmpty { stepScores[name] = numbers }
        } else {
            leaveOut(.stepScores)
        }
    }
}

extension JSONValue {
    /// A number is NaN where a program says that there is none.
    var isNaN: Bool {
        if case .number(let text) = self { Double(text)?.isNaN == true } else { false }
    }

    /// True where a field is there and empty.
    fileprivate var saysNothing: Bool { isNull || string?.trimmed.isEmpty == true }

    /// A number that is written as one, also as a text.
    fileprivate var scalePoint: Double? {
        switch self {
        case .number, .string: number
        default: nil
        }
    }
}

/// The log-probabilities of the tokens of a text, in any of the layouts that servers and programs have.
struct TokenLogProbabilities {
    /// The number is that of the tokens.
    let count: Int

    /// The sum is unknown where one of them is, as JSON has no infinity.
    let sum: Double?

    /// Reads a list of numbers, OpenAI's list of tokens for chats, and its lists for completions.
    ///
    /// - Returns: nil for another value.
    init?(_ value: JSONValue) {
        if let list = value.array {
            self.init(list)
        } else if let list = value["token_logprobs"]?.array {
            self.init(list)
        } else if let list = value["content"]?.array {
            self.init(list)
        } else {
            return nil
        }
    }

    private init?(_ list: [JSONValue]) {
        let numbers = list.map { $0.number ?? $0["logprob"]?.number }
        guard !list.isEmpty, list.allSatisfy({ $0.isNull || $0.object != nil || $0.number != nil }) else { return nil }
        count = list.count
        let known = numbers.compactMap(\.self)
        sum = known.count == numbers.count ? LogProbability.sum(known) : nil
    }
}

/// The scores of steps are the numbers of a process scorer.
enum StepScores {
    /// Reads a list of finite numbers; nil where one of them is none.
    static func numbers(_ value: JSONValue) -> [Double]? {
        guard let elements = value.array else { return nil }
        let numbers = elements.compactMap(\.number).filter(\.isFinite)
        return numbers.count == elements.count ? numbers : nil
    }
}
