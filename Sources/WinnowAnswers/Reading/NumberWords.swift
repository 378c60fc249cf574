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

    /// Makes the text with digits for the words that it begins with.
    ///
    /// - Returns: nil for a text that begins with no number in words, or goes on with what makes it another: `two thirds`,
    ///   `one of them`.
    static func withDigits(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard text.count <= 80, text.first?.isASCIILetter == true else { return nil }
        let words = String(String.UnicodeScalarView(text)).lowercased().split { $0 == " " || $0 == "-" }.map(
            String.init)
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
