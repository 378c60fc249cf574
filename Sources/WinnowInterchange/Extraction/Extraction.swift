import WinnowAnswers
import WinnowJSON

/// A rule reads an answer out of a completion; users type its name.
public enum Extraction: Hashable, Sendable {
    /// The file gives the answer beside the completion.
    case recorded

    /// The answer is the last `#### x`, or the last line that begins with `A:`.
    case gsm8k

    /// The answer is the content of the last `\boxed{…}`, with the braces inside it.
    case boxed

    /// The answer is the content of the last `<answer>…</answer>`.
    case answerTag

    /// The answer is the last number of the text.
    case lastNumber

    /// The answer is the last line that is not empty, without a label such as `Answer:`.
    case lastLine

    /// The answer is all of the text.
    case whole

    /// The answer is the last fenced block of code, or all of the text where there is none.
    case code

    /// The answer is the value at a path of the JSON that the text is, or ends with.
    case json(path: String)

    /// The answer is the first group of the last match, or the match when the pattern has no group.
    case pattern(Pattern)

    /// The answer is what the text gives as its answer, by the best of all marks; see `FinalAnswer`.
    case automatic

    /// Finds the answer's text, without white space around it; nil when there is none, which is an abstention.
    public func answer(in completion: String) -> String? {
        let found: Substring? =
            switch self {
            case .recorded, .whole: completion[...]
            case .code: Program.lastBlock(in: completion)?[...] ?? completion[...]
            case .gsm8k: Self.gsm8k(FinalAnswer.withoutRunOn(completion))
            case .boxed: Self.boxed(FinalAnswer.withoutRunOn(completion))
            case .answerTag: Self.tagged(FinalAnswer.withoutRunOn(completion))
            case .lastNumber: LastNumber.found(in: FinalAnswer.withoutRunOn(completion))?[...]
            case .lastLine: Self.lastLine(FinalAnswer.withoutRunOn(completion))
            case .json(let path): Self.member(path, of: completion)?[...]
            case .pattern(let pattern): pattern.lastMatch(in: completion)
            case .automatic: FinalAnswer.found(in: completion)?.answer[...]
            }
        guard let text = found?.trimmed, !text.isEmpty else { return nil }
        return String(text)
    }
}

// MARK: Names

extension Extraction {
    /// Help says this of each name.
    public static let names: [(name: String, summary: String)] = [
        ("recorded", "the answer that the file gives"),
        ("gsm8k", "the last `#### x`, or the last line that begins with `A:`"),
        ("boxed", "the last \\boxed{…}, braces nested"),
        ("answer-tag", "the last <answer>…</answer>"),
        ("last-number", "the last number, whole and without a unit"),
        ("last-line", "the last line that is not empty, without a label such as `Answer:`"),
        ("whole", "the whole completion"),
        ("code", "the last fenced block of code, else the whole completion"),
        ("json:PATH", "the member at a path of the JSON in it, such as json:result.answer"),
        ("regex:PATTERN", "the first group of the last match"),
        ("auto", "what is given as the answer: a box, ####, <answer>, a sentence or label, a program, the last line"),
    ]

    /// - Throws: ``RecordFault`` that lists the names, for another text or a pattern that is none.
    public init(named name: String) throws(RecordFault) {
        if name.hasPrefix("json:"), name.count > 5 {
            self = .json(path: String(name.dropFirst(5)))
        } else if name.hasPrefix("regex:"), name.count > 6 {
            self = .pattern(try Pattern(String(name.dropFirst(6))))
        } else {
            let simple: [Extraction] = [
                .recorded, .gsm8k, .boxed, .answerTag, .lastNumber, .lastLine, .whole, .code, .automatic,
            ]
            guard let found = simple.first(where: { $0.name == name }) else {
                throw RecordFault("\"\(name)\" is none of \(Self.names.map(\.name).joined(separator: ", "))")
            }
            self = found
        }
    }

    public var name: String {
        switch self {
        case .recorded: "recorded"
        case .gsm8k: "gsm8k"
        case .boxed: "boxed"
        case .answerTag: "answer-tag"
        case .lastNumber: "last-number"
        case .lastLine: "last-line"
        case .whole: "whole"
        case .code: "code"
        case .json(let path): "json:\(path)"
        case .pattern(let pattern): "regex:\(pattern.text)"
        case .automatic: "auto"
        }
    }
}

extension Extraction {
    /// True where white space is part of the answer.
    var isWhole: Bool { self == .whole || self == .code }

    static func gsm8k(_ text: String) -> Substring? {
        var found: Substring?
        for bytes in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let line = Substring(bytes)
            if let mark = line.lastRange(of: "####") {
                found = line[mark.upperBound...]
            } else if line.utf8.starts(with: "A:".utf8) {
                found = Substring(line.utf8.dropFirst(2))
            }
        }
        return found
    }

    /// Finds the content of the last mark whose brace is closed.
    static func boxed(_ text: String) -> Substring? { FinalAnswer.boxes(in: text).last?[...] }

    static func tagged(_ text: String) -> Substring? {
        guard let end = text.lastRange(of: "</answer>"),
            let start = text[..<end.lowerBound].lastRange(of: "<answer>")
        else { return nil }
        return text[start.upperBound..<end.lowerBound]
    }

    static func lastLine(_ text: String) -> Substring? {
        // From the end: a completion may be long.
        let rest = text.trimmed
        guard !rest.isEmpty else { return nil }
        let line = rest.lastScalar { $0.isNewline }.map { rest[rest.unicodeScalars.index(after: $0)...] } ?? rest
        return AnswerText.withoutLabel(line)
    }

    /// The text may be read so often, in all, in search of an object: objects in objects are tried each.
    private static let readings = 16

    /// A try costs so much besides what it reads, in bytes.
    private static let costOfTry = 64

    static func member(_ path: String, of text: String) -> String? {
        if let value = try? JSONValue(parsing: text) { return value.at(path)?.text }
        // A model often writes some words or a fence around its JSON: the last object that can be read.
        let bytes = Array(text.utf8)
        guard let close = bytes.lastIndex(of: UInt8(ascii: "}")) else { return nil }
        var budget = readings * bytes.count
        for open in 0..<close where bytes[open] == UInt8(ascii: "{") {
            var read = 0
            let rest = bytes[open...close]
            let value = try? JSONParser.value(of: rest.span, read: &read)
            if let found = value?.at(path)?.text { return found }
            budget -= read + costOfTry
            if budget < 0 { return nil }
        }
        return nil
    }
}
