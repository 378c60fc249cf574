/// Numbers in words are read where a text is nothing else, or such a number and what is counted: `twenty-one`, `three apples`.
enum NumberWords {
    private static let small: [String: Int] = {
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        return Dictionary(uniqueKeysWithValues: words.enumerated().map { ($0.element, $0.offset) })
    }()

    private static let tens = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]

    private static let parts = ["half", "third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth"]

    /// Parts of one that are nothing else: a quarter is a coin too.
    private static let bottoms = [
        "half": 2, "halves": 2, "third": 3, "thirds": 3, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
        "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
        "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
    ]

    /// Words that make another number of the one before them, or of which it is not said how many they are.
    static let quantities: Set<String> = Set(bottoms.keys).union([
        "quarter", "quarters", "pair", "pairs", "couple", "couples", "gross", "score", "scores", "tens", "dozens",
        "hundreds", "halve", "fold", "factorial", "trio", "trios", "twelfths", "sixteenths",
    ])

    /// Reads `two thirds`, `2 thirds`, `one and a half`, `minus three` as `2/3`, `3/2`, `-3`.
    private static func composed(_ words: [String]) -> String? {
        func value(_ words: [String]) -> Int? {
            if words.count == 1, words[0].utf8.count <= 9, words[0].unicodeScalars.allSatisfy(\.isASCIIDigit) {
                return Int(words[0])
            }
            return number(words).flatMap { $0.count == words.count ? $0.value : nil }
        }
        guard (1...12).contains(words.count), let last = words.last else { return nil }
        if words == ["half"] || words == ["a", "half"] { return "1/2" }
        if words[0] == "minus" || words[0] == "negative", let number = value(Array(words.dropFirst())) {
            return "-\(number)"
        }
        if words.count >= 4, words.suffix(3) == ["and", "a", "half"], let whole = value(Array(words.dropLast(3))) {
            return "\(2 * whole + 1)/2"
        }
        guard let bottom = bottoms[last], words.count >= 2, let top = value(Array(words.dropLast())) else { return nil }
        return "\(top)/\(bottom)"
    }

    /// Makes the text with digits for the words that it begins with.
    ///
    /// - Returns: nil for a text that begins with no number in words, or goes on with what makes it another: `two thirds`,
    ///   `one of them`.
    static func withDigits(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard text.count <= 80, let first = text.first, first.isASCIILetter || first.isASCIIDigit else { return nil }
        let words = String(String.UnicodeScalarView(text)).lowercased().split { $0 == " " || $0 == "-" }.map(
            String.init)
        if let composed = composed(words) { return Array(composed.unicodeScalars) }
        guard first.isASCIILetter else { return nil }
        guard let (value, count) = number(words) else { return nil }
        let rest = words[count...]
        guard !rest.contains(where: { Functions.stops.contains($0) || small[$0] != nil || tens[$0] != nil }),
            rest.first.map({ word in !parts.contains { word.hasPrefix($0) } }) ?? true,
            rest.allSatisfy({ $0.unicodeScalars.allSatisfy(\.isASCIILetter) })
        else { return nil }
        return Array(([String(value)] + rest).joined(separator: " ").unicodeScalars)
    }

    /// The number that words begin with, and how many they are.
    private static func number(_ words: [String]) -> (value: Int, count: Int)? {
        var (total, current, count) = (0, 0, 0)
        var isOpen = false
        for word in words {
            if let value = small[word] {
                // Twenty-one, and no twenty-eleven or one two.
                guard
                    !isOpen || value < 10 && value > 0 && current % 10 == 0 && current % 100 >= 20
                        || current % 100 == 0 && current > 0
                else { return nil }
                current += value
                isOpen = true
            } else if let value = tens[word] {
                guard current % 100 == 0, !isOpen || current > 0 else { return nil }
                current += value
                isOpen = true
            } else if word == "hundred", isOpen, (1...9).contains(current) {
                current *= 100
            } else if word == "thousand" || word == "million", isOpen, current > 0, total == 0 {
                total = current * (word == "thousand" ? 1000 : 1_000_000)
                current = 0
                isOpen = true
            } else if word == "and", isOpen, current % 100 == 0, current > 0, count + 1 < words.count,
                small[words[count + 1]] != nil || tens[words[count + 1]] != nil
            {
                // Two hundred and five.
            } else {
                break
            }
            count += 1
        }
        return isOpen ? (total + current, count) : nil
    }
}
