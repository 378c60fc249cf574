/// A plan's text as it is read: the actions it names, and the lines that name none.
///
/// One action stands on a line, or several in parentheses: `(pick-up a)`, `1. (pick-up a)`, `0: (pick-up a)`, `1: pick up
/// a`, or one of ``PlanSentence``. Between `[PLAN]` and `[PLAN END]` stands the whole plan, where there are such marks.
/// The numbers are labels: the order of the lines counts. Names are in lower case, as PDDL has no other.
///
/// A lenient reading takes also what the validator VAL takes: comments from `;` on, actions over several lines, times and
/// durations (`0.0: (a) [1.0]`) and characters that VAL passes over, such as commas and quotes; and lines of code fences.
///
/// Source: Howey, Long and Fox, "VAL: Automatic Plan Validation", ICTAI 2004; the grammar of plans in its repository.
struct PlanText {
    /// A step names an action and what it is applied to; neither may exist.
    struct Step: Hashable {
        let name: String
        let arguments: [String]

        var text: String { "(\(([name] + arguments).joined(separator: " ")))" }
    }

    /// A fault is a line that names no action.
    struct Fault: Hashable {
        /// The line is counted from 1.
        let line: Int
        let explanation: String
    }

    enum Entry: Hashable {
        case step(Step)
        case fault(Fault)
    }

    /// The steps and faults are in the order of the text.
    let entries: [Entry]

    /// Reads a plan's text.
    ///
    /// - Complexity: linear in the text.
    init(_ text: String, isLenient: Bool) {
        var parser = PlanTextParser(text, isLenient: isLenient)
        entries = parser.parse()
    }

    /// The steps have one canonical spelling, `(pick-up a) (stack a b)`, and `()` for none; nil where there is a fault.
    var key: String? {
        var texts: [String] = []
        for entry in entries {
            guard case .step(let step) = entry else { return nil }
            texts.append(step.text)
        }
        return texts.isEmpty ? "()" : texts.joined(separator: " ")
    }
}

/// Reads a plan's text line by line.
private struct PlanTextParser {
    private let bytes: [UInt8]
    private let isLenient: Bool
    private var index: Int
    private var line: Int
    private var entries: [PlanText.Entry] = []

    init(_ text: String, isLenient: Bool) {
        let all = Array(text.utf8)
        let range = Self.planRange(all)
        bytes = Array(all[..<range.upperBound])
        self.isLenient = isLenient
        index = range.lowerBound
        line = 1 + all[..<index].count { $0 == UInt8(ascii: "\n") }
    }

    /// Finds what stands behind the first `[PLAN]` and before the next `[PLAN END]`.
    private static func planRange(_ bytes: [UInt8]) -> Range<Int> {
        let start = place(of: "[plan]", in: bytes, from: 0).map { $0 + 6 } ?? 0
        let end = place(of: "[plan end]", in: bytes, from: start) ?? bytes.count
        return start..<end
    }

    private static func place(of mark: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
        let mark = Array("\(mark)".utf8)
        guard bytes.count >= start + mark.count else { return nil }
        return (start...bytes.count - mark.count).first { place in
            mark.indices.allSatisfy { lowercase(bytes[place + $0]) == mark[$0] }
        }
    }

    mutating func parse() -> [PlanText.Entry] {
        while skipToEntry() {
            let isLabelled = skipLabel()
            skipSpaces()
            if index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
                if isLabelled { fail("there is no action behind the number") }
                continue
            }
            if bytes[index] == UInt8(ascii: "(") { readAction() } else { readSentence() }
        }
        return entries
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || (11...13).contains(byte) }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// True for what stands in the names of actions and objects.
    private static func isName(_ byte: UInt8) -> Bool {
        switch lowercase(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "/"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    /// True for what VAL's scanner passes over without a word.
    private static func isPassedOver(_ byte: UInt8) -> Bool {
        byte >= 0x80
            || !(isName(byte) || isSpace(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "(")
                || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
                || byte == UInt8(ascii: ";"))
    }

    /// Moves to the next byte that may begin an action; false at the end.
    private mutating func skipToEntry() -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
                index += 1
            } else if Self.isSpace(byte) {
                index += 1
            } else if isLenient, byte == UInt8(ascii: ";") || isFence {
                skipLine()
            } else if isLenient, Self.isPassedOver(byte) {
                index += 1
            } else {
                return true
            }
        }
        return false
    }

    private var isFence: Bool {
        bytes[index...].prefix(3).elementsEqual("```".utf8)
    }

    private mutating func skipSpaces() {
        while index < bytes.count, Self.isSpace(bytes[index]) || (isLenient && Self.isPassedOver(bytes[index])) {
            index += 1
        }
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    }

    /// Skips a number with a colon, a point or a parenthesis behind it, such as `1.` or `0.000:`.
    private mutating func skipLabel() -> Bool {
        var place = index
        while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
        guard place > index, place < bytes.count else { return false }
        if bytes[place] == UInt8(ascii: "."), place + 1 < bytes.count, Self.isDigit(bytes[place + 1]) {
            place += 1
            while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
            guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return false }
        }
        guard
            bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ":") || bytes[place] == UInt8(ascii: ")")
        else { return false }
        index = place + 1
        return true
    }

    private mutating func fail(_ explanation: String) {
        entries.append(.fault(PlanText.Fault(line: line, explanation: explanation)))
        skipLine()
    }

    /// Reads `(name name …)`, and in a lenient reading a duration behind it.
    private mutating func readAction() {
        index += 1
        var words: [String] = []
        while true {
            guard index < bytes.count else { return fail("the parenthesis is not closed") }
            let byte = bytes[index]
            if byte == UInt8(ascii: ")") { break }
            if Self.isSpace(byte) || (isLenient && Self.isPassedOver(byte)) {
                index += 1
            } else if isLenient, byte == UInt8(ascii: "\n") {
                line += 1
                index += 1
            } else if isLenient, byte == UInt8(ascii: ";") {
                skipLine()
            } else if byte == UInt8(ascii: "\n") {
                return fail("the parenthesis is not closed")
            } else if Self.isName(byte) {
                words.append(word())
            } else {
                return fail("an action is a name and objects in parentheses: (pick-up a)")
            }
        }
        index += 1
        guard let name = words.first else { return fail("there is no action in the parentheses") }
        entries.append(.step(PlanText.Step(name: name, arguments: Array(words.dropFirst()))))
        skipSpaces()
        if isLenient { skipDuration() }
        guard
            index == bytes.count || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "(") || isLenient
        else { return fail("something stands behind the action") }
    }

    private mutating func word() -> String {
        let start = index
        while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index].map(Self.lowercase), as: UTF8.self)
    }

    private mutating func skipDuration() {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return }
        var place = index + 1
        while place < bytes.count, Self.isDigit(bytes[place]) || bytes[place] == UInt8(ascii: ".") { place += 1 }
        if place > index + 1, place < bytes.count, bytes[place] == UInt8(ascii: "]") { index = place + 1 }
    }

    /// Reads the rest of a line as a sentence.
    private mutating func readSentence() {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), !(isLenient && bytes[index] == UInt8(ascii: ";"))
        {
            index += 1
        }
        let kept = bytes[start..<index].map { byte in
            isLenient && (Self.isPassedOver(byte) || byte == UInt8(ascii: "*")) ? 32 : Self.lowercase(byte)
        }
        guard let step = PlanSentence.step(String(decoding: kept, as: UTF8.self)) else {
            return fail("the line is no action in parentheses and no sentence of a known domain")
        }
        entries.append(.step(step))
    }
}
