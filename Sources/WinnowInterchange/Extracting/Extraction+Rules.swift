extension Extraction {
    static func gsm8k(_ text: String) -> Substring? {
        var found: Substring?
        for line in text.split(whereSeparator: \.isNewline) {
            if let mark = line.lastRange(of: "####") {
                found = line[mark.upperBound...]
            } else if line.hasPrefix("A:") {
                found = line.dropFirst(2)
            }
        }
        return found
    }

    static func boxed(_ text: String) -> Substring? {
        var rest = text[...]
        while let mark = ["\\boxed", "\\fbox"].compactMap({ rest.lastRange(of: $0) }).max(by: {
            $0.lowerBound < $1.lowerBound
        }) {
            // One that is cut off is passed over for the one before it.
            if let content = braced(text[mark.upperBound...]) { return content }
            rest = rest[..<mark.lowerBound]
        }
        return nil
    }

    /// What is between the brace that the text begins with and the one that closes it.
    private static func braced(_ text: Substring) -> Substring? {
        let text = text.drop(while: \.isWhitespace)
        guard text.first == "{" else { return nil }
        var depth = 0
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            defer { isEscaped = character == "\\" && !isEscaped }
            guard !isEscaped else { continue }
            if character == "{" { depth += 1 }
            if character == "}" {
                depth -= 1
                if depth == 0 { return text[text.index(after: text.startIndex)..<index] }
            }
        }
        return nil
    }

    static func tagged(_ text: String) -> Substring? {
        guard let end = text[...].lastRange(of: "</answer>"),
            let start = text[..<end.lowerBound].lastRange(of: "<answer>")
        else { return nil }
        return text[start.upperBound..<end.lowerBound]
    }

    static func lastLine(_ text: String) -> Substring? {
        text.split(whereSeparator: \.isNewline).lazy.reversed().map(\.trimmed).first { !$0.isEmpty }
            .map(AnswerText.withoutLabel)
    }

    /// The last number: digits with thousands separators, a fraction or a decimal part, and a sign where it is no
    /// operator.
    static func lastNumber(_ text: String) -> Substring? {
        var end = text.endIndex
        while let last = text[..<end].lastIndex(where: \.isASCIIDigit) {
            var start = last
            while start > text.startIndex {
                let before = text.index(before: start)
                let isPart =
                    text[before].isASCIIDigit
                    || ".,/".contains(text[before]) && before > text.startIndex
                        && text[text.index(before: before)].isASCIIDigit
                guard isPart else { break }
                start = before
            }
            if start > text.startIndex {
                let before = text.index(before: start)
                if text[before] == "." { start = before }
            }
            if start > text.startIndex {
                let before = text.index(before: start)
                let operand = before > text.startIndex ? text[text.index(before: before)] : " "
                if "-−".contains(text[before]), !operand.isLetter, !operand.isASCIIDigit, !")]}".contains(operand) {
                    start = before
                }
            }
            let number = text[start...last]
            if AnswerKey.number(String(number)) != nil { return number }
            // Something like 1,2,3 is several numbers: the last one.
            let tail = number.lastIndex { ",/".contains($0) }.map { number[number.index(after: $0)...] }
            if let tail, AnswerKey.number(String(tail)) != nil { return tail }
            end = start
        }
        return nil
    }

    static func member(_ path: String, of text: String) -> String? {
        if let value = try? JSONValue(parsing: text) { return value.at(path)?.text }
        // A model often writes some words or a fence around its JSON: the last object that can be read.
        guard let close = text.lastIndex(of: "}") else { return nil }
        var start = text[...close].firstIndex(of: "{")
        while let open = start {
            if let value = try? JSONValue(parsing: String(text[open...close])), let found = value.at(path)?.text {
                return found
            }
            start = text[text.index(after: open)...close].firstIndex(of: "{")
        }
        return nil
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}

extension Substring {
    /// Where a text occurs last.
    func lastRange(of other: String) -> Range<Index>? { self.ranges(of: other).last }
}
