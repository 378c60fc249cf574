public import WinnowAnswers
import WinnowJSON

/// A reader reads answers out of completions in three stages: thoughts are taken off, the answer is found by a rule, and
/// it is brought to a normal form that votes are counted on.
public struct AnswerReader: Hashable, Sendable {
    public let extraction: Extraction

    /// Units are parts of keys, or not; nil for the problem's own rule: answers of GSM8K are numbers without units, others
    /// keep them.
    public let units: NormalForm.UnitRule?

    /// These tags hold thoughts besides the usual ones.
    public let thoughtTags: [String]

    /// Numbers are equal that agree in so many digits; nil for exact ones.
    public let digits: Int?

    /// - Parameters:
    ///   - units: nil for the problem's own rule.
    ///   - thoughtTags: names such as `plan`, without brackets.
    ///   - digits: 1 to 15 significant ones.
    public init(
        _ extraction: Extraction, units: NormalForm.UnitRule? = nil, thoughtTags: [String] = [], digits: Int? = nil
    ) {
        self.extraction = extraction
        self.units = units
        self.thoughtTags = thoughtTags
        self.digits = digits
    }

    /// The rule for units of a problem's answers: those of GSM8K, whose references end in `#### 18`, have none (Cobbe et
    /// al., arXiv 2110.14168), nor has a number that is looked for alone.
    private func unitRule(_ reference: String?) -> NormalForm.UnitRule {
        let isNumber = extraction == .gsm8k || extraction == .lastNumber
        return units ?? (isNumber || reference?.firstRange(of: "####") != nil ? .ignore : .keep)
    }

    /// Says how answers are read: `boxed`, `auto, units ignored`.
    public var name: String {
        var parts = [extraction.name]
        if let units { parts.append(units == .ignore ? "units ignored" : "units kept") }
        if !thoughtTags.isEmpty { parts.append("thoughts also in \(thoughtTags.joined(separator: ", "))") }
        if let digits { parts.append("numbers to \(digits) significant digits") }
        return parts.joined(separator: ", ")
    }

    /// What the stages made of a completion.
    public struct Stages: Hashable, Sendable {
        public var thoughts = ""

        /// True for a thought that never ends.
        public var isUnfinished = false

        /// The text that was found; nil where no answer is given.
        public var candidate: String?

        /// What it was found by.
        public var rule: String?

        /// The candidate without marks that are no part of it.
        public var answer: String?

        public var key: String?

        /// What may be meant otherwise.
        public var notes: [String] = []

        /// True where white space is part of the answer, as of a program.
        public var isProgram = false

        /// Of the letter of a choice, the text that stood behind it.
        var textOfChoice: String?

        /// The stages of nothing: no answer.
        public init() {}
    }

    /// Reads a completion.
    ///
    /// - Parameter reference: of the problem, whose notation says whether answers have units; its value is not looked at.
    public func stages(of completion: String, reference: String? = nil) -> Stages {
        var stages = Stages()
        let thoughts = Thoughts(in: completion, tags: thoughtTags)
        // A program may write tags; thoughts come before it.
        let isProgram =
            extraction == .whole || extraction == .code || extraction == .automatic && Program.isWhole(completion)
        let isStripped = !isProgram || thoughts.isFirst
        let rest = isStripped ? thoughts.rest : completion
        if isStripped { (stages.thoughts, stages.isUnfinished) = (thoughts.thoughts, thoughts.isUnfinished) }
        if extraction == .automatic {
            if let found = FinalAnswer.found(in: rest, isCutOff: stages.isUnfinished) {
                (stages.candidate, stages.answer, stages.rule) = (found.candidate, found.answer, found.rule.rawValue)
                stages.isProgram = found.isProgram
                stages.textOfChoice = found.textOfChoice
            }
        } else if !(stages.isUnfinished && [.lastLine, .lastNumber, .whole].contains(extraction)),
            let answer = extraction.answer(in: rest)
        {
            (stages.candidate, stages.answer, stages.rule) = (answer, answer, extraction.name)
            stages.isProgram = extraction.isWhole
        }
        // Where no letter is asked for, a letter in front of a text only numbers it.
        if let text = stages.textOfChoice, let reference, !Self.hasLetter(reference) { stages.answer = text }
        read(&stages, unitRule(reference), Self.isChoice(reference))
        return stages
    }

    /// Whether one of the alternatives of a reference is the letter of a choice, or begins with it.
    private static func hasLetter(_ reference: String) -> Bool {
        ReferenceText.alternatives(reference).contains { $0.utf8.count > 1000 || NormalForm.choice($0) != nil }
    }

    /// Reads an answer that a file gives beside the completion.
    public func stages(ofAnswer answer: String, reference: String? = nil) -> Stages {
        var stages = Stages()
        guard let text = Extraction.whole.answer(in: answer) else { return stages }
        (stages.candidate, stages.answer, stages.rule) = (text, text, Extraction.recorded.name)
        stages.isProgram = extraction.isWhole || text.utf8.contains(0x0A) && Program.found(in: text) != nil
        read(&stages, unitRule(reference), Self.isChoice(reference))
        return stages
    }

    /// Whether a reference is the letter of a choice.
    private static func isChoice(_ reference: String?) -> Bool {
        guard let reference, reference.utf8.count <= 12 else { return false }
        return NormalForm(reference)?.kind == .choice
    }

    /// - Parameter isChoice: answers are letters of choices: of `B. Lisbon` it is the B.
    private func read(_ stages: inout Stages, _ units: NormalForm.UnitRule, _ isChoice: Bool) {
        if isChoice, !stages.isProgram, let letter = stages.answer.flatMap(NormalForm.choice) { stages.answer = letter }
        guard let answer = stages.answer else { return }
        if stages.isProgram {
            stages.key = answer
            return
        }
        guard let form = NormalForm(answer, units: units) else { return }
        stages.key = digits.flatMap { form.rounded(to: $0) } ?? form.key
        stages.notes = form.notes
    }

    /// Makes the key of an answer to a problem with this reference.
    public func key(of answer: String, reference: String?) -> String? {
        stages(ofAnswer: answer, reference: reference).key
    }

    /// Finds what a reference gives as the answer: its text, and what stands at a mark in it or at its end.
    ///
    /// A short text without a mark, such as a bare 18 or `5!`, is the answer itself.
    public func answers(ofReference text: String) -> [String] {
        let stages = stages(of: text)
        let isBare = stages.rule == AnswerRule.lastLine.rawValue && !text.utf8.contains(0x0A)
        let found = isBare ? FinalAnswer.value(ofReference: text) : stages.answer
        return [found, text].compactMap(\.self)
    }

    /// Tells whether an answer is certainly not a reference: both are read as values that differ, whatever their notation.
    public func isCertainlyOther(_ answer: String, than reference: String) -> Bool {
        let units = unitRule(reference)
        guard let form = NormalForm(answer, units: units), let other = NormalForm(reference, units: units) else {
            return false
        }
        return form.isCertainlyOther(than: other)
    }

    /// Tells whether an answer is a reference, up to what one of them leaves out.
    public func agrees(_ answer: String, with reference: String) -> Bool {
        let units = unitRule(reference)
        guard let form = NormalForm(answer, units: units), let other = NormalForm(reference, units: units) else {
            return false
        }
        if let digits, let first = form.rounded(to: digits) { return first == other.rounded(to: digits) }
        return form.agrees(with: other)
    }
}

// MARK: Parameters

extension AnswerReader {
    /// What decides readings, as parameters of the tool that makes them; two sets of them are two tools.
    public var parameters: [String: String] {
        var parameters = ["extract": extraction.name]
        if let units { parameters["units"] = units.rawValue }
        if !thoughtTags.isEmpty { parameters["thought_tags"] = thoughtTags.joined(separator: ",") }
        if let digits { parameters["digits"] = String(digits) }
        return parameters
    }

    /// Reads the parameters of a tool, as JSON; nil where they name no rule.
    public init?(parametersJSON text: String) {
        guard let parameters = try? JSONValue(parsing: text) else { return nil }
        self.init { parameters[$0]?.string }
    }

    /// Reads what ``parameters`` writes; nil where it names no rule.
    public init?(parameters: (String) -> String?) {
        guard let name = parameters("extract"), let extraction = try? Extraction(named: name) else { return nil }
        self.init(
            extraction, units: parameters("units").flatMap(NormalForm.UnitRule.init),
            thoughtTags: parameters("thought_tags")?.split(separator: ",").map(String.init) ?? [],
            digits: parameters("digits").flatMap { Int($0) })
    }
}
