/// The final answer is the second of the three stages: what a text gives as its answer, and by which mark.
///
/// Marks are ranked. Boxes, `####`, `<answer>` and "final answer" conclude, and the last of them counts; a later sentence
/// that gives something readable ("so the answer is 5") counts before an earlier conclusion. What a text doubts ("it may
/// be \boxed{9}") counts only where nothing else is given, and what runs on behind an answer, such as a next question,
/// never does.
public struct FinalAnswer: Hashable, Sendable {
    /// The text that was found, as it stands there.
    public let candidate: String

    /// The candidate without the marks around it; of a choice with its text, the letter.
    public let answer: String

    public let rule: AnswerRule

    /// Of a choice with its text, the text: 42 of `(D) 42`; nil for another answer.
    public var textOfChoice: String? {
        rule != .program && NormalForm(answer)?.kind == .choice ? AnswerPhrase.textOfChoice(candidate) : nil
    }

    /// True for a program, in which white space counts.
    public var isProgram: Bool { rule == .program }

    /// Finds the answer of a text without thoughts.
    ///
    /// Takes time linear in the text.
    ///
    /// - Parameter isCutOff: a thought followed that never ended: only a mark gives an answer.
    /// - Returns: nil where nothing is given as an answer.
    public static func found(in text: String, isCutOff: Bool = false) -> FinalAnswer? {
        // Marks in a program are its own.
        if !isCutOff, Program.lastBlock(in: text) == nil, Program.isWhole(text) { return FinalAnswer(program: text) }
        let whole = TextBytes(withoutRunOn(text))
        let code = Program.codeBlocks(in: whole)
        let marks = whole.marks().filter { mark in !code.contains { $0.contains(mark.place) } }
        if let mark = chosen(of: marks, in: whole) {
            if mark.rule == .boxed, let row = whole.rowOfBoxes(endingAt: mark, among: marks) {
                let answer = FinalAnswer(row.text, .boxed, depth: 0)?.answer
                return answer.map { FinalAnswer(candidate: whole.string(row.place), answer: $0, rule: .boxed) }
            }
            return FinalAnswer(whole.string(mark.content), mark.rule, depth: 0, isLabelled: whole.isLabelled(mark))
        }
        guard !isCutOff else { return nil }
        if let program = Program.found(in: text) { return FinalAnswer(program: program) }
        return lastLine(whole)
    }

    /// Finds what a sentence that is a reference concludes: 5 of `Thus $x = 5$`; nil for a text that is the answer itself.
    public static func value(ofReference text: String) -> String? {
        let value = AnswerPhrase.conclusion(text) ?? AnswerPhrase.result(text) ?? AnswerPhrase.formula(text)
        return value.map { AnswerPhrase.answer(in: $0, isSentence: true) }
    }

    private init(candidate: String, answer: String, rule: AnswerRule) {
        (self.candidate, self.answer, self.rule) = (candidate, answer, rule)
    }

    private init(program: String) {
        (candidate, answer, rule) = (program, program, .program)
    }

    /// - Parameter isLabelled: a colon stands before the candidate, and no verb.
    private init?(_ candidate: String, _ rule: AnswerRule, depth: Int, isLabelled: Bool = false) {
        if rule == .answerTag || rule == .label || rule == .finalAnswer, candidate.utf8.contains(0x0A),
            let program = Program.found(in: candidate)
        {
            (self.candidate, self.answer, self.rule) = (program, program, .program)
            return
        }
        if rule == .json {
            let text = candidate.replacing("\\\\", with: "\\").replacing("\\\"", with: "\"")
            let answer = AnswerPhrase.answer(in: text, isSentence: true)
            guard Self.saysSomething(answer) else { return nil }
            (self.candidate, self.answer, self.rule) = (candidate, answer, rule)
            return
        }
        // A box in a sentence, a sentence between tags.
        if rule != .lastLine, rule != .boxed, depth < 4 {
            let inner = TextBytes(candidate)
            if let mark = Self.chosen(of: inner.marks(), in: inner) {
                guard
                    let found = FinalAnswer(
                        inner.string(mark.content), rule == .answerTag || rule == .finalAnswer ? rule : mark.rule,
                        depth: depth + 1)
                else { return nil }
                (self.candidate, self.answer, self.rule) = (found.candidate, found.answer, found.rule)
                return
            }
        }
        // "The largest n is 34."
        if rule == .finalAnswer || rule == .label, let value = AnswerPhrase.value(ofSentence: candidate) {
            (self.candidate, answer, self.rule) = (value, AnswerPhrase.answer(in: value, isSentence: true), rule)
            return
        }
        let answer = AnswerPhrase.answer(
            in: candidate, isSentence: rule != .boxed && rule != .gsm8k,
            keepsFactorial: isLabelled || rule == .lastLine || rule == .answerTag)
        guard Self.saysSomething(answer) else { return nil }
        self.candidate = candidate
        self.answer = answer
        self.rule = rule
    }

    /// Marks and stops alone are no answer.
    private static func saysSomething(_ answer: String) -> Bool {
        answer.unicodeScalars.contains { !$0.isSpacing && !".,:;!?…*_`#$|-–—<>~\"'".unicodeScalars.contains($0) }
    }

    /// The last mark that concludes, or a later sentence with something that can be read.
    private static func chosen(of marks: [AnswerMark], in text: TextBytes) -> AnswerMark? {
        let certain = marks.filter { !$0.isTentative }
        let ranked = certain.isEmpty ? marks : certain
        guard let last = ranked.last else { return nil }
        guard let conclusion = ranked.last(where: { $0.rank == .conclusion }) else {
            // Of sentences, the last that gives something readable, else the last.
            return ranked.suffix(50).last { isReadable(text.string($0.content)) } ?? last
        }
        let later = ranked.suffix(50).last {
            $0.place > conclusion.content.upperBound && $0.rank == .sentence && isReadable(text.string($0.content))
        }
        return later ?? conclusion
    }

    private static func isReadable(_ text: String) -> Bool {
        guard text.utf8.count <= 400 else { return false }
        let answer = AnswerPhrase.answer(in: text, isSentence: true)
        guard let form = NormalForm(answer) else { return false }
        return form.kind != .text
    }

    /// The contents of all boxes whose brace is closed, in the order of their marks.
    public static func boxes(in text: String) -> [String] {
        let bytes = TextBytes(text)
        return bytes.closedBoxes.sorted { $0.mark < $1.mark }.map { bytes.string($0.content) }
    }

    // MARK: What runs on

    private static let ends = [
        "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end_of_text|>", "</s>", "<eos>", "<|end|>", "<end_of_turn>",
        "<|return|>", "<|eom_id|>", "<|im_start|>", "<|start_header_id|>", "<start_of_turn>", "[/INST]",
    ]

    private static let turns = [
        "question", "q", "problem", "human", "user", "instruction", "input", "example", "exercise", "task",
        "next question", "new question", "next problem", "new problem", "问题", "题目", "例题", "問題",
    ]

    /// Whether another turn begins at the words that end at a place: `Question:`, `Problem 2.`, `[Question]`, `user`
    /// alone in its line.
    private static func isTurn(_ text: TextBytes, from start: Int, _ end: Int) -> Bool {
        var place = text.skip(end, to: text.bytes.count) { $0 == 0x20 }
        let isApart = place > end
        let digits = text.skip(place, to: text.bytes.count) { (48...57).contains($0) }
        let isNumbered = digits > place && (isApart || end - start == 1)
        if isNumbered { place = digits } else { place = end }
        place = text.skip(place, to: text.bytes.count) { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
        if text.has(":", at: place) || text.has("：", at: place) { return true }
        if start > 0, text.bytes[start - 1] == UInt8(ascii: "[") { return text.has("]", at: place) }
        let isHeading = start > 0 && text.bytes[max(0, start - 2)] == UInt8(ascii: "#")
        let isLine = place >= text.bytes.count || text.bytes[place] == 0x0A
        return isLine && (isNumbered || isHeading || text.has("user", at: start))
            || isNumbered && text.has(".", at: place)
    }

    /// Makes the text up to where another turn begins behind an answer.
    public static func withoutRunOn(_ text: String) -> String {
        let bytes = TextBytes(text)
        var limit = bytes.bytes.count
        for places in bytes.places(ofAny: ends) {
            // At the beginning it is no end of something.
            for place in places where place < limit && !bytes.trimmed(0..<place).isEmpty {
                limit = place
                break
            }
        }
        let found = zip(Self.turns, bytes.places(ofAny: Self.turns)).flatMap { words, places in
            places.filter { place in
                place < limit && bytes.isLineStart(place) && Self.isTurn(bytes, from: place, place + words.utf8.count)
            }
        }
        let turns = (found.map(bytes.withoutSigns) + bytes.places(of: "[inst]").filter { $0 < limit }).sorted()
        if let turn = turns.first, bytes.endsWithAnswer(0..<turn) {
            limit = min(limit, turn)
        } else if !turns.isEmpty {
            let marks = bytes.marks().filter { !$0.isTentative }
            let first = marks.map(\.content.upperBound).min()
            if let first, let turn = turns.first(where: { $0 >= first }) { limit = min(limit, turn) }
        }
        return limit == bytes.bytes.count ? text : bytes.string(0..<limit)
    }

    // MARK: The last line

    /// The last line, where nothing else is given: a short text, a value, or a conclusion's value.
    private static func lastLine(_ text: TextBytes) -> FinalAnswer? {
        let whole = text.trimmed(0..<text.bytes.count)
        guard !whole.isEmpty else { return nil }
        var start = whole.upperBound
        while start > whole.lowerBound, text.bytes[start - 1] != 0x0A, text.bytes[start - 1] != 0x0D { start -= 1 }
        let line = text.string(start..<whole.upperBound)
        if line.utf8.starts(with: "```".utf8), let block = Program.lastBlock(in: text.string(whole)) {
            return FinalAnswer(block, .lastLine, depth: 0)
        }
        if let value = AnswerPhrase.conclusion(line) ?? AnswerPhrase.result(line) {
            return FinalAnswer(value, .lastLine, depth: 0)
        }
        if line.utf8.first == UInt8(ascii: "="), !line.utf8.dropFirst().contains(UInt8(ascii: "=")),
            let value = FinalAnswer(String(line.unicodeScalars.dropFirst()), .lastLine, depth: 0),
            NormalForm(value.answer).map({ $0.kind != .text }) ?? false
        {
            // The end of a calculation that goes over several lines.
            return value
        }
        if let formula = AnswerPhrase.formula(line) { return FinalAnswer(formula, .lastLine, depth: 0) }
        // What announces something, refuses, or was cut off in a box gives nothing.
        let isOpen =
            line.utf8.last { !"*_ ".utf8.contains($0) } == UInt8(ascii: ":") || line.firstRange(of: "\\boxed{") != nil
        guard !isOpen, !AnswerPhrase.isRefusal(line) else { return nil }
        // Prose that gives no answer, and stops anywhere, is none.
        let found = FinalAnswer(line, .lastLine, depth: 0)
        let isProse = start > whole.lowerBound && line.utf8.split(separator: 0x20).count > longestWords
        if isProse, let found, NormalForm(found.answer)?.kind == .text { return firstLine(text, whole) }
        return found
    }

    /// The letter of a choice in the first line, which prose explains: `D`, `**D**`, `(D) 42`, `D. 42`.
    private static func firstLine(_ text: TextBytes, _ whole: Range<Int>) -> FinalAnswer? {
        let end = text.lineEnd(from: whole.lowerBound)
        guard end < whole.upperBound, end - whole.lowerBound <= 120 else { return nil }
        let line = text.string(whole.lowerBound..<end)
        guard let found = FinalAnswer(line, .lastLine, depth: 0), NormalForm(found.answer)?.kind == .choice else {
            return nil
        }
        // A list of choices, or of headings, gives none of them.
        let labels = text.string(end..<whole.upperBound).split(separator: "\n").prefix(200).count { line in
            let bare = line.drop { " *#(".contains($0) }.utf8.prefix(2)
            guard let letter = bare.first, let sign = bare.last, bare.count == 2 else { return false }
            return (65...74).contains(letter) && ".):".utf8.contains(sign)
        }
        return labels == 0 ? found : nil
    }

    /// A last line of words, behind others, may have so many.
    private static let longestWords = 3
}
