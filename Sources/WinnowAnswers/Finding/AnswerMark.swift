/// A mark is a place of a text that says: this is the answer.
struct AnswerMark {
    /// Marks are ranked: a conclusion stands above a sentence.
    enum Rank: Int, Comparable {
        case sentence
        case conclusion

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
    }

    let rule: AnswerRule
    let rank: Rank

    /// Where the mark begins.
    let place: Int

    /// What it marks.
    let content: Range<Int>

    /// True for a guess, a draft, or what is said not to be the answer.
    let isTentative: Bool
}

/// A rule says by what an answer was found.
public enum AnswerRule: String, Hashable, Sendable, CaseIterable {
    case answerTag = "answer-tag"
    case boxed
    case gsm8k
    case finalAnswer = "final-answer"
    case label
    case json
    case choice
    case program
    case lastLine = "last-line"
}

extension TextBytes {
    /// All marks of a text, in its order.
    func marks() -> [AnswerMark] {
        var marks = boxes + tags + members + numberSigns + sentences + chosen
        marks.sort { $0.place < $1.place }
        return marks
    }

    private func mark(_ rule: AnswerRule, _ rank: AnswerMark.Rank, at place: Int, _ content: Range<Int>) -> AnswerMark?
    {
        let content = trimmed(content)
        guard !content.isEmpty else { return nil }
        return AnswerMark(
            rule: rule, rank: rank, place: place, content: content,
            isTentative: isTentative(before: place) || isDoubted(after: content.upperBound))
    }

    /// Finds boxes whose brace is closed, in one pass: a stack of open braces, and the marks among them.
    var closedBoxes: [(mark: Int, content: Range<Int>)] {
        let marks = ["\\boxed", "\\fbox", "\\framebox"].map { Array($0.utf8) }
        // A mark ends here that only white space separates from the place.
        var mark: Int?
        var open: [(mark: Int?, brace: Int)] = []
        var found: [(mark: Int, content: Range<Int>)] = []
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
            } else if byte == UInt8(ascii: "}"), !wasEscaped, let last = open.popLast(), let start = last.mark {
                found.append((start, last.brace + 1..<place))
            }
            if !isSpace(place) { mark = nil }
            place += 1
        }
        return found
    }

    /// Where a number or a letter ends that stands behind the mark of a box and white space, without a brace.
    private func bareBoxEnd(_ place: Int) -> Int? {
        guard isSpace(place - 1), isDigit(place) || isLetter(place) || bytes[place] == UInt8(ascii: "-") else {
            return nil
        }
        let limit = min(bytes.count, place + 40)
        var end = skip(place, to: limit) { (48...57).contains($0) || "-+./,%".utf8.contains($0) }
        if end == place, isLetter(place), !isLetter(place + 1) { end = place + 1 }
        while end > place, ".,+-/".utf8.contains(bytes[end - 1]) { end -= 1 }
        return end > place && !isLetter(end) ? end : nil
    }

    /// The boxes that a last box stands in a row with, from the first: `\boxed{2}` and `\boxed{3}`. What is between them
    /// are dollars, commas, `and` and `or`.
    ///
    /// - Returns: where all of the row stands, and what it has; nil for a box alone.
    func rowOfBoxes(endingAt last: AnswerMark, among marks: [AnswerMark]) -> (place: Range<Int>, text: String)? {
        let boxes = marks.filter { $0.rule == .boxed && !$0.isTentative && $0.place <= last.place }.suffix(
            Self.longestRow)
        var text = string(last.content)
        var first = last
        for box in boxes.reversed().dropFirst() {
            let gap = box.content.upperBound + 1..<max(box.content.upperBound + 1, first.place)
            guard gap.count <= 16, let joint = Self.joint(string(gap)) else { break }
            text = string(box.content) + joint + text
            first = box
        }
        return first.place == last.place ? nil : (first.place..<last.content.upperBound + 1, text)
    }

    private static let longestRow = 20

    private static func joint(_ gap: String) -> String? {
        let words = gap.replacing("\\(", with: " ").replacing("\\)", with: " ").replacing("$", with: " ")
            .replacing("\\text{", with: " ").replacing("}", with: " ").replacing(",", with: " , ")
            .split { $0.isWhitespace }
        switch words {
        case [","]: return ", "
        case ["and"], [",", "and"]: return " and "
        case ["or"], [",", "or"]: return " or "
        default: return nil
        }
    }

    /// Boxes without a brace: `\boxed 12`, which is meant to be `\boxed{12}`.
    private var bareBoxes: [(mark: Int, content: Range<Int>)] {
        let names = ["\\boxed ", "\\fbox "]
        return zip(names, places(ofAny: names)).flatMap { name, places in
            places.compactMap { place in
                let start = skip(place + name.utf8.count, to: bytes.count) { $0 == 0x20 }
                return start < bytes.count ? bareBoxEnd(start).map { (place, start..<$0) } : nil
            }
        }
    }

    private var boxes: [AnswerMark] {
        (closedBoxes + bareBoxes).compactMap { mark(.boxed, .conclusion, at: $0.mark, $0.content) }
    }

    /// Tags that as often hold more than the answer: of these only a short line is one.
    private static let wideTags: Set = ["<final>", "<solution>", "<result>"]

    private static let tagNames = [
        ("<final>", "</final>"), ("<solution>", "</solution>"), ("<result>", "</result>"),
        ("<answer>", "</answer>"), ("<final_answer>", "</final_answer>"), ("[answer]", "[/answer]"),
        ("<finalanswer>", "</finalanswer>"), ("<final answer>", "</final answer>"),
    ]

    /// Finds `<answer>…</answer>`, also without its end, at which a server may have stopped, or without its beginning,
    /// which a prompt may hold.
    private var tags: [AnswerMark] {
        var result: [AnswerMark] = []
        for (open, close) in Self.tagNames {
            let (begins, ends) = (places(of: open), places(of: close))
            var next = 0
            for (order, end) in ends.enumerated() {
                var begin: Int?
                while next < begins.count, begins[next] < end {
                    begin = begins[next]
                    next += 1
                }
                let start: Int? = begin.map { $0 + open.utf8.count }
                // Of what a prompt began only a short text is all of the answer.
                let isBegun = order == 0 && begins.isEmpty && end <= Self.longestBegun
                if Self.wideTags.contains(open) {
                    guard let start, end - start <= 80, !bytes[start..<end].contains(0x0A) else { continue }
                }
                guard let content = start ?? (isBegun ? 0 : nil),
                    let mark = mark(.answerTag, .conclusion, at: begin ?? 0, content..<end)
                else { continue }
                result.append(mark)
            }
            if let last = begins.last, last >= ends.last ?? 0 {
                let end = min(bytes.count, last + Self.longestSentence)
                if let mark = mark(.answerTag, .conclusion, at: last, last + open.utf8.count..<end) {
                    result.append(mark)
                }
            }
        }
        return result
    }

    private static let longestBegun = 200

    /// Finds the value of `"answer": …` in JSON.
    private var members: [AnswerMark] {
        var result: [AnswerMark] = []
        for name in ["\"answer\"", "\"final_answer\"", "\"final answer\"", "\"finalAnswer\"".lowercased()] {
            for place in places(of: name).suffix(100) {
                var start = skip(place + name.utf8.count, to: bytes.count) { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
                guard start < bytes.count, bytes[start] == UInt8(ascii: ":") else { continue }
                start = skip(start + 1, to: bytes.count) { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
                guard let content = jsonValue(at: start),
                    let mark = mark(.json, .conclusion, at: place, content)
                else { continue }
                result.append(mark)
            }
        }
        return result
    }

    /// The bounds of a string's text, a number or a list.
    private func jsonValue(at start: Int) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        let limit = min(bytes.count, start + Self.longestSentence)
        switch bytes[start] {
        case UInt8(ascii: "\""):
            var place = start + 1
            while place < limit, bytes[place] != UInt8(ascii: "\"") {
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            return place < limit ? start + 1..<place : nil
        case UInt8(ascii: "["):
            return bytes[start..<limit].firstIndex(of: UInt8(ascii: "]")).map { start..<$0 + 1 }
        case UInt8(ascii: "{"): return nil
        default:
            let end = bytes[start..<limit].firstIndex { ",}\n".utf8.contains($0) }
            return end.map { start..<$0 }
        }
    }

    /// Finds `#### x`, and lines that begin with `A:`.
    private var numberSigns: [AnswerMark] {
        let hashes = places(of: "####").filter { place in
            // Four of them, and no heading of level five.
            !(place > 0 && bytes[place - 1] == UInt8(ascii: "#"))
                && !(place + 4 < bytes.count && bytes[place + 4] == UInt8(ascii: "#"))
        }
        var result: [AnswerMark] = []
        for place in hashes {
            let content = trimmed(place + 4..<lineEnd(from: place))
            // A heading of Markdown.
            guard !content.isEmpty, !isHeading(content), let mark = mark(.gsm8k, .conclusion, at: place, content) else {
                continue
            }
            result.append(mark)
        }
        for place in places(of: "a:") where bytes[place] == 65 && (place == 0 || bytes[place - 1] == 0x0A) {
            if let mark = mark(.gsm8k, .sentence, at: place, sentence(from: place + 2)) { result.append(mark) }
        }
        return result
    }

    /// Words, where an answer of GSM8K has a number.
    private func isHeading(_ content: Range<Int>) -> Bool {
        let words = [
            "final answer", "answer", "step", "solution", "conclusion", "explanation", "verification", "check",
        ]
        return words.contains { has($0, at: content.lowerBound) }
    }
}

// MARK: Doubts

extension TextBytes {
    private static let doubts = [
        "may be ", "might be ", "maybe", "perhaps", "guess", "suppose", "assum", "if the answer", "could be ", "draft",
        "is not ", "isn't ", "not the answer", "wrong", "incorrect", "first thought", "at first", "would be ",
        "initially", "tempting", "one might", "try ", "mistake",
    ].map { Array($0.utf8) }

    /// Whether the sentence in which a mark stands doubts it.
    private func isTentative(before place: Int) -> Bool {
        var start = place
        while start > 0, place - start < 120 {
            let byte = bytes[start - 1]
            if byte == 0x0A || byte == UInt8(ascii: ";") { break }
            if ".!?".utf8.contains(byte), isSpace(start) { break }
            start -= 1
        }
        guard start < place else { return false }
        return (start..<place).contains { here in
            // "but the answer is" takes back what the sentence doubted.
            Self.doubts.contains { has($0, at: here) && here + $0.count <= place + 1 && !isTakenBack(here, place) }
        }
    }

    private func isTakenBack(_ doubt: Int, _ place: Int) -> Bool {
        for word in ["but ", "however", "so ", "actually", "instead"] where !places(of: word, in: doubt..<place).isEmpty
        {
            return true
        }
        return false
    }

    private func isDoubted(after end: Int) -> Bool {
        var place = end
        while place < bytes.count, "}$*) .".utf8.contains(bytes[place]), place - end < 6 { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: "?") { return true }
        return [
            "is wrong", "is incorrect", "is not", "was wrong", "was incorrect", "would be wrong", "would be incorrect",
            "cannot be", "can't be", "isn't", "is too", "does not", "doesn't",
        ].contains { has($0, at: place) }
    }
}

extension TextBytes {
    /// True where a colon stands before what a mark marks.
    func isLabelled(_ mark: AnswerMark) -> Bool {
        var place = mark.content.lowerBound
        while place > mark.place, " *_\n".utf8.contains(bytes[place - 1]) { place -= 1 }
        return place > mark.place && bytes[place - 1] == UInt8(ascii: ":")
    }

    /// Where the signs begin that stand in a line before a place, as those of a heading.
    func withoutSigns(_ place: Int) -> Int {
        var start = place
        while start > 0, place - start < 12, "*#>_-|[ ".utf8.contains(bytes[start - 1]) { start -= 1 }
        return start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D ? start : place
    }

    /// True where a piece of a text ends with a short line that is a value and nothing else: an answer without a mark.
    func endsWithAnswer(_ range: Range<Int>) -> Bool {
        let piece = trimmed(range)
        var start = piece.upperBound
        while start > piece.lowerBound, bytes[start - 1] != 0x0A, piece.upperBound - start <= 60 { start -= 1 }
        let line = trimmed(skip(start, to: piece.upperBound) { $0 == UInt8(ascii: "=") }..<piece.upperBound)
        guard !line.isEmpty, line.count <= 60 else { return false }
        let answer = AnswerPhrase.answer(in: string(line), isSentence: true)
        return NormalForm(answer).map { $0.kind != .text } ?? false
    }
}
