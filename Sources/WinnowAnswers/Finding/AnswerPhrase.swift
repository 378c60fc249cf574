/// The words and marks in a phrase that are no part of the answer that it gives.
enum AnswerPhrase {
    /// Makes the answer of a phrase: without Markdown, ticks and quotes around it, and of a choice with its text the
    /// letter.
    ///
    /// - Parameter keepsFactorial: nothing but the answer stands there: `5!` is no call.
    static func answer(in candidate: String, isSentence: Bool, keepsFactorial: Bool = false) -> String {
        var text = Array(candidate.unicodeScalars)[...]
        text = AnswerMarks.trimmed(text)
        if isSentence {
            for _ in 0..<8 {
                let count = text.count
                text = withoutSigns(text, keepsFactorial: keepsFactorial)
                text = withoutEnding(text)
                text = withoutAngles(text)
                text = withoutAside(text)
                if text.count == count { break }
            }
        }
        if let (letter, _) = choice(text) { return letter }
        return String(String.UnicodeScalarView(withoutAbout(text)))
    }

    /// The letter of a choice and the text behind it: D and 42 of `(D) 42`; nil where there is no text.
    static func textOfChoice(_ candidate: String) -> String? {
        guard candidate.utf8.count <= 1000 else { return nil }
        var text = AnswerMarks.trimmed(Array(candidate.unicodeScalars)[...])
        for _ in 0..<4 {
            let count = text.count
            text = withoutSigns(text)
            if text.count == count { break }
        }
        guard let (_, behind) = choice(text), !behind.isEmpty else { return nil }
        return answer(in: String(String.UnicodeScalarView(behind)), isSentence: true)
    }

    /// Takes off a sign in front that says the value is about so much, as `approximately` in a sentence.
    private static func withoutAbout(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let isFormula = text.first == "$" && text.last == "$" && text.count > 2
        let inner = AnswerMarks.trimmed(isFormula ? text.dropFirst().dropLast() : text)
        for sign in ["\\approx", "≈", "\\sim", "∼"] where inner.starts(with: sign.unicodeScalars) {
            let rest = inner.dropFirst(sign.unicodeScalars.count)
            // \simeq is another sign.
            if sign.first == "\\", rest.first?.isASCIILetter == true { continue }
            return rest.isEmpty ? text : AnswerMarks.trimmed(rest)
        }
        return text
    }

    /// Takes `**`, backquotes, ticks and hashes off the ends, where they are not needed inside.
    private static func withoutSigns(
        _ text: ArraySlice<Unicode.Scalar>, keepsFactorial: Bool = false
    ) -> ArraySlice<Unicode.Scalar> {
        var text = AnswerMarks.trimmed(text)
        // > is no mark here: what is more than 3 is not 3.
        while let first = text.first, "*#✅✔☑👉:：\u{FE0F}".unicodeScalars.contains(first), text.count > 1 {
            text = AnswerMarks.trimmed(text.dropFirst())
        }
        while let last = text.last, text.count > 1, "*✅✔☑\u{FE0F}。।".unicodeScalars.contains(last) {
            text = AnswerMarks.trimmed(text.dropLast())
        }
        text = withoutTags(withoutPictures(text))
        // The cell of a table.
        if text.last == "|", text.count(where: { $0 == "|" }) == 1 { text = AnswerMarks.trimmed(text.dropLast()) }
        // Behind a word or a sentence it is a call; behind a letter or a bracket it is a factorial.
        if text.last == "!", text.count > 1, !text.contains("$"), !text.contains("\\"),
            !isFactorial(text.dropLast(), keepsFactorial)
        {
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

    /// Takes off tags of HTML that set a text: `<b>5</b>`.
    private static func withoutTags(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.first == "<", text.last == ">" else { return text }
        for name in ["b", "i", "strong", "em", "p", "code", "span", "u"] {
            let (open, close) = ("<\(name)>".unicodeScalars, "</\(name)>".unicodeScalars)
            guard text.count > open.count + close.count, text.starts(with: open),
                text.suffix(close.count).elementsEqual(close)
            else { continue }
            let inner = text.dropFirst(open.count).dropLast(close.count)
            return inner.contains("<") ? text : AnswerMarks.trimmed(inner)
        }
        return text
    }

    /// Takes off the pictures that stand apart behind words or numbers; pictures alone, or close behind, are the answer.
    private static func withoutPictures(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var end = text.endIndex
        while end > text.startIndex,
            text[end - 1].isSpacing || text[end - 1].properties.isEmojiPresentation || text[end - 1] == "\u{FE0F}"
        {
            end -= 1
        }
        guard end < text.endIndex, end > text.startIndex, text[end].isSpacing else { return text }
        return text[..<end]
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

    /// `n!`, `(n-1)!`, `2^n!`.
    private static func isFactorial(_ text: ArraySlice<Unicode.Scalar>, _ isAlone: Bool) -> Bool {
        guard let last = text.last else { return false }
        if isAlone, last.isASCIIDigit { return true }
        if ")]}".unicodeScalars.contains(last) { return true }
        return last.isASCIILetter && !(text.dropLast().last?.isLetter ?? false)
    }

    private static let conditions = ["for", "if", "when", "where", "mod", "modulo", "and", "or", "not", "base"]

    /// Takes off words in brackets behind a number that say how it came about, and no condition.
    private static func withoutAside(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.last == ")", text.count <= 400, let open = text.lastIndex(of: "("), open > text.startIndex,
            text[open - 1].isSpacing
        else { return text }
        let inner = String(String.UnicodeScalarView(text[(open + 1)...].dropLast()))
        let words = inner.split(separator: " ")
        guard let first = words.first, !conditions.contains(first.lowercased()) else { return text }
        let head = AnswerMarks.trimmed(text[..<open])
        let form = NormalForm(String(String.UnicodeScalarView(head)))
        // 4 (four)
        guard words.count > 1 || form?.key == NormalForm(inner)?.key else { return text }
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

    private typealias Text = ArraySlice<Unicode.Scalar>

    /// The letter of `B) Lisbon`, `(B) Lisbon`, `option (B)`, `**B**: Lisbon`, `\textbf{(B)}\ 42`, with the text behind it.
    private static func choice(_ text: Text) -> (letter: String, behind: Text)? {
        var text = text
        for word in ["option ", "choice ", "Option ", "Choice ", "answer "]
        where text.starts(with: word.unicodeScalars) {
            let rest = AnswerMarks.trimmed(text.dropFirst(word.unicodeScalars.count))
            guard let letter = rest.first(where: { !"(*[".unicodeScalars.contains($0) }), isChoice(letter) else {
                continue
            }
            text = rest
            let after = rest.drop { "(*[".unicodeScalars.contains($0) }.dropFirst()
            if after.first.map({ !$0.isLetter && !$0.isASCIIDigit }) ?? true {
                return (String(Character(letter)), bare(after))
            }
        }
        if let found = labelled(text) ?? aside(text) ?? set(text) { return found }
        let isOpen = text.first == "("
        let rest = isOpen ? text.dropFirst() : text
        guard let letter = rest.first, isChoice(letter), rest.dropFirst().first == ")" else { return nil }
        let behind = rest.dropFirst(2)
        // (A)(B) and (A), (C) are several; (A) Lisbon is one with its text.
        guard
            behind.isEmpty
                || behind.first.map({ $0.isSpacing || ":.".unicodeScalars.contains($0) }) ?? true
        else { return nil }
        let words = AnswerMarks.trimmed(behind.drop { ":.".unicodeScalars.contains($0) })
        guard !continues(words) else { return nil }
        return (String(Character(letter)), words)
    }

    private static func isChoice(_ letter: Unicode.Scalar) -> Bool { ("A"..."J").contains(letter) }

    /// What stands behind a letter, without the marks between.
    private static func bare(_ text: Text) -> Text {
        AnswerMarks.trimmed(text.drop { $0.isSpacing || ":.)]*".unicodeScalars.contains($0) })
    }

    /// True for what makes a letter in brackets part of something else: `(A) and (C)`, `(A) + 1`.
    private static func continues(_ words: Text) -> Bool {
        ["or", "and", "&", "+", "-", "=", "*", "/", "^", "\\", "(", ","].contains {
            words.starts(with: $0.unicodeScalars)
        }
    }

    /// The letter of `D (42)` and `**D** (42)`: what is in brackets says what stands at the letter.
    private static func aside(_ text: Text) -> (letter: String, behind: Text)? {
        guard let letter = text.first, isChoice(letter), text.last == ")" else { return nil }
        let rest = text.dropFirst().drop { $0 == "*" }
        guard rest.first?.isSpacing == true else { return nil }
        let inside = AnswerMarks.trimmed(rest)
        guard inside.first == "(", let close = inside.firstIndex(of: ")"), close == inside.endIndex - 1 else {
            return nil
        }
        return (String(Character(letter)), AnswerMarks.trimmed(inside.dropFirst().dropLast()))
    }

    /// The letter of a choice as LaTeX sets it: `\textbf{(D)}\ 42`, `\text{D. }42`.
    private static func set(_ text: Text) -> (letter: String, behind: Text)? {
        let commands = ["\\textbf", "\\text", "\\mathrm", "\\mathbf", "\\textrm", "\\mbox", "\\bf", "\\rm"]
        guard let command = commands.first(where: { text.starts(with: "\($0){".unicodeScalars) }) else { return nil }
        let rest = text.dropFirst(command.unicodeScalars.count + 1)
        guard let close = rest.firstIndex(of: "}"), close - rest.startIndex <= 8 else { return nil }
        let inside = AnswerMarks.trimmed(rest[..<close])
        let label = inside.first == "(" ? inside.dropFirst() : inside
        guard let letter = label.first, isChoice(letter), label.count == 2,
            label.last == ")" || inside.first != "(" && (label.last == "." || label.last == ":")
        else { return nil }
        var behind = AnswerMarks.trimmed(rest[(close + 1)...])
        for space in ["\\ ", "\\,", "\\;", "\\quad", "~"] where behind.starts(with: space.unicodeScalars) {
            behind = AnswerMarks.trimmed(behind.dropFirst(space.unicodeScalars.count))
        }
        let isOther = ["or", "and", "&", ",", "+", "="].contains { behind.starts(with: $0.unicodeScalars) }
        return isOther ? nil : (String(Character(letter)), behind)
    }

    /// The letter of `B: Lisbon`, `B - Lisbon`, `**B)** Lisbon` and of `B. Because the other two are wrong`.
    private static func labelled(_ text: Text) -> (letter: String, behind: Text)? {
        guard let letter = text.first, isChoice(letter) else { return nil }
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
        let found = (String(Character(letter)), AnswerMarks.trimmed(rest))
        let isWord = first.count >= 3 && first.allSatisfy { $0.isLetter || "'’,.-".unicodeScalars.contains($0) }
        // J. R. R. Tolkien is a name.
        let isInitial = first.count == 2 && first.last == "." && ("A"..."Z").contains(first[first.startIndex])
        switch sign {
        case ":": return isSpaced ? nil : found
        case "-", "–", "—": return isSpaced && isWord ? found : nil
        case ")": return isBold ? found : nil
        default:
            // A. Lisbon may be a name; of a sentence or a number behind the letter it is none.
            let isNumber = first.first?.isASCIIDigit == true
            let hasVerb = words.contains { word in
                ["is", "are", "was", "were", "has", "have"].contains { word.elementsEqual($0.unicodeScalars) }
            }
            let isSentence =
                (words.count > 3 || hasVerb) && (first.first.map { ("A"..."Z").contains($0) } ?? false)
            return !isInitial && (isSentence || isNumber) ? found : nil
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
        guard let word = conclusions.filter({ text.has($0, at: start) }).max(by: { $0.utf8.count < $1.utf8.count })
        else { return nil }
        return value(in: text, from: start) ?? letter(in: text, from: start + word.utf8.count)
    }

    /// The letter of a conclusion that is nothing else: `Hence, (D).`, `Therefore B.`, `Thus D is correct.`
    private static func letter(in text: TextBytes, from start: Int) -> String? {
        let begin = text.skip(start, to: text.bytes.count) { ", \t".utf8.contains($0) }
        guard text.bytes.count - begin <= 40 else { return nil }
        var rest = text.string(begin..<text.bytes.count)
        for word in [" is correct", " is the correct answer", " is the answer", " is right", " is the correct option"]
        where rest.hasSuffix(word + ".") || rest.hasSuffix(word) {
            rest = String(rest.prefix(rest.count - word.count - (rest.hasSuffix(".") ? 1 : 0)))
        }
        let bare = rest.filter { !"()[]*.$ ".contains($0) }
        guard bare.utf8.count == 1, let letter = bare.unicodeScalars.first, isChoice(letter) else { return nil }
        return bare
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

    /// A dollar that closes a formula in which a value begins is no part of it: 5 of `$x = 5$`.
    private static func withoutClosing(_ content: Range<Int>, in text: TextBytes, from start: Int) -> Range<Int> {
        func dollars(_ range: Range<Int>) -> Int {
            range.count { text.bytes[$0] == UInt8(ascii: "$") && ($0 == 0 || text.bytes[$0 - 1] != UInt8(ascii: "\\")) }
        }
        let value = text.trimmed(content)
        guard !value.isEmpty, text.bytes[value.upperBound - 1] == UInt8(ascii: "$"), dollars(value) == 1,
            !dollars(start..<content.lowerBound).isMultiple(of: 2)
        else { return content }
        return value.lowerBound..<value.upperBound - 1
    }

    private static func value(in text: TextBytes, from start: Int) -> String? {
        let end = text.sentence(from: start).upperBound
        for joint in [" is ", " are ", " equals ", "= ", "=", " to be ", "为", "是"] {
            guard let place = text.places(of: joint, in: start..<max(start, end)).last else { continue }
            let content = place + joint.utf8.count..<end
            let value = text.string(withoutClosing(content, in: text, from: start))
            let phrase = answer(in: value, isSentence: true)
            if let form = NormalForm(phrase), form.kind != .text { return value }
        }
        return nil
    }
}
