/// The grader of MATH: what is in the last box, brought to a normal form of texts.
///
/// The answer is what the last `\boxed{…}` or `\fbox{…}` holds, or what follows `\boxed ` up to a dollar sign; without a box
/// there is none. Two answers are equal where their texts are, after spaces, units in `\text`, percent and degree signs and
/// the like are left out and fractions and roots are written in one way. `0.5` and `1/2` are a fraction by special rules,
/// other numbers are not computed: `0.25` is not `1/4`, nor `2.0` the number 2.
///
/// Source: Hendrycks et al., "Measuring Mathematical Problem Solving With the MATH Dataset", arXiv 2103.03874, and the
/// project's `math_equivalence.py`, which many later graders use.
public struct MathBoxed: ReferenceChecker {
    public init() {}

    public var name: String { "math-boxed" }

    public var summary: String { "what is in the last box is the reference, as text in MATH's normal form" }

    public var source: String { "MATH (arXiv 2103.03874), last box and is_equiv" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on completion: String, reference: String) -> PublishedVerdict {
        guard let answer = answer(in: completion) else { return .rejected("there is no box") }
        let reference = self.answer(in: reference) ?? reference
        let (mine, theirs) = (Self.normal(answer), Self.normal(reference))
        return mine == theirs ? .accepted : .rejected("\"\(mine)\" is not \"\(theirs)\"")
    }

    public func answer(in completion: String) -> String? {
        let bytes = Array(completion.utf8)
        if let open = Self.last("\\boxed ", in: bytes) {
            let rest = bytes[(open + 7)...]
            return String(decoding: rest.prefix { $0 != UInt8(ascii: "$") }, as: UTF8.self)
        }
        guard let box = Self.last("\\boxed", in: bytes) ?? Self.last("\\fbox", in: bytes) else { return nil }
        var depth = 0
        var first: Int?
        for place in box..<bytes.count {
            if bytes[place] == UInt8(ascii: "{") {
                depth += 1
                if first == nil { first = place + 1 }
            } else if bytes[place] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0, let first { return String(decoding: bytes[first..<place], as: UTF8.self) }
                if depth < 0 { return nil }
            }
        }
        return nil
    }

    /// Finds where a text stands last.
    private static func last(_ text: String, in bytes: [UInt8]) -> Int? {
        let sought = Array(text.utf8)
        guard bytes.count >= sought.count else { return nil }
        var place = bytes.count - sought.count
        while place >= 0 {
            if bytes[place] == sought[0], bytes[place..<place + sought.count].elementsEqual(sought) { return place }
            place -= 1
        }
        return nil
    }

    /// Brings an answer to the normal form of texts.
    static func normal(_ answer: String) -> String {
        var text = answer
        for (mark, other) in replacements { text = text.replacing(mark, with: other) }
        // A unit is what stands in the one \text with a space in front.
        let parts = text.split(separator: "\\text{ ", omittingEmptySubsequences: false)
        if parts.count == 2 { text = String(parts[0]) }
        text = text.replacing("\\%", with: "")
        text = text.replacing(" .", with: " 0.").replacing("{.", with: "{0.")
        if text.hasPrefix(".") { text = "0" + text }
        // A short name in front of a single equals sign is left out.
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        if sides.count == 2, sides[0].count <= 2 { text = String(sides[1]) }
        text = braced("\\sqrt", in: text).replacing(" ", with: "")
        text = fractions(in: text)
        if text == "0.5" { return "\\frac{1}{2}" }
        let parted = text.split(separator: "/", omittingEmptySubsequences: false)
        if parted.count == 2, let top = Int(parted[0]), let bottom = Int(parted[1]), text == "\(top)/\(bottom)" {
            return "\\frac{\(top)}{\(bottom)}"
        }
        return text
    }

    private static let replacements = [
        ("\n", ""), ("\\!", ""), ("\\\\", "\\"), ("tfrac", "frac"), ("dfrac", "frac"), ("\\left", ""), ("\\right", ""),
        ("^{\\circ}", ""), ("^\\circ", ""), ("\\$", ""),
    ]

    /// Puts braces around the one character behind a command, such as `\sqrt3`.
    private static func braced(_ command: String, in text: String) -> String {
        let parts = text.split(separator: command, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { result, part in
            guard let first = part.first, first != "{" else { return result + command + part }
            return result + command + "{\(first)}" + part.dropFirst()
        }
    }

    /// Puts braces around the two characters behind `\frac` where it has none.
    private static func fractions(in text: String) -> String {
        let parts = text.split(separator: "\\frac", omittingEmptySubsequences: false)
        var result = String(parts[0])
        for part in parts.dropFirst() {
            result += "\\frac"
            guard let first = part.first, first != "{" else {
                result += part
                continue
            }
            // With a single character the grader gives the whole text up.
            guard let second = part.dropFirst().first else { return text }
            result += second == "{" ? "{\(first)}" + part.dropFirst() : "{\(first)}{\(second)}" + part.dropFirst(2)
        }
        return result
    }
}
