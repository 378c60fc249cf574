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
                text = withoutAngles(text)
                text = withoutAside(text)
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
        while let last = text.last, text.count > 1,
            "*✅✔☑\u{FE0F}。।".unicodeScalars.contains(last) || last.properties.isEmojiPresentation
        {
            text = AnswerMarks.trimmed(text.dropLast())
        }
        // The cell of a table.
        if text.last == "|", text.count(where: { $0 == "|" }) == 1 { text = AnswerMarks.trimmed(text.dropLast()) }
        // Behind a sentence it is a call: a factorial stands in a formula.
        if text.last == "!", text.count > 1, !text.contains("$"), !text.contains("\\") {
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

    /// Takes off the brackets of `<12>` and `[[B]]`, which prompts have in the answer's place.
    private static func withoutAngles(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        for (open, close, depth) in [("<", ">", 1), ("[", "]", 2)] as [(Unicode.Scalar, Unicode.Scalar, Int)]
        where text.count > 2 * depth && text.prefix(depth).allSatisfy({ $0 == open })
            && text.suffix(depth).allSatisfy({ $0 == close })
        {
            let inner = text.dropFirst(depth).dropLast(depth)
            if !inner.contains(open), !inner.contains(close), !inner.contains(",") { return AnswerMarks.trimmed(inner) }
        }
        return text
    }

    private static let conditions = ["for", "if", "when", "where", "mod", "modulo", "and", "or", "not", "base"]

    /// Takes off words in brackets behind a number that say how it came about, and no condition.
    private static func withoutAside(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.last == ")", text.count <= 400, let open = text.lastIndex(of: "("), open > text.startIndex,
            text[open - 1].isSpacing
        else { return text }
        let inner = String(String.UnicodeScalarView(text[(open + 1)...].dropLast()))
        let words = inner.split(separator: " ")
        guard words.count > 1, !conditions.contains(String(words[0]).lowercased()) else { return text }
        let head = AnswerMarks.trimmed(text[..<open])
        let form = NormalForm(String(String.UnicodeScalarView(head)))
        guard let form, form.kind != .text, form.key.unicodeScalars.first?.isASCIIDigit == true || form.kind == .choice
        else { return text }
        return head
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
        if let letter = labelled(text) { return letter }
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

    /// The letter of `B: Lisbon`, `B - Lisbon`, `**B)** Lisbon` and of `B. Because the other two are wrong`.
    private static func labelled(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        guard let letter = text.first, ("A"..."J").contains(letter) else { return nil }
        var rest = text.dropFirst()
        guard let sign = rest.first(where: { $0 != "*" && !$0.isSpacing }), ":.)-–—*".unicodeScalars.contains(sign)
        else { return nil }
        let isSpaced = rest.first?.isSpacing == true
        rest = rest.drop { $0 == "*" || $0.isSpacing }.dropFirst()
        let isBold = rest.first == "*"
        rest = rest.drop { $0 == "*" }
        guard let next = rest.first, next.isSpacing else { return nil }
        let words = rest.split { $0.isSpacing }
        guard let first = words.first else { return nil }
        let isWord = first.count >= 3 && first.allSatisfy { $0.isLetter || "'’,.-".unicodeScalars.contains($0) }
        switch sign {
        case ":": return isSpaced ? nil : String(Character(letter))
        case "-", "–", "—": return isSpaced && isWord ? String(Character(letter)) : nil
        case ")": return isBold ? String(Character(letter)) : nil
        default:
            // A. Lisbon may be a name; of a sentence behind the letter it is none.
            let isSentence = words.count > 3 && first.first.map { ("A"..."Z").contains($0) || $0.isASCIIDigit } ?? false
            return isSentence ? String(Character(letter)) : nil
        }
    }

    /// True for a sentence in which nothing is answered.
    static func isRefusal(_ line: String) -> Bool {
        let text = TextBytes(line)
        let start = text.skip(0, to: text.bytes.count) { "*#> _-".utf8.contains($0) }
        return [
            "i'm sorry", "i’m sorry", "i am sorry", "sorry,", "i cannot ", "i can't ", "i can’t ", "i could not ",
            "i couldn't ", "i am unable", "i'm unable", "i’m unable", "i am not able", "i'm not able", "i don't know",
            "i do not know", "as an ai", "unfortunately, i ", "i apologize", "my apologies",
        ].contains { text.has($0, at: start) }
    }

    /// The subjects of a last sentence that says what all of it has come to.
    private static let subjects = [
        "the result", "the final result", "the solution", "the total", "the required", "the final value",
        "the correct", "our result", "the desired", "the value of", "result:", "result =", "solution:", "output:",
        "choice:", "option:", "the final", "our final", "total:", "total =", "结果是", "结果为", "结果：", "选", "应选",
    ]

    /// The value of a last line that names a result: `The result is 12`, `Result: 12`.
    static func result(_ line: String) -> String? {
        let text = TextBytes(line)
        let start = text.skip(0, to: text.bytes.count) { "*#> _-".utf8.contains($0) }
        guard let subject = subjects.first(where: { text.has($0, at: start) }) else { return nil }
        if let value = value(in: text, from: start) { return value }
        let isLabel = subject.hasSuffix(":") || subject.hasSuffix("=") || !subject.utf8.contains(0x20)
        guard isLabel else { return nil }
        let next = start + subject.utf8.count
        let rest = text.string(next..<max(next, text.sentence(from: next).upperBound))
        guard let form = NormalForm(answer(in: rest, isSentence: true)), form.kind != .text else { return nil }
        return String(rest.unicodeScalars.drop { $0.isSpacing })
    }

    /// The formula of a last line that is a sentence with one formula between dollars: `Thus $x\\le 2$ is our answer.`
    static func formula(_ line: String) -> String? {
        let scalars = Array(line.unicodeScalars)
        guard scalars.count <= 1000 else { return nil }
        let dollars = scalars.indices.filter { scalars[$0] == "$" && ($0 == 0 || scalars[$0 - 1] != "\\") }
        guard dollars.count == 2, dollars[0] > 0 else { return nil }
        let after = AnswerMarks.trimmed(scalars[(dollars[1] + 1)...])
        // A sentence that was cut off gives nothing.
        let isEnded = after.isEmpty || after.last == "."
        let closing = String(String.UnicodeScalarView(after)).lowercased()
        let isClosing = ["answer", "solution", "result"].contains { closing.firstRange(of: $0) != nil }
        guard isEnded, isClosing || after.allSatisfy({ $0 == "." || $0 == "*" }) else { return nil }
        let formula = String(String.UnicodeScalarView(scalars[dollars[0]...dollars[1]]))
        guard let form = NormalForm(formula), form.kind != .text else { return nil }
        return formula
    }

    private static let conclusions = [
        "therefore", "thus", "hence", "so ", "so,", "consequently", "in conclusion", "finally", "this means",
        "in total", "overall", "altogether", "as a result", "accordingly", "it follows", "we conclude", "all in all",
        "that means", "which means", "this gives", "因此", "所以", "故",
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
        for joint in [" is ", " are ", " equals ", "= ", "=", " to be ", "为", "是"] {
            guard let place = text.places(of: joint, in: start..<max(start, end)).last else { continue }
            let value = text.string(place + joint.utf8.count..<end)
            let phrase = answer(in: value, isSentence: true)
            if let form = NormalForm(phrase), form.kind != .text { return value }
        }
        return nil
    }
}
