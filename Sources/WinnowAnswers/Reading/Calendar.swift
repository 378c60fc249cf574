/// Dates and times of day are read here, where nothing about them is open.
enum Calendar {
    /// Reads `January 5, 2024`, `5 January 2024`, `2024-01-05`, `25/12/2024` as `2024-01-05`, and a month with a day or
    /// a year alone.
    ///
    /// - Returns: nil for another text, or one that may be read in two ways, such as 01/05/2024.
    static func date(_ text: String) -> String? {
        guard text.utf8.count <= 40 else { return nil }
        if let numbers = numbers(text, separatedBy: "-") ?? numbers(text, separatedBy: "/"), numbers[0].count == 4 {
            return written(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
        }
        if let numbers = numbers(text, separatedBy: "/") ?? numbers(text, separatedBy: "."), numbers[2].count == 4 {
            // One of them can be no month, or both are the same.
            let (first, second) = (numbers[0].value, numbers[1].value)
            guard first > 12 || second > 12 || first == second else { return nil }
            return written(year: numbers[2].value, month: min(first, second), day: max(first, second))
        }
        return named(text)
    }

    /// True for three numbers with strokes: a date, or a quotient of which it is not said what is divided first.
    static func isAmbiguous(_ text: String) -> Bool {
        text.utf8.count <= 40 && numbers(text, separatedBy: "/") != nil
    }

    private static func numbers(_ text: String, separatedBy sign: Character) -> [(value: Int, count: Int)]? {
        let parts = text.split(separator: sign, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isASCIIDigit) }) else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == 3 ? numbers.indices.map { (numbers[$0], parts[$0].count) } : nil
    }

    private static func written(year: Int, month: Int, day: Int) -> String? {
        guard (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year) else { return nil }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static func month(_ word: some StringProtocol) -> Int? {
        let word = word.lowercased()
        let place = months.firstIndex {
            $0 == word || word.count == 3 && $0.hasPrefix(word) || word == "sept" && $0 == "september"
        }
        return place.map { $0 + 1 }
    }

    /// A day with or without `th`.
    private static func day(_ word: some StringProtocol) -> Int? {
        var word = word.lowercased()
        for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) { word.removeLast(2) }
        guard word.utf8.count <= 2, let day = Int(word), (1...31).contains(day) else { return nil }
        return day
    }

    private static func named(_ text: String) -> String? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "." }.filter {
            $0.lowercased() != "of" && $0.lowercased() != "the"
        }
        guard (2...3).contains(words.count) else { return nil }
        func year(_ word: Substring) -> Int? {
            word.utf8.count == 4 && word.unicodeScalars.allSatisfy(\.isASCIIDigit) ? Int(word) : nil
        }
        let name: (month: Int, day: Int)?
        if let month = month(words[0]), let day = day(words[1]) {
            name = (month, day)
        } else if let month = month(words[1]), let day = day(words[0]) {
            name = (month, day)
        } else {
            if words.count == 2, let month = month(words[0]), let year = year(words[1]) {
                return "\(months[month - 1]) \(padded(year, 4))"
            }
            return nil
        }
        guard let name else { return nil }
        if words.count == 2 { return "\(months[name.month - 1]) \(name.day)" }
        return year(words[2]).flatMap { written(year: $0, month: name.month, day: name.day) }
    }

    /// Reads `18:05` as `6:05 pm`: an hour that no clock of twelve has.
    static func afternoon(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.unicodeScalars.allSatisfy(\.isASCIIDigit) }),
            let hour = Int(parts[0]), (13...23).contains(hour), parts[1] < "60"
        else { return nil }
        return "\(hour - 12):\(parts[1]) pm"
    }

    /// Reads `7 pm`, `7:00 p.m.`, `07:00 PM` as `7:00 pm`, and noon and midnight.
    static func time(_ text: String) -> String? {
        guard text.utf8.count <= 20 else { return nil }
        var letters = text.lowercased().filter { $0 != " " && $0 != "." }
        if letters == "noon" || letters == "12noon" { return "12:00 pm" }
        if letters == "midnight" || letters == "12midnight" { return "12:00 am" }
        // 18:30 may be a ratio, 18:00 is none.
        if letters.utf8.count == 5, letters.utf8.dropFirst(3).first == UInt8(ascii: "0"), let time = afternoon(letters)
        {
            return time
        }
        guard let half = ["am", "pm"].first(where: { letters.hasSuffix($0) }) else { return nil }
        letters.removeLast(2)
        let parts = letters.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isASCIIDigit) }),
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 && $0 < "60" }),
            let hour = Int(parts[0]), (1...12).contains(hour)
        else { return nil }
        let minutes = parts.count > 1 ? String(parts[1]) : "00"
        let seconds = parts.count > 2 && parts[2] != "00" ? ":\(parts[2])" : ""
        return "\(hour):\(minutes)\(seconds) \(half)"
    }
}
