import WinnowJSON
import WinnowMessages

/// Parts are what datasets keep beside a question though it is asked with it: a passage, the input of an instruction,
/// choices, and what a system message says.
struct AskedParts {
    private var passage: String?
    private var input: String?
    private var choices: [String] = []

    /// The system message, where there is one.
    private(set) var system: [(role: String, content: String)] = []

    private static let passages = ["context", "passage"]
    private static let systems = ["system", "system_prompt"]

    /// A question has so many choices, each with a letter.
    private static let mostChoices = 26

    /// - Parameter name: the field that the question was found in.
    init(of record: JSONValue, beside name: String) {
        func text(_ names: [String]) -> String? {
            names.lazy.compactMap { record[$0]?.string }.first { $0.contains { !$0.isWhitespace } }
        }
        passage = text(Self.passages)
        input = name == "instruction" ? text(["input"]) : nil
        system = text(Self.systems).map { [(role: "system", content: $0)] } ?? []
        choices = ["choices", "options"].lazy.compactMap { record[$0].flatMap(Self.texts) }.first ?? []
    }

    /// Reads a list of choices, or the list beside their labels; nil for something else.
    private static func texts(_ value: JSONValue) -> [String]? {
        let list = value.array ?? value["text"]?.array
        let texts = list?.compactMap(\.text)
        guard let texts, texts.count == list?.count, (2...mostChoices).contains(texts.count) else { return nil }
        return texts
    }

    /// Puts the parts around a question, but for those that it has already.
    func prompt(around question: String) -> String {
        var parts = [question]
        if let input, question.firstRange(of: input) == nil { parts.append(input) }
        if let passage, question.firstRange(of: passage) == nil { parts.insert(passage, at: 0) }
        if !choices.isEmpty, !choices.allSatisfy({ question.firstRange(of: $0) != nil }) {
            parts.append(choices.enumerated().map { "\(Self.letter($0)). \($1)" }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n")
    }

    /// Makes the letter of the choice that an answer is: by its place from 0, or by its text; nil for another answer.
    func letter(of answer: JSONValue) -> String? {
        guard !choices.isEmpty else { return nil }
        if case .number = answer, let place = answer.integer, choices.indices.contains(place) {
            return Self.letter(place)
        }
        return answer.text.flatMap { text in choices.firstIndex(of: text).map(Self.letter) }
    }

    private static func letter(_ place: Int) -> String { String(Character(Unicode.Scalar(UInt8(65 + place)))) }
}
