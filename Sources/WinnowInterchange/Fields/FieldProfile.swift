import WinnowJSON
import WinnowText

/// A profile counts what kinds of values a field has in a file.
struct FieldProfile: Hashable, Sendable {
    var nulls = 0
    var truthValues = 0

    /// Numbers that are 0 or 1, and all others; of texts, those that are written as one.
    var zeroOnes = 0
    var otherNumbers = 0

    /// Words that say right or wrong and nothing else, such as `incorrect`.
    var verdictWords = 0

    /// Words that are as often an answer as a verdict: `yes`, `no`, `true`, `false`.
    var yesNoWords = 0

    /// Single capital letters, such as those of choices.
    var letters: Set<UInt8> = []

    /// Other texts, and those among them that are no short answer.
    var texts = 0
    var longTexts = 0
    var emptyTexts = 0

    /// Texts that are more than an answer: of several lines, with thoughts, or with marks that say what is the answer.
    var wholes = 0
    var lists = 0
    var objects = 0

    /// Values of lists that are texts, messages or nothing, as samples may be.
    var listsOfTexts = 0

    /// Lists of different lengths, up to two of them: a list with one length has no sign of samples.
    var lengths: Set<Int> = []

    private static let short = 120

    /// So much of a text is looked at for marks, in bytes.
    private static let looked = 4000

    mutating func add(_ value: JSONValue) {
        switch value {
        case .null: nulls += 1
        case .bool: truthValues += 1
        case .number(let text): addNumber(text)
        case .string(let text): add(text)
        case .array(let elements):
            lists += 1
            if lengths.count < 2 { lengths.insert(elements.count) }
            let areTexts = elements.allSatisfy { $0.text != nil || $0.isNull || $0["content"] != nil }
            if areTexts, elements.contains(where: { !$0.isNull }) { listsOfTexts += 1 }
        case .object: objects += 1
        }
    }

    private mutating func addNumber(_ text: String) {
        guard let number = Double(text), !number.isNaN else {
            nulls += 1
            return
        }
        if number == 0 || number == 1 { zeroOnes += 1 } else { otherNumbers += 1 }
    }

    private static let marks = ["<think", "</think", "\\boxed", "####", "nswer is", "nswer:", "<answer>"]

    private mutating func add(_ text: String) {
        let head = text.utf8.prefix(Self.looked)
        if text.utf8.count > 1,
            text.trimmed.utf8.contains(0x0A)
                || Self.marks.contains(where: { String(decoding: head, as: UTF8.self).firstRange(of: $0) != nil })
        {
            wholes += 1
        }
        if text.utf8.count > Self.short {
            texts += 1
            longTexts += 1
            return
        }
        let word = text.trimmed
        if word.isEmpty {
            emptyTexts += 1
        } else if Double(String(word)) != nil {
            addNumber(String(word))
        } else if word.utf8.count == 1, let letter = word.utf8.first,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
        {
            letters.insert(letter)
        } else if ["yes", "no", "true", "false"].contains(word.lowercased()) {
            yesNoWords += 1
        } else if JSONValue.string(String(word)).flag != nil {
            verdictWords += 1
        } else {
            texts += 1
        }
    }

    /// True where the field has a value other than null in some record.
    var hasValues: Bool {
        truthValues + zeroOnes + otherNumbers + verdictWords + yesNoWords + letters.count + texts + emptyTexts + lists
            + objects > 0
    }

    /// True where texts, numbers or truth values stand in the field itself.
    var hasScalars: Bool {
        truthValues + zeroOnes + otherNumbers + verdictWords + yesNoWords + letters.count + texts > 0
    }

    /// True where letters are those of a choice and of no verdict: some are none that programs write for right, wrong,
    /// partly right or no answer.
    var hasChoiceLetters: Bool { !letters.isSubset(of: Self.verdictLetters) }

    /// True where numbers are points of a scale: some are neither 0 nor 1.
    var isScale: Bool { otherNumbers > 0 }

    /// True where letters are those that a judge gives: A for correct, B for incorrect, C for not attempted (Wei et al.,
    /// arXiv 2411.04368), and no others of a choice or a scale.
    var hasJudgeLetters: Bool { !letters.isEmpty && letters.isSubset(of: Self.judgeLetters) && texts == 0 }

    private static let judgeLetters = Set("ABC".utf8)

    private static let verdictLetters = Set("CINP".utf8)
}
