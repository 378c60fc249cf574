/// A numeral is a number as people and programs write it, read whole: `1,234.50`, `2,40,000`, `1.234,56`, `7{,}250`,
/// `1 000 000`, `1.5e-3`.
struct Numeral: Sendable {
    let value: Rational

    /// The place behind it.
    let end: Int

    /// True for digits alone.
    let isWhole: Bool

    /// True for several digits of which the first is 0, as of codes and minutes.
    let hasLeadingZero: Bool

    /// Another way to read it, where there is one: `1,234` may be meant as 1.234.
    var other: String?

    /// A number or a row of them has so many groups of digits: each is looked at again by the next that begins there.
    private static let longest = 100

    /// Reads the numeral that begins at a place.
    ///
    /// - Parameter inList: true between brackets, where a comma without LaTeX around it separates.
    /// - Returns: nil where no number begins.
    /// - Throws: ``Unreadable`` for digits and separators that make no number: `1.2.3`, `1,23,4567`.
    static func read(_ text: [Unicode.Scalar], at start: Int, inList: Bool = false) throws(Unreadable) -> Numeral? {
        guard start < text.count else { return nil }
        var groups: [(separator: Separator, digits: Range<Int>)] = []
        var place = start
        if text[place] == "." {
            guard place + 1 < text.count, text[place + 1].isASCIIDigit else { return nil }
            groups.append((.point, digits(text, place + 1)))
        } else if text[place].isASCIIDigit {
            groups.append((.none, digits(text, place)))
        } else {
            return nil
        }
        place = groups[0].digits.upperBound
        while let (separator, next) = Separator.read(text, at: place) {
            guard next < text.count, text[next].isASCIIDigit else { break }
            let group = digits(text, next)
            // A space, and a comma in a list, are parts of a number only between its groups of three.
            if separator == .space, group.count != 3 || groups[0].digits.count > 3 { break }
            if separator == .comma, inList { break }
            // 101_2 is a number in base 2.
            if separator == .underscore, group.count != 3 { break }
            groups.append((separator, group))
            guard groups.count <= longest else { throw Unreadable() }
            place = group.upperBound
        }
        // 3,05 may be a decimal number, of which a list would lose the 0.
        if groups.count == 2, groups[1].separator == .comma,
            groups[1].digits.count != 3 || text[groups[0].digits.lowerBound] == "0",
            groups[1].digits.count > 1, text[groups[1].digits.lowerBound] == "0"
        {
            throw Unreadable()
        }
        let shape = try Shape(groups, startsWithZero: text[groups[0].digits.lowerBound] == "0")
        var digits: [Unicode.Scalar] = []
        for group in groups[..<shape.count] { digits += text[group.digits] }
        guard digits.count <= 1200 else { throw Unreadable() }
        let top = try BigInteger(digits: digits)
        var value = Rational(top)
        if shape.places > 0 { value = try Rational(top, over: BigInteger(10).power(shape.places)) }
        var end = groups[shape.count - 1].digits.upperBound
        let first = groups[0].digits
        let isPlain = shape.count == 1 && groups[0].separator == .none
        if let (power, next) = exponent(text, at: end, mantissa: start..<end, isPlain: isPlain) {
            value = try value.multiplied(by: Rational(BigInteger(10)).power(power))
            end = next
            return Numeral(value: value, end: end, isWhole: false, hasLeadingZero: false)
        }
        return Numeral(
            value: value, end: end, isWhole: isPlain, hasLeadingZero: first.count > 1 && text[first.lowerBound] == "0",
            other: shape.other)
    }

    private static func digits(_ text: [Unicode.Scalar], _ start: Int) -> Range<Int> {
        var end = start
        while end < text.count, text[end].isASCIIDigit { end += 1 }
        return start..<end
    }

    /// True for a number that is all of a text, or all but its sign: 5e-1 alone is .5, and not 5e - 1.
    private static func isAlone(_ start: Int, _ end: Int, in text: [Unicode.Scalar]) -> Bool {
        end == text.count && (start == 0 || start == 1 && (text[0] == "-" || text[0] == "+"))
    }

    /// Reads `e-3`. In `2e+3` the letter may be Euler's number: programs write two digits, or a point before.
    private static func exponent(
        _ text: [Unicode.Scalar], at start: Int, mantissa: Range<Int>, isPlain: Bool
    ) -> (power: Int, end: Int)? {
        guard start < text.count, text[start] == "e" || text[start] == "E" else { return nil }
        var place = start + 1
        var isNegative = false
        let hasSign = place < text.count && (text[place] == "-" || text[place] == "+")
        if hasSign {
            isNegative = text[place] == "-"
            place += 1
        }
        let power = digits(text, place)
        guard (1...4).contains(power.count), power.upperBound == text.count || !text[power.upperBound].isASCIILetter
        else { return nil }
        let isCertain =
            !hasSign || power.count > 1 || !isPlain || text[start] == "E" || text[mantissa].elementsEqual(["1"])
            || isNegative && isAlone(mantissa.lowerBound, power.upperBound, in: text)
        guard isCertain else { return nil }
        let value = text[power].reduce(0) { $0 * 10 + Int($1.value) - 48 }
        return (isNegative ? -value : value, power.upperBound)
    }
}

/// What may stand between the digits of a number.
private enum Separator: Hashable {
    case none
    case point
    case comma
    /// A comma as LaTeX sets it in numbers: `{,}`, `,\!`.
    case setComma
    case apostrophe
    case underscore
    case space

    private static let spellings: [(spelling: [Unicode.Scalar], separator: Separator)] = {
        let list: [(String, Separator)] = [
            ("{,}", .setComma), (",\\! ", .setComma), (",\\!", .setComma), ("\\!,\\!", .setComma), ("\\,", .space),
            ("{\\,}", .space),
            ("\\ ", .space), ("\\;", .space), ("\\:", .space), ("~", .space), ("{.}", .point), ("{ }", .space),
            (".", .point), (",", .comma), ("'", .apostrophe), ("’", .apostrophe), ("_", .underscore),
            ("\u{2009}", .space), ("\u{202F}", .space), ("\u{A0}", .space), (" ", .space), ("،", .comma),
            ("٬", .setComma),
        ]
        return list.map { (Array($0.0.unicodeScalars), $0.1) }
    }()

    static func read(_ text: [Unicode.Scalar], at place: Int) -> (Separator, Int)? {
        guard place < text.count else { return nil }
        for (spelling, separator) in spellings
        where text[place] == spelling[0] && text[place...].starts(with: spelling) {
            return (separator, place + spelling.count)
        }
        return nil
    }
}

/// How the groups of a numeral are read: so many of them, the last with so many decimal places.
private struct Shape {
    let count: Int
    var places = 0
    var other: String?

    typealias Group = (separator: Separator, digits: Range<Int>)

    /// - Parameter startsWithZero: the number's first digit is 0: no thousands follow it.
    init(_ groups: [Group], startsWithZero: Bool) throws(Unreadable) {
        let lengths = groups.map(\.digits.count)
        let separators = groups.dropFirst().map(\.separator)
        if groups[0].separator == .point {
            // .5, and not .5.3
            guard separators.first.map({ $0 != .point }) ?? true else { throw Unreadable() }
            (count, places) = (1, lengths[0])
            return
        }
        guard let first = separators.first else {
            count = 1
            return
        }
        let last = separators.count
        /// The groups from 1 to a place all have this separator and three digits.
        func isGrouped(_ separator: Separator, to end: Int) -> Bool {
            end >= 1 && (1...3).contains(lengths[0]) && !(startsWithZero && separator != .underscore)
                && (1...end).allSatisfy { separators[$0 - 1] == separator && lengths[$0] == 3 }
        }
        func isIndian(to end: Int) -> Bool {
            end >= 2 && (1...2).contains(lengths[0]) && lengths[end] == 3
                && (1...end).allSatisfy { separators[$0 - 1] == .comma }
                && (1..<end).allSatisfy { lengths[$0] == 2 }
        }
        let decimals = separators[last - 1]
        for separator in [Separator.comma, .setComma, .apostrophe, .space, .underscore] where first == separator {
            if isGrouped(separator, to: last) || Set(separators) == [.underscore] {
                count = groups.count
                if separator == .comma, last == 1 { other = "with a decimal comma" }
                return
            }
            if isGrouped(separator, to: last - 1), decimals == .point || separator != .comma && decimals == .comma {
                (count, places) = (groups.count, lengths[last])
                return
            }
        }
        if isIndian(to: last) {
            count = groups.count
            return
        }
        if isIndian(to: last - 1), decimals == .point {
            (count, places) = (groups.count, lengths[last])
            return
        }
        if first == .point {
            if last == 1 {
                (count, places) = (2, lengths[1])
                if lengths[1] == 3, lengths[0] <= 3, !startsWithZero { other = "with a point between thousands" }
                return
            }
            if last >= 2, isGrouped(.point, to: last) {
                count = groups.count
                return
            }
            if isGrouped(.point, to: last - 1), decimals == .comma {
                (count, places) = (groups.count, lengths[last])
                return
            }
            // 1.5, 2.5 without a space: the first of a list.
            guard separators[1] == .comma else { throw Unreadable() }
            (count, places) = (2, lengths[1])
            return
        }
        if first == .setComma, last == 1 {
            // LaTeX sets a decimal comma so; what has three places behind it is grouped.
            (count, places) = (2, lengths[1])
            return
        }
        guard first == .comma else {
            guard first == .space else { throw Unreadable() }
            count = 1
            return
        }
        // Numbers side by side, as 1,2,3: none of them may look like a group.
        guard lengths.dropFirst().allSatisfy({ $0 != 3 }) || startsWithZero && last == 1 else { throw Unreadable() }
        count = 1
        if last == 1 { other = "with a decimal comma" }
    }
}
