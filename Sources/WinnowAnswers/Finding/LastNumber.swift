/// The last number of a text, read whole: with its separators, its sign, its currency's sign, its fraction.
public enum LastNumber {
    /// Takes time linear in the text.
    ///
    /// - Returns: the number as it stands in the text; nil where there is none.
    public static func found(in text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        var found: Range<Int>?
        var place = 0
        while place < scalars.count {
            guard scalars[place].isASCIIDigit || scalars[place] == "." && isDigit(scalars, place + 1),
                !isInName(scalars, place)
            else {
                // Digits in a name, as of x2 and GPT4, are no number.
                if scalars[place].isASCIIDigit { place = digitsEnd(scalars, place) } else { place += 1 }
                continue
            }
            var end: Int
            do throws(Unreadable) {
                end = try Numeral.read(scalars, at: place)?.end ?? place + 1
            } catch {
                // Digits and separators that are no number: several numbers, the last of which counts.
                end = digitsEnd(scalars, place)
                found = place..<end
                place = end
                while place < scalars.count, ".,/'_".unicodeScalars.contains(scalars[place]),
                    isDigit(scalars, place + 1)
                {
                    let start = place + 1
                    end = digitsEnd(scalars, start)
                    found = start..<end
                    place = end
                }
                continue
            }
            // 3/4, and 1 3/4.
            if end + 1 < scalars.count, scalars[end] == "/", isDigit(scalars, end + 1) {
                let bottom = digitsEnd(scalars, end + 1)
                if bottom == scalars.count || scalars[bottom] != "/" { end = bottom }
            }
            found = begin(scalars, place)..<end
            place = end
        }
        guard var range = found else { return nil }
        if let fraction = latexFraction(scalars, around: range) { range = fraction }
        return String(String.UnicodeScalarView(scalars[range]))
    }

    private static func isDigit(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        scalars.indices.contains(place) && scalars[place].isASCIIDigit
    }

    private static func digitsEnd(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var end = place
        while isDigit(scalars, end) { end += 1 }
        return end
    }

    private static func isInName(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        place > 0 && (scalars[place - 1].isASCIILetter || scalars[place - 1] == "_")
    }

    /// Where a number begins with its sign, and the sign of a currency between the two: `-$5`.
    private static func begin(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var start = place
        if start >= 2, scalars[start - 1] == "$", scalars[start - 2] == "\\" { start -= 1 }
        let hasCurrency = start > 0 && "$€£¥₹\\".unicodeScalars.contains(scalars[start - 1])
        let before = hasCurrency ? start - 2 : start - 1
        guard before >= 0, isMinus(scalars[before]) else { return place }
        // After an operand it is a minus of two numbers, or a range.
        if before > 0 {
            let operand = scalars[before - 1]
            if operand.isLetter || operand.isASCIIDigit || ")]}%".unicodeScalars.contains(operand) {
                return place
            }
            if scalars[before] == "–", operand.isSpacing { return place }
        }
        return before
    }

    private static func isMinus(_ scalar: Unicode.Scalar) -> Bool { "-−–﹣－".unicodeScalars.contains(scalar) }

    /// The fraction whose denominator the number is: `\frac{3}{4}`.
    private static func latexFraction(_ scalars: [Unicode.Scalar], around range: Range<Int>) -> Range<Int>? {
        guard isNext(scalars, range.upperBound, "}"), range.lowerBound >= 2, scalars[range.lowerBound - 1] == "{",
            scalars[range.lowerBound - 2] == "}"
        else { return nil }
        var start = range.lowerBound - 3
        while start >= 0, scalars[start].isASCIIDigit || isMinus(scalars[start]) { start -= 1 }
        guard start >= 5, scalars[start] == "{" else { return nil }
        let name = Array("\\frac".unicodeScalars)
        for length in [5, 6] where start >= length {
            let command = scalars[(start - length)..<start]
            if command.suffix(4).elementsEqual(name.suffix(4)), command.first == "\\" {
                var begin = start - length
                if begin > 0, isMinus(scalars[begin - 1]) { begin -= 1 }
                return begin..<range.upperBound + 1
            }
        }
        return nil
    }

    private static func isNext(_ scalars: [Unicode.Scalar], _ place: Int, _ scalar: Unicode.Scalar) -> Bool {
        scalars.indices.contains(place) && scalars[place] == scalar
    }
}
