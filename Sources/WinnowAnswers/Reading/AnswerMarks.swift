/// Takes off what stands around an answer and is no part of it: dollars and brackets of mathematics, bold and code,
/// boxes, quotes, a full stop.
enum AnswerMarks {
    /// So many marks around marks are taken off.
    private static let layers = 32

    /// Makes the text with the plain forms of characters that only look otherwise, without invisible ones and without
    /// marks around it.
    ///
    /// Takes time linear in the text.
    static func cleaned(_ answer: String) -> [Unicode.Scalar] {
        var text = plain(answer)[...]
        for _ in 0..<layers {
            let before = text.count
            text = trimmed(text)
            text = withoutEnds(text)
            text = withoutPair(text)
            if text.count == before { break }
        }
        return withMinus(withoutFormulaMarks(text))
    }

    /// A dash in front of an answer is a minus.
    private static func withMinus(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard text.count > 1, text[0] == "–" || text[0] == "—" else { return text }
        return ["-"] + text.dropFirst()
    }

    /// Dollars that come in pairs around formulas go, those of amounts stay: `$1$ or $2$`, `$1 or $2`.
    private static func withoutFormulaMarks(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        let text = Array(text)
        var places: [Int] = []
        for (place, scalar) in text.enumerated() where scalar == "$" && (place == 0 || text[place - 1] != "\\") {
            places.append(place)
        }
        guard !places.isEmpty, places.count.isMultiple(of: 2) else { return text }
        for (order, place) in places.enumerated() {
            let outside = order.isMultiple(of: 2) ? place - 1 : place + 1
            guard text.indices.contains(outside) else { continue }
            let neighbour = text[outside]
            if neighbour.isLetter || neighbour.isASCIIDigit { return text }
        }
        // An amount's dollar has white space behind it only where it closes a formula.
        for order in stride(from: 0, to: places.count, by: 2)
        where text[places[order + 1] - 1].isSpacing && places[order + 1] + 1 < text.count
            && !text[places[order + 1] + 1].isSpacing
        {
            return text
        }
        let marks = Set(places)
        return text.indices.filter { !marks.contains($0) }.map { text[$0] }
    }

    static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard let first = text.firstIndex(where: { !$0.isSpacing }),
            let last = text.lastIndex(where: { !$0.isSpacing })
        else { return text[text.startIndex..<text.startIndex] }
        return text[first...last]
    }

    private static func plain(_ answer: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var previous: Unicode.Scalar?
        for scalar in answer.unicodeScalars {
            guard !isInvisible(scalar) else { continue }
            var scalar = scalar.value < 0x80 ? scalar : plainForm(scalar)
            if scalar == "–" || scalar == "—",
                previous.map({ "([{,=$<>*+".unicodeScalars.contains($0) || $0.isSpacing }) ?? true
            {
                // A dash behind a number is one of a range.
                scalar = "-"
            }
            result.append(scalar)
            previous = scalar
        }
        return result
    }

    /// Full-width forms are those of ASCII, digits of other scripts are digits, and signs of minus are one.
    static func plainForm(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        case 0x2212, 0x2012, 0x2010, 0x2011, 0xFE63, 0x2796: "-"
        default:
            if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue,
                let plain = Unicode.Scalar(UInt32(48 + max(0, min(9, digit))))
            {
                plain
            } else {
                scalar
            }
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF: true
        case 0..<0x20: scalar != "\n" && scalar != "\t" && scalar != "\r"
        default: false
        }
    }

    private static func withoutEnds(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var text = text
        while let last = text.last {
            let rest = text.dropLast()
            var shorter = text
            // The comma of `\,` is one of a space.
            for space in spaces where shorter.count == text.count && ends(text, space) {
                shorter = trimmed(text.dropLast(space.unicodeScalars.count))
            }
            if shorter.count < text.count, !shorter.isEmpty {
                text = shorter
                continue
            }
            switch last {
            case ".":
                // Dots that stand for something stay, and those of a.m. and U.S.
                if rest.last == "." || isAbbreviated(rest) { return text }
                shorter = trimmed(rest)
            case "。", "．", ",", ";", ":": shorter = trimmed(rest)
            case "\\" where rest.last == "\\": shorter = trimmed(rest.dropLast())
            default: break
            }
            // An answer of marks alone is these marks.
            guard !shorter.isEmpty, shorter.count < text.count else { return text }
            text = shorter
        }
        return text
    }

    private static let spaces = ["\\,", "\\!", "\\;", "\\quad", "\\ "]

    private static func ends(_ text: ArraySlice<Unicode.Scalar>, _ end: String) -> Bool {
        text.suffix(end.unicodeScalars.count).elementsEqual(end.unicodeScalars)
    }

    private static func starts(_ text: ArraySlice<Unicode.Scalar>, _ start: String) -> Bool {
        text.starts(with: start.unicodeScalars)
    }

    /// A letter behind a point or alone: p.m., U.S.
    private static func isAbbreviated(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let last = text.last, last.isLetter else { return false }
        return text.dropLast().last == "."
    }

    private static let pairs: [(open: String, close: String)] = [
        ("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("**", "**"), ("__", "__"), ("```", "```"),
        ("``", "``"), ("`", "`"), ("*", "*"), ("\"", "\""), ("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"), ("'", "'"),
        ("‘", "’"), ("《", "》"),
    ]

    private static let wrappers = [
        "\\boxed", "\\fbox", "\\text", "\\textbf", "\\textit", "\\mathbf", "\\mathrm", "\\mbox", "\\boldsymbol",
        "\\textrm",
        "\\displaystyle", "\\underline", "\\bm", "\\bf", "\\rm", "\\mathsf", "\\texttt", "\\emph", "\\mathtt",
    ]

    private static func withoutPair(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        for (open, close) in pairs {
            let (first, last) = (open.unicodeScalars.count, close.unicodeScalars.count)
            guard text.count > first + last, starts(text, open), ends(text, close) else { continue }
            let inner = text.dropFirst(first).dropLast(last)
            // Two marks of one kind inside are the ends of two pieces: `$1$ or $2$`.
            if occurs(close, in: inner) || (open == close && occurs(open, in: inner)) { continue }
            return inner
        }
        guard text.first == "\\" else { return text }
        for wrapper in wrappers where starts(text, wrapper) {
            let rest = trimmed(text.dropFirst(wrapper.unicodeScalars.count))
            if wrapper == "\\displaystyle", let next = text.dropFirst(wrapper.unicodeScalars.count).first,
                !next.isLetter
            {
                return rest
            }
            guard rest.first == "{", rest.last == "}", closes(rest) else { continue }
            return rest.dropFirst().dropLast()
        }
        return text
    }

    private static func occurs(_ mark: String, in text: ArraySlice<Unicode.Scalar>) -> Bool {
        let mark = Array(mark.unicodeScalars)
        var isEscaped = false
        for place in text.indices {
            if text[place] == mark[0], !isEscaped || mark[0] == "\\", text[place...].starts(with: mark) { return true }
            isEscaped = text[place] == "\\" && !isEscaped
        }
        return false
    }

    /// The first brace is closed by the last.
    private static func closes(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var (depth, isEscaped) = (0, false)
        for place in text.indices {
            let scalar = text[place]
            if !isEscaped {
                if scalar == "{" { depth += 1 }
                if scalar == "}" { depth -= 1 }
                if depth == 0 { return place == text.endIndex - 1 }
            }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return false
    }
}
