/// The last number of a text, read whole: with its separators, its sign, its currency's sign, its fraction, its power of
/// ten and the word that multiplies it.
public enum LastNumber {
    /// Takes time linear in the text.
    ///
    /// - Returns: the number as it stands in the text; nil where there is none.
    public static func found(in text: String) -> String? {
        let original = Array(text.unicodeScalars)
        // Digits and signs of other scripts and widths are read as those of ASCII, place by place.
        let scalars = original.map { $0.value < 0x80 ? $0 : AnswerMarks.plainForm($0) }
        var found: Range<Int>?
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
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
        return found.map { String(String.UnicodeScalarView(original[$0])) }
    }

    /// The numeral at a place, or the last of several that are no number together.
    private static func numeral(_ scalars: [Unicode.Scalar], at place: Int) -> (start: Int, end: Int) {
        do throws(Unreadable) {
            return (place, try Numeral.read(scalars, at: place)?.end ?? place + 1)
        } catch {
            var (start, end) = (place, max(place + 1, digitsEnd(scalars, place)))
            while end < scalars.count, ".,/'_".unicodeScalars.contains(scalars[end]), isDigit(scalars, end + 1) {
                start = end + 1
                end = digitsEnd(scalars, start)
            }
            return (start, end)
        }
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
        return multiplier(scalars, end) ?? end
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
        } else if start < scalars.count, "×x*·⋅".unicodeScalars.contains(scalars[start]) {
            start += 1
        } else {
            return nil
        }
        start = spaces(scalars, start)
        guard starts(scalars, start, "10"), !isDigit(scalars, start + 2) else { return nil }
        return power(scalars, start + 2)
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
            let end = digitsEnd(scalars, start)
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
        let before = hasCurrency ? start - 2 : start - 1
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
