/// The last number of a text, read whole: with its separators, its sign, its currency's sign, its fraction, its power of
/// ten and the word that multiplies it.
public enum LastNumber {
    /// Takes time linear in the text.
    ///
    /// - Returns: the number as it stands in the text, or in digits where it stands there in another way, as with a decimal
    ///   comma, in hexadecimal or with `k` for thousand behind an amount; nil where there is none.
    public static func found(in text: String) -> String? {
        let original = Array(text.unicodeScalars)
        // Digits and signs of other scripts and widths are read as those of ASCII, place by place.
        var scalars = original.map { $0.value < 0x80 ? $0 : AnswerMarks.plainForm($0) }
        // A sign of minus, as no hyphen or dash is, belongs to its number also with a space behind it.
        for place in original.indices.dropLast(2) where original[place] == "−" && original[place + 1] == " " {
            let isOperand =
                place > 0
                && (before(scalars, place).map { $0.isASCIIDigit || ")]}%".unicodeScalars.contains($0) } ?? false)
            if !isOperand { (scalars[place], scalars[place + 1]) = (" ", "-") }
        }
        var found: Range<Int>?
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            if let end = index(scalars, at: place) {
                // The 2 of m^2 and of x_{2} is that of a unit or a name.
                place = end
                continue
            }
            if scalar == "\\", let end = command(scalars, at: place) {
                // 2\frac{3}{4} and 2\sqrt{3} begin with their 2.
                let isBehind =
                    found.map { $0.upperBound == place && digitsEnd(scalars, $0.lowerBound) == place } ?? false
                let start = isBehind ? found?.lowerBound ?? place : place
                found = begin(scalars, start)..<tail(scalars, end, from: start)
                place = found?.upperBound ?? end
            } else if scalar.isASCIIDigit || scalar == "." && isDigit(scalars, place + 1) {
                if isInName(scalars, place) {
                    // Digits in a name, as of x2 and GPT4, are no number.
                    place = scalar.isASCIIDigit ? digitsEnd(scalars, place) : place + 1
                    continue
                }
                let (start, end) = numeral(scalars, at: place)
                found = (start == place ? begin(scalars, place) : start)..<tail(scalars, end, from: start)
                place = max(place + 1, found?.upperBound ?? end)
            } else if isVulgar(scalar) {
                found = begin(scalars, place)..<place + 1
                place += 1
            } else if scalar == "√", isDigit(scalars, place + 1) {
                let isBehind = found?.upperBound == place
                let start = isBehind ? found?.lowerBound ?? place : place
                found = begin(scalars, start)..<digitsEnd(scalars, place + 1)
                place = digitsEnd(scalars, place + 1)
            } else {
                place += 1
            }
        }
        return found.map { range in
            if let written = written(scalars, range) { return written }
            // A sign that was moved to its number stands in the text as a space.
            let isMoved = scalars[range.lowerBound] == "-" && original[range.lowerBound] == " "
            let text = String(String.UnicodeScalarView(original[isMoved ? range.dropFirst() : range]))
            return isMoved ? "-" + text : text
        }
    }

    /// The last scalar before a place that is no space, of the nearest.
    private static func before(_ scalars: [Unicode.Scalar], _ place: Int) -> Unicode.Scalar? {
        scalars[max(0, place - 8)..<place].last { !$0.isSpacing }
    }

    /// Finds the end of an exponent or index behind a letter or a command's brace.
    private static func index(_ scalars: [Unicode.Scalar], at place: Int) -> Int? {
        guard isNext(scalars, place, "^") || isNext(scalars, place, "_"), place > 0,
            scalars[place - 1].isASCIILetter || scalars[place - 1] == "}"
        else { return nil }
        let isGroup = isNext(scalars, place + 1, "{")
        var start = isGroup ? place + 2 : place + 1
        if isNext(scalars, start, "-") { start += 1 }
        guard isDigit(scalars, start) else { return nil }
        let end = digitsEnd(scalars, start)
        return !isGroup ? end : isNext(scalars, end, "}") ? end + 1 : nil
    }

    // MARK: Other ways to write numbers

    private static let short: [String: String] = [
        "k": "thousand", "K": "thousand", "M": "million", "m": "million", "mn": "million", "B": "billion",
        "bn": "billion",
    ]

    /// Writes a number that stands there in a way of its own; nil for one that is read as it stands.
    private static func written(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String? {
        let text = String(String.UnicodeScalarView(scalars[range]))
        let digits = text.filter { $0 != "-" }
        if digits.hasPrefix("0x"), let value = UInt64(digits.dropFirst(2), radix: 16) {
            return (text.first == "-" ? "-" : "") + String(value)
        }
        if digits.hasPrefix("0b"), let value = UInt64(digits.dropFirst(2), radix: 2) {
            return (text.first == "-" ? "-" : "") + String(value)
        }
        // An amount with a letter for thousands and millions: $2.5k.
        let letters = String(text.reversed().prefix { $0.isLetter }.reversed())
        if let word = short[letters], let last = text.dropLast(letters.count).last, last.isNumber {
            return String(text.dropLast(letters.count)) + " " + word
        }
        if let comma = decimalComma(scalars, range) {
            var written = scalars
            written[comma] = "."
            return String(String.UnicodeScalarView(written[range]))
        }
        return text.first == "-" && text.dropFirst().first == " " ? "-" + text.dropFirst(2) : nil
    }

    /// Finds the one comma of a number, where it stands before decimal places.
    private static func decimalComma(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Int? {
        let commas = range.filter { scalars[$0] == "," && isDigit(scalars, $0 + 1) && isDigit(scalars, $0 - 1) }
        guard commas.count == 1, let comma = commas.first, !scalars[range].contains("."),
            !scalars[range].contains("\\"),
            !scalars[range].contains("{")
        else { return nil }
        var start = comma
        while isDigit(scalars, start - 1) { start -= 1 }
        return isDecimal(scalars, start..<comma, digitsEnd(scalars, comma + 1)) ? comma : nil
    }

    /// Tells whether digits, a comma and digits are one number with a decimal comma: where they are no group of
    /// thousands, and no list goes on around them.
    private static func isDecimal(_ scalars: [Unicode.Scalar], _ whole: Range<Int>, _ end: Int) -> Bool {
        let places = end - whole.upperBound - 1
        let isGrouped = places == 3 && whole.count <= 3 && scalars[whole.lowerBound] != "0"
        guard !isGrouped, places > 0, whole.count <= 15 else { return false }
        let before = whole.lowerBound - 1
        if before >= 0, "([{,;.".unicodeScalars.contains(scalars[before]) { return false }
        if before >= 1, scalars[before].isSpacing, ",;".unicodeScalars.contains(scalars[before - 1]) { return false }
        if isNext(scalars, end, ",")
            && (isDigit(scalars, end + 1) || isNext(scalars, end + 1, " ") && isDigit(scalars, end + 2))
        {
            return false
        }
        // A total of 3,5 and 7
        let and = spaces(scalars, end)
        if starts(scalars, and, "and "), isDigit(scalars, and + 4) { return false }
        return !isNext(scalars, end, ")") && !isNext(scalars, end, "]") && !isNext(scalars, end, "}")
    }

    /// Finds the end of a number in hexadecimal or binary.
    private static func programmed(_ scalars: [Unicode.Scalar], at place: Int) -> Int? {
        guard scalars[place] == "0", place + 2 < scalars.count else { return nil }
        let isDigit: (Unicode.Scalar) -> Bool
        switch scalars[place + 1] {
        case "x", "X": isDigit = { $0.properties.isASCIIHexDigit }
        case "b", "B": isDigit = { $0 == "0" || $0 == "1" }
        default: return nil
        }
        var end = place + 2
        while end < scalars.count, isDigit(scalars[end]) { end += 1 }
        let isNumber = end > place + 2 && end - place <= 18 && !(end < scalars.count && scalars[end].isASCIILetter)
        return isNumber && (scalars[place + 1] == "x" || scalars[place + 1] == "b") ? end : nil
    }

    /// Finds the end of digits that repeat for ever, behind a decimal point: `\overline{3}`.
    private static func recurring(_ scalars: [Unicode.Scalar], _ end: Int) -> Int? {
        let start = isNext(scalars, end, ".") ? end + 1 : end
        for command in ["\\overline{", "\\bar{", "\\dot{"] where starts(scalars, start, command) {
            let first = start + command.unicodeScalars.count
            let last = digitsEnd(scalars, first)
            return last > first && isNext(scalars, last, "}") ? last + 1 : nil
        }
        return nil
    }

    /// The numeral at a place, or the last of several that are no number together.
    private static func numeral(_ scalars: [Unicode.Scalar], at place: Int) -> (start: Int, end: Int) {
        if let end = programmed(scalars, at: place) { return (place, end) }
        let whole = digitsEnd(scalars, place)
        if whole > place, isNext(scalars, whole, ","), isDigit(scalars, whole + 1) {
            let end = digitsEnd(scalars, whole + 1)
            if isDecimal(scalars, place..<whole, end) { return (place, end) }
        }
        do throws(Unreadable) {
            let end = try Numeral.read(scalars, at: place)?.end ?? place + 1
            return (place, recurring(scalars, end) ?? exponent(scalars, end) ?? end)
        } catch {
            var (start, end) = (place, max(place + 1, digitsEnd(scalars, place)))
            while end < scalars.count, ".,/'_".unicodeScalars.contains(scalars[end]), isDigit(scalars, end + 1) {
                start = end + 1
                end = digitsEnd(scalars, start)
            }
            return (start, end)
        }
    }

    /// Finds the end of `e-7` behind digits.
    private static func exponent(_ scalars: [Unicode.Scalar], _ end: Int) -> Int? {
        guard isNext(scalars, end, "e") || isNext(scalars, end, "E"),
            isNext(scalars, end + 1, "-") || isNext(scalars, end + 1, "+"), isDigit(scalars, end + 2)
        else { return nil }
        let last = digitsEnd(scalars, end + 2)
        return last - end <= 6 && !(last < scalars.count && scalars[last].isASCIILetter) ? last : nil
    }

    // MARK: What belongs to a number behind its digits

    /// Finds the end of what follows a numeral: ½, a fraction, a power, a power of ten, a word such as million.
    private static func tail(_ scalars: [Unicode.Scalar], _ end: Int, from start: Int) -> Int {
        var end = end
        let isWhole = digitsEnd(scalars, start) == end
        if isWhole, end < scalars.count, isVulgar(scalars[end]) { return end + 1 }
        // The 7 of 5/6/7 is the bottom of nothing.
        if !isNext(scalars, start - 1, "/") { end = fraction(scalars, end, isWhole: isWhole) ?? end }
        end = power(scalars, end) ?? end
        end = powerOfTen(scalars, end) ?? end
        return multiplier(scalars, end) ?? amount(scalars, end, from: start) ?? end
    }

    /// Reads `/4`, ` / 4`, and of a mixed number ` 3/4`.
    private static func fraction(_ scalars: [Unicode.Scalar], _ end: Int, isWhole: Bool) -> Int? {
        func bottom(_ place: Int) -> Int? {
            let sign = spaces(scalars, place)
            guard isNext(scalars, sign, "/"), sign == place || isNext(scalars, sign + 1, " ") else { return nil }
            let start = spaces(scalars, sign + 1)
            guard isDigit(scalars, start) else { return nil }
            let end = digitsEnd(scalars, start)
            // 5/1/2024 is no quotient, and 3/4.5 is none of whole numbers.
            return isNext(scalars, end, "/") || isNext(scalars, end, ".") && isDigit(scalars, end + 1) ? nil : end
        }
        if let end = bottom(end) { return end }
        guard isWhole, isNext(scalars, end, " "), isDigit(scalars, end + 1) else { return nil }
        let top = digitsEnd(scalars, end + 1)
        guard isNext(scalars, top, "/"), let last = bottom(top), top - end <= last - top else { return nil }
        return last
    }

    /// Reads `^6`, `^{-3}`, `**6` and ³ behind a numeral.
    private static func power(_ scalars: [Unicode.Scalar], _ place: Int) -> Int? {
        if let last = superscriptEnd(scalars, place) { return last }
        var start = place
        if isNext(scalars, place, "^") {
            start += 1
        } else if isNext(scalars, place, "*"), isNext(scalars, place + 1, "*"), isDigit(scalars, place + 2) {
            start += 2
        } else {
            return nil
        }
        let isGroup = isNext(scalars, start, "{")
        if isGroup { start += 1 }
        if isNext(scalars, start, "-") { start += 1 }
        guard isDigit(scalars, start) else { return nil }
        let end = digitsEnd(scalars, start)
        guard isGroup else { return end }
        return isNext(scalars, end, "}") ? end + 1 : nil
    }

    private static func superscriptEnd(_ scalars: [Unicode.Scalar], _ place: Int) -> Int? {
        var end = place
        while end < scalars.count, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".unicodeScalars.contains(scalars[end]) { end += 1 }
        return end > place ? end : nil
    }

    /// Reads ` × 10^3` behind a numeral.
    private static func powerOfTen(_ scalars: [Unicode.Scalar], _ place: Int) -> Int? {
        var start = spaces(scalars, place)
        if let sign = ["\\times", "\\cdot"].first(where: { starts(scalars, start, $0) }) {
            start += sign.unicodeScalars.count
        } else if start < scalars.count, "×x*·⋅∙".unicodeScalars.contains(scalars[start]) {
            start += 1
        } else {
            return nil
        }
        start = spaces(scalars, start)
        guard starts(scalars, start, "10"), !isDigit(scalars, start + 2) else { return nil }
        return power(scalars, start + 2)
    }

    /// Reads the k of `$2.5k`.
    private static func amount(_ scalars: [Unicode.Scalar], _ end: Int, from start: Int) -> Int? {
        guard start > 0, "$€£¥₹".unicodeScalars.contains(scalars[start - 1]) else { return nil }
        var last = end
        while last < scalars.count, scalars[last].isASCIILetter, last - end < 3 { last += 1 }
        return last > end && short[String(String.UnicodeScalarView(scalars[end..<last]))] != nil ? last : nil
    }

    private static func multiplier(_ scalars: [Unicode.Scalar], _ place: Int) -> Int? {
        let start = spaces(scalars, place)
        var end = start
        while end < scalars.count, scalars[end].isLetter, end - start < 10 { end += 1 }
        guard end > start else { return nil }
        let word = String(String.UnicodeScalarView(scalars[start..<end]))
        if Units.multipliers[word.lowercased()] != nil { return end }
        // 24万元: no space stands between a sign and what follows it.
        let sign = String(Character(scalars[start]))
        return scalars[start].value > 0x2E80 && Units.multipliers[sign] != nil ? start + 1 : nil
    }

    /// Reads `\frac{3}{4}`, `\tfrac34` and `\sqrt{3}` with digits in them, and gives their end.
    private static func command(_ scalars: [Unicode.Scalar], at place: Int) -> Int? {
        func argument(_ place: Int) -> Int? {
            guard isNext(scalars, place, "{") else { return isDigit(scalars, place) ? place + 1 : nil }
            let start = isNext(scalars, place + 1, "-") ? place + 2 : place + 1
            guard isDigit(scalars, start) else { return nil }
            let numeral = try? Numeral.read(scalars, at: start)
            let end = numeral?.end ?? digitsEnd(scalars, start)
            return isNext(scalars, end, "}") ? end + 1 : nil
        }
        for name in ["\\frac", "\\dfrac", "\\tfrac", "\\cfrac"] where starts(scalars, place, name) {
            let start = spaces(scalars, place + name.unicodeScalars.count)
            return argument(start).flatMap { argument(spaces(scalars, $0)) }
        }
        return starts(scalars, place, "\\sqrt") ? argument(place + 5) : nil
    }

    // MARK: What stands before a number

    private static func isInName(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        place > 0 && (scalars[place - 1].isASCIILetter || scalars[place - 1] == "_")
    }

    /// Where a number begins with its sign, and the sign of a currency between the two: `-$5`.
    private static func begin(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var start = place
        if start >= 2, scalars[start - 1] == "$", scalars[start - 2] == "\\" { start -= 1 }
        let hasCurrency = start > 0 && "$€£¥₹\\".unicodeScalars.contains(scalars[start - 1])
        var before = hasCurrency ? start - 2 : start - 1
        // x = - 5
        if !hasCurrency, before > 0, scalars[before] == " ", scalars[before - 1] == "-" {
            var last = before - 2
            while last > 0, before - last < 8, scalars[last].isSpacing { last -= 1 }
            if last >= 0, "=:≈<>(".unicodeScalars.contains(scalars[last]) { before -= 1 }
        }
        guard before >= 0, scalars[before] == "-" || scalars[before] == "–" else { return place }
        guard before > 0 else { return before }
        // After an operand it is a minus of two numbers, or a range.
        let operand = scalars[before - 1]
        if operand.isLetter || operand.isASCIIDigit || ")]}%".unicodeScalars.contains(operand) { return place }
        if scalars[before] == "–", operand.isSpacing {
            var last = before - 1
            while last > 0, before - last < 8, scalars[last].isSpacing { last -= 1 }
            // A dash behind a number or another dash is one of a range or an aside.
            if scalars[last].isASCIIDigit || ")]}%".unicodeScalars.contains(scalars[last]) { return place }
        }
        return before
    }

    // MARK: Places

    private static func isDigit(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        scalars.indices.contains(place) && scalars[place].isASCIIDigit
    }

    private static func digitsEnd(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var end = place
        while isDigit(scalars, end) { end += 1 }
        return end
    }

    private static func isNext(_ scalars: [Unicode.Scalar], _ place: Int, _ scalar: Unicode.Scalar) -> Bool {
        scalars.indices.contains(place) && scalars[place] == scalar
    }

    private static func starts(_ scalars: [Unicode.Scalar], _ place: Int, _ text: String) -> Bool {
        place <= scalars.count && scalars[place...].starts(with: text.unicodeScalars)
    }

    /// The place behind up to two spaces.
    private static func spaces(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var end = place
        while end - place < 2, scalars.indices.contains(end), scalars[end] == " " || scalars[end] == "\u{A0}" {
            end += 1
        }
        return end
    }

    private static func isVulgar(_ scalar: Unicode.Scalar) -> Bool {
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞".unicodeScalars.contains(scalar)
    }
}
