/// Sentences and labels with which prompts and models give an answer.
extension TextBytes {
    private static let english: [(String, AnswerMark.Rank)] = [
        ("final answer", .conclusion), ("answer", .sentence), ("ans", .sentence), ("correct option", .sentence),
        ("correct choice", .sentence), ("best option", .sentence), ("final result", .sentence),
        ("best choice", .sentence), ("right option", .sentence), ("final output", .sentence),
        ("final solution", .sentence), ("correct letter", .sentence), ("my choice", .sentence),
        ("final choice", .sentence),
    ]

    /// Labels of other languages, as the prompts of MGSM and others have them (Shi et al., arXiv 2210.03057).
    private static let others: [(String, AnswerMark.Rank)] = [
        ("最终答案是", .conclusion), ("最终答案为", .conclusion), ("最终答案：", .conclusion), ("最终答案:", .conclusion),
        ("答案是：", .sentence), ("答案是:", .sentence), ("答案为：", .sentence), ("答案是", .sentence), ("答案为", .sentence),
        ("答案：", .sentence), ("答案:", .sentence), ("答案选", .sentence), ("故选", .sentence), ("应选", .sentence),
        ("答えは", .sentence), ("答え：", .sentence), ("答え:", .sentence), ("答：", .sentence), ("答:", .sentence),
        ("正解は", .sentence), ("정답은", .sentence), ("정답:", .sentence), ("답은", .sentence), ("답:", .sentence),
        ("die antwort lautet", .sentence), ("die antwort ist", .sentence), ("antwort:", .sentence),
        ("la réponse est", .sentence), ("la réponse finale est", .conclusion), ("réponse :", .sentence),
        ("réponse:", .sentence), ("réponse finale :", .conclusion), ("la respuesta es", .sentence),
        ("la respuesta final es", .conclusion),
        ("la respuesta correcta es", .sentence), ("la réponse correcte est", .sentence),
        ("die richtige antwort ist", .sentence), ("a resposta correta é", .sentence),
        ("la risposta corretta è", .sentence), ("die lösung ist", .sentence), ("respuesta final:", .conclusion),
        ("respuesta:", .sentence),
        ("resposta:", .sentence), ("a resposta é", .sentence), ("risposta:", .sentence), ("la risposta è", .sentence),
        ("Ответ:", .sentence), ("ответ:", .sentence), ("Ответ —", .sentence), ("jibu ni", .sentence),
        ("คำตอบคือ", .sentence), ("উত্তর হল", .sentence), ("उत्तर:", .sentence), ("đáp án:", .sentence),
        ("đáp án là", .sentence), ("cevap:", .sentence), ("i choose", .sentence), ("i would choose", .sentence),
        ("i select", .sentence), ("i pick", .sentence), ("الإجابة:", .sentence), ("الجواب:", .sentence),
        ("i'd go with", .sentence), ("i'll go with", .sentence), ("i will go with", .sentence),
        ("i would go with", .sentence), ("i'd choose", .sentence), ("i'll choose", .sentence),
        ("উত্তর:", .sentence), ("উত্তর হলো", .sentence), ("సమాధానం", .sentence), ("జవాబు:", .sentence),
        ("คำตอบ:", .sentence), ("उत्तर है", .sentence), ("antwort lautet", .sentence), ("jibu:", .sentence),
        ("الإجابة هي", .sentence), ("الجواب هو", .sentence), ("답은", .sentence), ("kết quả là", .sentence),
        ("jawaban:", .sentence), ("jawabannya adalah", .sentence), ("odpowiedź:", .sentence), ("svar:", .sentence),
        ("【答案】：", .sentence), ("【答案】", .sentence), ("所以选", .sentence), ("因此选", .sentence), ("应该选", .sentence),
        ("正确答案是", .sentence), ("正确选项是", .sentence), ("正确答案：", .sentence), ("正确答案:", .sentence),
    ]

    /// What may follow a label, before the answer.
    private static let joints = [
        "is:", "is :", "are:", "is", "are", ":", "：", "=", "->", "→", "would be", "should be", "must be", "will be",
        "equals", "therefore is", "is therefore", "is thus", "is then", "comes out to be", "comes out to", "comes to",
        "turns out to be", "works out to be", "works out to", "has to be", "ought to be", "can only be", "we get is",
        "is equal to", "could only be", "i get is", "we have is", "is given by", "becomes", "was", "choice is",
        "option is", "letter is",
    ].sorted { $0.utf8.count > $1.utf8.count }.map { Array($0.utf8) }

    /// Finds sentences that give an answer.
    var sentences: [AnswerMark] {
        var result: [AnswerMark] = []
        let found = places(ofAny: Self.english.map(\.0) + Self.others.map(\.0))
        for (order, (words, rank)) in Self.english.enumerated() {
            for place in Self.ends(found[order])
            where !isLetter(place - 1) && bytes[max(0, place - 1)] != UInt8(ascii: "<") {
                let end = place + words.utf8.count
                // The longer label has it: "final answer" and "answer".
                if words == "answer", place >= 6, has("final ", at: place - 6) { continue }
                guard let start = contentStart(behind: end, isLineStart: isLineStart(place)) else { continue }
                if let mark = answer(rank, at: place, from: start, words) { result.append(mark) }
            }
        }
        for (order, (words, rank)) in Self.others.enumerated() {
            for place in Self.ends(found[Self.english.count + order]) where !isLetter(place - 1) {
                let isLonger = ["答案", "答え", "答"].contains { words.hasPrefix($0) } && has("最终", at: place - 6)
                if isLonger { continue }
                let start = skipMarks(place + words.utf8.count)
                if let mark = answer(rank, at: place, from: start, words) { result.append(mark) }
            }
        }
        return result
    }

    /// The first and the last of many: what stands between gives no answer and ends none.
    private static func ends(_ places: [Int]) -> [Int] {
        places.count <= 200 ? places : Array(places.prefix(50) + places.suffix(150))
    }

    private func answer(
        _ rank: AnswerMark.Rank, at place: Int, from start: Int, _ words: String
    ) -> AnswerMark? {
        var content = trimmed(sentence(from: start))
        // "Answer: Let's think step by step."
        if has("let's think", at: content.lowerBound) || has("let us think", at: content.lowerBound) { return nil }
        if has("not ", at: content.lowerBound) || has("n't ", at: content.lowerBound) {
            // "not 4, it is 5", "not 4 but 5".
            let turns = [", it is ", ", it's ", "; it is ", " but rather ", " but ", ", but ", ". it is ", ", rather "]
            let found = turns.compactMap { turn in places(of: turn, in: content).last.map { $0 + turn.utf8.count } }
            guard let next = found.max() else { return nil }
            content = trimmed(next..<content.upperBound)
        }
        guard !content.isEmpty else { return nil }
        let isTentative = isUncertain(place, content)
        return AnswerMark(
            rule: rank == .conclusion ? .finalAnswer : .label, rank: rank, place: place, content: content,
            isTentative: isTentative)
    }

    private func isUncertain(_ place: Int, _ content: Range<Int>) -> Bool {
        if has("if ", at: max(0, place - 7)) || has("suppose ", at: max(0, place - 12)) { return true }
        if isHypothetical(place, content) { return true }
        // "Some may say the answer is 7, which is wrong."
        for verdict in ["wrong", "incorrect", "not ", "false", "a mistake"]
        where has(", which is \(verdict)", at: content.upperBound)
            || has(", but that is \(verdict)", at: content.upperBound)
        {
            return true
        }
        for word in ["maybe ", "might ", "may ", "first ", "my guess", "draft ", "wrong ", "incorrect ", "tempting "] {
            let start = max(0, place - word.utf8.count - 5)
            if start < place, !places(of: word, in: start..<place).isEmpty { return true }
        }
        let last = content.upperBound
        return last < bytes.count && bytes[last] == UInt8(ascii: "?") || bytes[last - 1] == UInt8(ascii: "?")
    }

    /// True for what an answer would be under a condition that its sentence puts before it.
    private func isHypothetical(_ place: Int, _ content: Range<Int>) -> Bool {
        guard
            ["would be ", "would have been ", "might be ", "could be "].contains(where: { word in
                !places(of: word, in: place..<min(content.lowerBound, place + 200)).isEmpty
                    || has(word, at: content.lowerBound)
            })
        else { return false }
        var start = place
        while start > 0, place - start < 200, bytes[start - 1] != 0x0A {
            if ".!?:".utf8.contains(bytes[start - 1]), isSpace(start) { break }
            start -= 1
        }
        return ["if ", "had ", "were ", "without ", "otherwise", "suppos", "assum"].contains { word in
            places(of: word, in: start..<place).contains { $0 == start || !isLetter($0 - 1) }
        }
    }

    /// Finds where an answer begins behind a label; nil where nothing says that one follows.
    private func contentStart(behind end: Int, isLineStart: Bool) -> Int? {
        var place = end
        // "The answer to the question is", "answer (in metres):", "the answer choice is".
        if has("s", at: place), !isLetter(place + 1) { place += 1 }
        place = skipMarks(place)
        for word in ["choice ", "to ", "for ", "of ", "(", "here ", "therefore ", "thus ", "then "]
        where has(word, at: place) {
            let limit = min(lineEnd(from: place), place + 120)
            if word == "(" {
                guard let close = bytes[place..<limit].firstIndex(of: UInt8(ascii: ")")) else { return nil }
                place = skipMarks(close + 1)
            } else {
                let joints = [" is ", " is: ", ": ", " is:"].compactMap { joint in
                    places(of: joint, in: place..<limit).first.map { ($0, joint) }
                }
                guard let (next, _) = joints.min(by: { $0.0 < $1.0 }) else { return nil }
                // Another sentence has begun.
                guard places(of: ". ", in: place..<next).isEmpty else { return nil }
                place = skipSpaces(next)
            }
        }
        // "isn't 4 but 5".
        if has("isn't ", at: place) { return place + 2 }
        for joint in Self.joints where has(joint, at: place) {
            let next = place + joint.count
            if let last = joint.last, (97...122).contains(last), isLetter(next) { continue }
            return skipJoints(next)
        }
        // "Answer - 12", "Ans. 12".
        for dash in ["- ", "– ", "— ", ". ", "| "] where isLineStart && has(dash, at: place) {
            return skipJoints(place + dash.utf8.count)
        }
        // "We get the answer 12."
        if bytes.indices.contains(place), has("the ", at: end - 10), isDigit(place) || bytes[place] == 0x2D {
            let last = sentenceEnd(place)
            let isNumber = bytes[place..<last].allSatisfy { (0x2B...0x39).contains($0) }
            if isNumber { return place }
        }
        // A formula at once: "Answer $9$".
        for formula in ["$", "\\(", "\\["] where has(formula, at: place) { return place }
        // A heading, with the answer below it.
        guard isLineStart, skipMarks(place) == lineEnd(from: place) else { return nil }
        return lineEnd(from: place)
    }

    private func skipSpaces(_ place: Int) -> Int { skip(place, to: bytes.count) { $0 == 0x20 || $0 == 0x09 } }

    /// Skips white space in the line, bold and code.
    private func skipMarks(_ place: Int) -> Int {
        skip(place, to: bytes.count) { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
    }

    private func skipJoints(_ place: Int) -> Int {
        var place = skipSpaces(place)
        // Bold that was opened before the label ends here.
        while has("**", at: place), isSpace(place + 2) { place = skipSpaces(place + 2) }
        for word in [
            "therefore ", "thus ", "simply ", "just ", "indeed ", "clearly ", "hence ", "now ", "then ",
            "exactly ", "precisely ", "approximately ", "about ", "roughly ", "around ", "equal to ", "given by ",
            "≈", "clearly ", "definitely ", "most likely ", "likely ", "indeed ", "actually ", "still ", "only ",
        ]
        where has(word, at: place) {
            place = skipSpaces(place + word.utf8.count)
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: ":") { place = skipSpaces(place + 1) }
        for word in ["option ", "choice ", "answer ", "letter "] where has(word, at: place) {
            let next = skip(place + word.utf8.count, to: bytes.count) {
                $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "*")
            }
            if next < bytes.count, (65...74).contains(bytes[next]), !isLetter(next + 1) {
                return place + word.utf8.count
            }
        }
        return place
    }

    /// Finds "option B is correct" and "the correct answer would be option (B)".
    var chosen: [AnswerMark] {
        var result: [AnswerMark] = []
        // Sentences that say it of a letter alone, as of each choice in turn.
        var alone: [AnswerMark] = []
        let words = [" is correct", " is the correct", " is the right", " is the best", " is right"]
        for places in places(ofAny: words) {
            for place in places where !has("not", at: place + 4) {
                var end = place
                while end > 0, "*).]`\"".utf8.contains(bytes[end - 1]) { end -= 1 }
                guard end > 0, (65...74).contains(bytes[end - 1]) else { continue }
                var start = end - 1
                while start > 0, "*(['\"`".utf8.contains(bytes[start - 1]) { start -= 1 }
                guard start == 0 || isSpace(start - 1) else { continue }
                // "A is correct" says little, "option A is correct" much.
                let isSaid =
                    ["option ", "choice ", "answer "].contains { has($0, at: start - $0.utf8.count) } || start < end - 1
                let mark = AnswerMark(
                    rule: .choice, rank: .sentence, place: start, content: end - 1..<end, isTentative: false)
                if isSaid {
                    result.append(mark)
                } else if isSentence(start), isSentenceEnd(place) {
                    alone.append(mark)
                }
            }
        }
        let letters = Set(alone.map { bytes[$0.content.lowerBound] })
        return letters.count == 1 ? result + alone : result
    }

    private func isSentence(_ start: Int) -> Bool {
        let before = start >= 2 ? bytes[start - 2] : 0x0A
        return start == 0 || bytes[start - 1] == 0x0A || ".!?".utf8.contains(before)
    }

    /// True where the words " is correct" end a sentence.
    private func isSentenceEnd(_ place: Int) -> Bool {
        let words = " is correct"
        let end = place + words.utf8.count
        return has(words, at: place) && (end == bytes.count || ".\n,;".utf8.contains(bytes[end]))
    }
}

// MARK: Where an answer ends

extension TextBytes {
    /// The sentence or formula that begins at a place, or in the next line that has something.
    func sentence(from place: Int) -> Range<Int> {
        var start = skip(place, to: bytes.count) { $0 == 0x20 || $0 == 0x09 }
        while start < bytes.count, lineEnd(from: start) == start || isDecoration(start) {
            start = skip(lineEnd(from: start), to: bytes.count) { $0 == 0x20 || (0x09...0x0D).contains($0) }
        }
        guard start < bytes.count else { return bytes.count..<bytes.count }
        for (open, close) in [("$$", "$$"), ("\\[", "\\]"), ("```", "```")] where has(open, at: start) {
            let limit = min(bytes.count, start + 4000)
            if let end = places(of: close, in: start + open.utf8.count..<limit).first {
                let rest = skipMarks(end + close.utf8.count)
                // A formula by itself.
                if rest == lineEnd(from: rest) || bytes[rest] == UInt8(ascii: ".") {
                    return start..<end + close.utf8.count
                }
            }
        }
        return start..<sentenceEnd(start)
    }

    /// A line of signs alone.
    private func isDecoration(_ start: Int) -> Bool {
        let end = lineEnd(from: start)
        return end > start && bytes[start..<end].allSatisfy { "-*#=_ ".utf8.contains($0) }
    }

    private static let reasons = [
        " because", ", since ", " since ", ", as ", ", so ", ", which ", " (because", ", where ", ", because",
        " as required", " as desired",
        " as needed", ", as ", ", not ", " and we ", " and this ", " and that ", " and so ", " and hence ",
    ].map { Array($0.utf8) }

    private func sentenceEnd(_ start: Int) -> Int {
        let end = lineEnd(from: start)
        var (braces, isFormula) = (0, false)
        var place = start
        while place < end {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "{"): braces += 1
            case UInt8(ascii: "}"): braces -= 1
            case UInt8(ascii: "$"): isFormula.toggle()
            case UInt8(ascii: "."):
                let isEnd =
                    place + 1 >= end || isSpace(place + 1) || has("</", at: place + 1) || has("**", at: place + 1)
                if isEnd, braces <= 0, !isFormulaOpen(isFormula, place, end), !isAbbreviation(place, from: start) {
                    return place
                }
            case 0xE3 where has("。", at: place), 0xE0 where has("।", at: place): return place
            case UInt8(ascii: " "), UInt8(ascii: ","):
                if place > start, braces <= 0, !isFormula, Self.reasons.contains(where: { has($0, at: place) }) {
                    return place
                }
            case UInt8(ascii: "<") where has("</", at: place) || has("<|", at: place):
                if place > start { return place }
            default: break
            }
            place += 1
        }
        return end
    }

    /// A dollar that is not closed before the line's end is one of an amount.
    private func isFormulaOpen(_ isFormula: Bool, _ place: Int, _ end: Int) -> Bool {
        isFormula && bytes[place..<end].prefix(400).contains(UInt8(ascii: "$"))
    }

    private static let abbreviations = [
        "st", "mt", "dr", "mr", "mrs", "ms", "prof", "jr", "ft", "gen", "col", "lt", "sgt", "capt", "rev", "gov", "sen",
        "approx", "e.g", "i.e", "vs", "fig", "eq", "ave",
    ]

    /// The point of a letter or of a short form: p.m., B. Lisbon, J. R. R. Tolkien, St. Petersburg.
    private func isAbbreviation(_ place: Int, from start: Int) -> Bool {
        guard place > start, isLetter(place - 1) else { return false }
        let isFollowed = skipMarks(place + 1) < lineEnd(from: place)
        let isShort = Self.abbreviations.contains { word in
            let begin = place - word.utf8.count
            return begin >= start && has(word, at: begin) && !isLetter(begin - 1)
        }
        if isShort { return isFollowed }
        guard place - 2 < start || !isLetter(place - 2) else { return false }
        if isInitial(place - 1) {
            // J. R. R. Tolkien, T. S. Eliot
            let next = skipMarks(place + 1)
            if place - 1 == start, isInitial(next), has(".", at: next + 1), isSpace(next + 2) { return true }
            if place - 3 > start, has(". ", at: place - 3), isInitial(place - 4), isInitial(next) { return true }
        }
        if place - 1 == start { return (65...74).contains(bytes[start]) && isFollowed }
        if bytes[place - 2] == UInt8(ascii: ".") { return isSmall(place + 1) }
        return "(*".utf8.contains(bytes[place - 2]) && (65...74).contains(bytes[place - 1]) && isLetter(place + 2)
    }

    private func isInitial(_ place: Int) -> Bool { bytes.indices.contains(place) && (65...90).contains(bytes[place]) }

    /// A small letter follows: the sentence goes on.
    private func isSmall(_ place: Int) -> Bool {
        let next = skipMarks(place)
        return next < bytes.count && (97...122).contains(bytes[next])
    }
}
