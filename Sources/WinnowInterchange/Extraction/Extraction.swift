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

    /// The answer is the value at a path of the JSON that the text is, or ends with.
    case json(path: String)

    /// The answer is the first group of the last match, or the match when the pattern has no group.
    case pattern(Pattern)

    /// The answer is that of the first of `boxed`, `gsm8k`, `answer-tag` and `last-line` that finds something.
    case automatic

    /// Finds the answer's text, without white space around it; nil when there is none, which is an abstention.
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
    /// Help says this of each name.
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

extension Extraction {
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

    /// Finds the content of the last mark whose brace is closed, in one pass: a stack of open braces, and the marks
    /// among them.
    static func boxed(_ text: String) -> Substring? {
        let bytes = Array(text.utf8)
        let marks = ["\\boxed", "\\fbox"].map { Array($0.utf8) }
        /// A mark ends here that only white space separates from the place.
        var mark: Int?
        var open: [(mark: Int?, brace: Int)] = []
        var best: (mark: Int, content: Range<Int>)?
        var isEscaped = false
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\\"), let length = marks.first(where: { bytes[place...].starts(with: $0) })?.count
            {
                (mark, isEscaped) = (place, false)
                place += length
                continue
            }
            let wasEscaped = isEscaped
            isEscaped = byte == UInt8(ascii: "\\") && !wasEscaped
            if byte == UInt8(ascii: "{"), !wasEscaped {
                open.append((mark, place))
            } else if byte == UInt8(ascii: "}"), !wasEscaped, let last = open.popLast(), let start = last.mark,
                best.map({ $0.mark < start }) ?? true
            {
                best = (start, last.brace + 1..<place)
            }
            if !(byte == 0x20 || (0x09...0x0D).contains(byte)) { mark = nil }
            place += 1
        }
        guard let content = best?.content else { return nil }
        let start = text.utf8.index(text.utf8.startIndex, offsetBy: content.lowerBound)
        return text[start..<text.utf8.index(start, offsetBy: content.count)]
    }

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

    /// Finds the last number: digits with thousands separators, a fraction or a decimal part, and a sign where it is no
    /// operator.
    static func lastNumber(_ text: String) -> Substring? {
        let scalars = text.unicodeScalars
        func before(_ place: String.Index) -> Unicode.Scalar? {
            place > scalars.startIndex ? scalars[scalars.index(before: place)] : nil
        }
        var end = scalars.endIndex
        while let last = text.lastScalar(before: end, where: \.isASCIIDigit) {
            var start = last
            while let scalar = before(start) {
                let place = scalars.index(before: start)
                let isPart =
                    scalar.isASCIIDigit || ".,/".unicodeScalars.contains(scalar) && before(place)?.isASCIIDigit == true
                guard isPart else { break }
                start = place
            }
            if before(start) == "." { start = scalars.index(before: start) }
            if let sign = before(start), sign == "-" || sign == "−" {
                let place = scalars.index(before: start)
                let operand = before(place) ?? " "
                if !operand.properties.isAlphabetic, !operand.isASCIIDigit, !")]}".unicodeScalars.contains(operand) {
                    start = place
                }
            }
            let number = text[start...last]
            if AnswerKey.number(String(number)) != nil { return number }
            // Something like 1,2,3 is several numbers: the last one.
            let tail = number.lastScalar { $0 == "," || $0 == "/" }
                .map { number[number.unicodeScalars.index(after: $0)...] }
            if let tail, AnswerKey.number(String(tail)) != nil { return tail }
            end = start
        }
        return nil
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
