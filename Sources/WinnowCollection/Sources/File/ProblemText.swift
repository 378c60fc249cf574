import WinnowDomains
import WinnowInterchange

/// Finds a domain's problem in what a recorded file says of it.
///
/// The problem is looked for, in this order, in the field that holds nothing else (`puzzle`, `numbers`, or the one that
/// was named), in the prompt, and in what the file calls the problem. A text is read as the domain's own, as a prompt
/// in the domain's own tokens and, for countdown, as numbers: a text of numbers only, else the last group of at least
/// three numbers in it that nothing but commas, brackets and `and` divides, which passes over the examples of a
/// few-shot prompt. The target is the one given, else the number behind words such as `make`, `equals` or `target`.
struct ProblemText<D: Domain> {
    let domain: D

    /// Of countdown.
    let target: Int?

    /// - Throws: ``RecordFault`` when there is none.
    func problem(of imported: ImportedProblem) throws(RecordFault) -> D.Problem {
        let texts = [imported.specification, imported.prompt, imported.id].compactMap(\.self)
        for text in texts {
            for reading in readings(of: text, reference: imported.reference) {
                if let problem = try? domain.problem(from: reading) { return problem }
            }
        }
        let seen = texts.first.map { " in \"\($0.prefix(60))\"" } ?? ""
        let advice = domain.name == "countdown" && target == nil ? "; is --target missing?" : ""
        throw RecordFault("there is no \(domain.name) problem\(seen)\(advice)")
    }

    private func readings(of text: String, reference: String?) -> [String] {
        var readings = [text]
        if text.hasSuffix("|") {
            // A prompt of ours: its numbers are marked, and its steps have labels.
            let words = text.dropLast().split(separator: " ").map { word in
                word.first == "n" && word.dropFirst().allSatisfy(\.isNumber) ? word.dropFirst() : word
            }
            let unlabelled = words.indices.filter { index in
                let isLabel = words[index].first == "s" && words[index].dropFirst().allSatisfy(\.isNumber)
                return !(isLabel && index + 1 < words.count && ["+", "-", "*"].contains(words[index + 1]))
            }.map { words[$0] }
            readings += [words, unlabelled].map { $0.joined(separator: " ") }
        }
        if domain.name == "countdown" {
            let numbers = CountdownText(text)
            if let group = numbers.numbers, let target = target ?? numbers.target ?? reference.flatMap({ Int($0) }) {
                readings.append("\(group.map(String.init).joined(separator: " ")) > \(target)")
            }
        }
        return readings
    }
}

/// The numbers of a countdown problem in a text.
struct CountdownText {
    /// Nil when there is no group of numbers.
    private(set) var numbers: [Int]?

    /// Nil when no word announces it.
    private(set) var target: Int?

    init(_ text: String) {
        let words = Self.words(of: text)
        var groups: [[Int]] = [[]]
        for word in words {
            switch word {
            case .number(let value): groups[groups.count - 1].append(value)
            case .divider: break
            case .other: groups.append([])
            }
        }
        let isPlain = groups.count == 1
        numbers = groups.last { $0.count >= (isPlain ? 1 : 3) && $0.count <= 6 } ?? groups.last { $0.count == 2 }
        for (index, word) in words.enumerated().reversed() where target == nil {
            guard case .other(let announcer) = word, Self.announcers.contains(announcer) else { continue }
            for follower in words[(index + 1)...].prefix(3) {
                if case .number(let value) = follower { target = value }
            }
        }
    }

    private enum Word {
        case number(Int)
        case divider
        case other(String)
    }

    private static let announcers: Set = [
        "target", "make", "makes", "equals", "equal", "obtain", "get", "reach", "reaches", "into",
    ]

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var letters = ""
        var digits = ""
        func close() {
            if let number = Int(digits) {
                words.append(.number(number))
            } else if !digits.isEmpty {
                words.append(.other(digits))
            }
            if !letters.isEmpty { words.append(letters == "and" ? .divider : .other(letters.lowercased())) }
            (digits, letters) = ("", "")
        }
        for character in text {
            if character.isASCII, character.isNumber {
                if !letters.isEmpty { close() }
                digits.append(character)
            } else if character.isLetter {
                if !digits.isEmpty { close() }
                letters.append(character)
            } else {
                close()
                if !" ,[]()\t".contains(character) { words.append(.other(String(character))) }
            }
        }
        close()
        return words
    }
}
