/// Sentences that name actions of well-known domains in words, as PlanBench's prompts have them.
///
/// `pick up the red block` is `(pick-up a)`: the twelve colours stand for the objects a to l, `object a` for a,
/// `package_0` for p0, and so on.
///
/// Source: Valmeekam et al., PlanBench, arXiv 2206.10498 (Blocksworld, its renaming "Mystery", Logistics).
enum PlanSentence {
    /// A pattern has words, words that may be missing (`the?`) and `@` for an object.
    private struct Pattern {
        let action: String
        let elements: [Element]

        enum Element {
            case word(Substring)
            case optional(Substring)
            case object
        }

        init(_ action: String, _ text: String) {
            self.action = action
            elements = text.split(separator: " ").map { word in
                word == "@" ? .object : word.last == "?" ? .optional(word.dropLast()) : .word(word)
            }
        }

        /// Gives the objects of a sentence, or nil where the pattern does not fit.
        func objects(in words: [Substring]) -> [Substring]? {
            var objects: [Substring] = []
            var rest = words[...]
            for element in elements {
                switch element {
                case .optional(let word):
                    if rest.first == word { rest.removeFirst() }
                case .word(let word):
                    guard rest.first == word else { return nil }
                    rest.removeFirst()
                case .object:
                    guard let object = rest.popFirst() else { return nil }
                    objects.append(object)
                }
            }
            return rest.isEmpty ? objects : nil
        }
    }

    private static let patterns = [
        Pattern("pick-up", "pick up the? @ block?"), Pattern("put-down", "put down the? @ block?"),
        Pattern("stack", "stack the? @ block? on top of the? @ block?"),
        Pattern("unstack", "unstack the? @ block? from on? top? of? the? @ block?"),
        Pattern("attack", "attack object? @"), Pattern("succumb", "succumb object? @"),
        Pattern("overcome", "overcome object? @ from object? @"), Pattern("feast", "feast object? @ from object? @"),
        Pattern("load", "load @ into @ at @"), Pattern("unload", "unload @ from @ at @"),
        Pattern("drive", "drive @ from @ to @ in @"), Pattern("fly", "fly @ from @ to @"),
    ]

    /// The colours stand for the objects a, b, c and so on.
    private static let colours = [
        "red", "blue", "orange", "yellow", "white", "magenta", "black", "cyan", "green", "violet", "silver", "gold",
    ]

    /// A sentence has fewer words than this; a longer line is none.
    private static let mostWords = 16

    /// Gives the action that a sentence in lower case names; nil for any other line.
    static func step(_ sentence: String) -> PlanText.Step? {
        var words = sentence.split(maxSplits: mostWords, whereSeparator: \.isWhitespace)
        guard words.count < mostWords, let last = words.popLast() else { return nil }
        words.append(last.last == "." ? last.dropLast() : last)
        for pattern in patterns {
            guard let objects = pattern.objects(in: words) else { continue }
            let names = objects.map(name)
            guard names.allSatisfy(isName), let action = action(pattern.action, names) else { return nil }
            return PlanText.Step(name: action, arguments: names)
        }
        return nil
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }

    /// Gives the object that a word stands for: `a` of `red`, `l0-1` of `location_0_1`, else the word itself.
    private static func name(_ word: Substring) -> String {
        if let index = colours.firstIndex(where: { $0 == word }) { return letter(index) }
        let parts = word.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count > 1, ["package", "truck", "airplane", "location", "city"].contains(parts[0]),
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return String(word) }
        return "\(parts[0].prefix(1))\(parts.dropFirst().joined(separator: "-"))"
    }

    private static func letter(_ index: Int) -> String {
        String(decoding: [UInt8(ascii: "a") + UInt8(index)], as: UTF8.self)
    }

    /// Gives the colour that stands for an object a to l.
    static func colour(of name: String) -> String? {
        colours.indices.first { letter($0) == name }.map { colours[$0] }
    }

    /// Vehicles of Logistics are trucks or airplanes, which the sentence says by the object alone.
    private static func action(_ verb: String, _ objects: [String]) -> String? {
        switch verb {
        case "drive": return "drive-truck"
        case "fly": return "fly-airplane"
        case "load", "unload":
            switch objects[1].first {
            case "a": return "\(verb)-airplane"
            case "t": return "\(verb)-truck"
            default: return nil
            }
        default: return verb
        }
    }
}
