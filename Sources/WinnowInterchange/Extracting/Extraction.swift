/// How an answer is read out of a completion, by the name that users type.
public enum Extraction: Hashable, Sendable {
    /// The answer that the file gives beside the completion.
    case recorded

    /// The last `#### x`, or the last line that begins with `A:`.
    case gsm8k

    /// The content of the last `\boxed{…}`, with the braces inside it.
    case boxed

    /// The content of the last `<answer>…</answer>`.
    case answerTag

    /// The last number of the text.
    case lastNumber

    /// The last line that is not empty, without a label such as `Answer:`.
    case lastLine

    /// All of the text.
    case whole

    /// The value at a path of the JSON that the text is, or ends with.
    case json(path: String)

    /// The first group of the last match, or the match when the pattern has no group.
    case pattern(Pattern)

    /// `boxed`, `gsm8k`, `answer-tag` or `last-line`, the first that finds something.
    case automatic

    /// The answer's text, without white space around it; nil when there is none, which is an abstention.
    public func answer(in completion: String) -> String? {
        let found: Substring? =
            switch self {
            case .recorded, .whole: completion[...]
            case .gsm8k: Self.gsm8k(completion)
            case .boxed: Self.boxed(completion)
            case .answerTag: Self.tagged(completion)
            case .lastNumber: Self.lastNumber(completion)
            case .lastLine: Self.lastLine(completion)
            case .json(let path): Self.member(path, of: completion)?[...]
            case .pattern(let pattern): pattern.lastMatch(in: completion)
            case .automatic:
                Self.boxed(completion) ?? Self.gsm8k(completion) ?? Self.tagged(completion)
                    ?? Self.lastLine(completion)
            }
        guard let text = found?.trimmed, !text.isEmpty else { return nil }
        return String(text)
    }
}

// MARK: Names

extension Extraction {
    /// What help says of each name.
    public static let names: [(name: String, summary: String)] = [
        ("recorded", "the answer that the file gives"),
        ("gsm8k", "the last `#### x`, or the last line that begins with `A:`"),
        ("boxed", "the last \\boxed{…}, braces nested"),
        ("answer-tag", "the last <answer>…</answer>"),
        ("last-number", "the last number"),
        ("last-line", "the last line that is not empty, without a label such as `Answer:`"),
        ("whole", "the whole completion"),
        ("json:PATH", "the member at a path of the JSON in it, such as json:result.answer"),
        ("regex:PATTERN", "the first group of the last match"),
        ("auto", "boxed, gsm8k, answer-tag or last-line, the first that finds something"),
    ]

    /// - Throws: ``RecordFault`` that lists the names, for another text or a pattern that is none.
    public init(named name: String) throws(RecordFault) {
        if name.hasPrefix("json:"), name.count > 5 {
            self = .json(path: String(name.dropFirst(5)))
        } else if name.hasPrefix("regex:"), name.count > 6 {
            self = .pattern(try Pattern(String(name.dropFirst(6))))
        } else {
            let simple: [Extraction] = [
                .recorded, .gsm8k, .boxed, .answerTag, .lastNumber, .lastLine, .whole, .automatic,
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
        case .json(let path): "json:\(path)"
        case .pattern(let pattern): "regex:\(pattern.text)"
        case .automatic: "auto"
        }
    }
}
