/// The words and marks in a phrase that are no part of the answer that it gives.
enum AnswerPhrase {
    /// Makes the answer of a phrase: without Markdown, ticks and quotes around it, and of a choice with its text the
    /// letter.
    static func answer(in candidate: String, isSentence: Bool) -> String {
        var text = Array(candidate.unicodeScalars)[...]
        text = AnswerMarks.trimmed(text)
        if isSentence {
            for _ in 0..<8 {
                let count = text.count
                text = withoutSigns(text)
                text = withoutEnding(text)
                if text.count == count { break }
            }
        }
        if let letter = choice(text) { return letter }
        let plain = String(String.UnicodeScalarView(text))
        guard isSentence else { return plain }
        return plain
    }

    /// Takes `**`, backquotes, ticks and hashes off the ends, where they are not needed inside.
    private static func withoutSigns(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var text = AnswerMarks.trimmed(text)
        while let first = text.first, "*#>✅✔☑👉:：\u{FE0F}".unicodeScalars.contains(first), text.count > 1 {
            text = AnswerMarks.trimmed(text.dropFirst())
        }
        while let last = text.last, "*✅✔☑\u{FE0F}。".unicodeScalars.contains(last), text.count > 1 {
            text = AnswerMarks.trimmed(text.dropLast())
        }
        if text.count > 2, text.first == "`", text.last == "`" {
            text = text.drop { $0 == "`" }
            while text.last == "`" { text = text.dropLast() }
            text = AnswerMarks.trimmed(text)
        }
        if text.last == ".", text.dropLast().last != "." {
            let rest = text.dropLast()
            let isAbbreviation = rest.last?.isLetter == true && rest.dropLast().last == "."
            if !isAbbreviation { text = AnswerMarks.trimmed(rest) }
        }
        return text
    }

    private static let endings = ["です", "である", "だ", "입니다", "이다", "です。", "となります", "になります"]

    private static func withoutEnding(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        for ending in endings {
            let scalars = ending.unicodeScalars
            if text.count > scalars.count, text.suffix(scalars.count).elementsEqual(scalars) {
                return AnswerMarks.trimmed(text.dropLast(scalars.count))
            }
        }
        return text
    }

    /// The letter of `B) Lisbon`, `(B) Lisbon`, `option (B)`, `**B**: Lisbon`.
    private static func choice(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        var text = text
        for word in ["option ", "choice ", "Option ", "Choice ", "answer "]
        where text.starts(with: word.unicodeScalars) {
            let rest = AnswerMarks.trimmed(text.dropFirst(word.unicodeScalars.count))
            guard let letter = rest.first(where: { !"(*[".unicodeScalars.contains($0) }), ("A"..."J").contains(letter)
            else {
                continue
            }
            text = rest
            let after = rest.drop { "(*[".unicodeScalars.contains($0) }.dropFirst().first
            if after.map({ !$0.isLetter && !$0.isASCIIDigit }) ?? true {
                return String(Character(letter))
            }
        }
        let isOpen = text.first == "("
        let rest = isOpen ? text.dropFirst() : text
        guard let letter = rest.first, ("A"..."J").contains(letter), rest.dropFirst().first == ")" else { return nil }
        let behind = rest.dropFirst(2)
        // (A)(B) and (A), (C) are several; (A) Lisbon is one with its text.
        guard
            behind.isEmpty
                || behind.first.map({ $0.isSpacing || ":.".unicodeScalars.contains($0) }) ?? true
        else { return nil }
        let words = AnswerMarks.trimmed(behind.drop { ":.".unicodeScalars.contains($0) })
        let others = ["or", "and", "&", "+", "-", "=", "*", "/", "^", "\\", "(", ","]
        guard !others.contains(where: { words.starts(with: $0.unicodeScalars) }) else { return nil }
        return String(Character(letter))
    }

    private static let conclusions = [
        "therefore", "thus", "hence", "so ", "so,", "consequently", "in conclusion", "finally", "this means",
        "in total",
        "overall",
    ]

    /// The value that a concluding line comes to: 18 of "So she has 18 apples left" is none, of "So the total is 18" it is.
    static func conclusion(_ line: String) -> String? {
        let text = TextBytes(line)
        let start = text.skip(0, to: text.bytes.count) { "*#> _-".utf8.contains($0) }
        guard conclusions.contains(where: { text.has($0, at: start) }) else { return nil }
        return value(in: text, from: start)
    }

    /// The value of a sentence that is no value itself.
    static func value(ofSentence sentence: String) -> String? {
        guard sentence.utf8.count <= 400, NormalForm(answer(in: sentence, isSentence: true))?.kind == .text else {
            return nil
        }
        let text = TextBytes(sentence)
        // Of several values, as in "x is 5 and y is 6", none is the answer alone.
        guard text.places(of: " is ").count + text.places(of: " are ").count == 1, text.places(of: "=").isEmpty else {
            return nil
        }
        return value(in: text, from: 0)
    }

    private static func value(in text: TextBytes, from start: Int) -> String? {
        let end = text.sentence(from: start).upperBound
        for joint in [" is ", " are ", " equals ", "= "] {
            guard let place = text.places(of: joint, in: start..<max(start, end)).last else { continue }
            let value = text.string(place + joint.utf8.count..<end)
            let phrase = answer(in: value, isSentence: true)
            if let form = NormalForm(phrase), form.kind != .text { return value }
        }
        return nil
    }
}
