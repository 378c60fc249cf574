/// Thoughts are the first of the three stages: what a model wrote for itself, taken off before an answer is looked for.
///
/// A thought stands between a tag and its end, as in `<think>…</think>`. Where a prompt opened the tag, all before an end
/// without a beginning is one. A thought that never ends was cut off: it has no answer.
public struct Thoughts: Hashable, Sendable {
    /// The thoughts, a line break between them; empty for none.
    public let thoughts: String

    /// What is left.
    public let rest: String

    /// True where a thought begins that does not end.
    public let isUnfinished: Bool

    /// True where the text begins with a thought, or with what ends one.
    public let isFirst: Bool

    /// These tags are known: those of DeepSeek-R1, Qwen3, Magistral, Kimi, Sky-T1 and others.
    public static let tags = [
        "think", "thinking", "thought", "thoughts", "reasoning", "scratchpad", "reflection", refusal,
    ]

    /// Servers keep refusals apart, which are no answers; they are kept in the text with this tag.
    private static let refusal = "refusal"

    /// Finds the thoughts of a text, in one pass.
    ///
    /// - Parameter more: names of other tags.
    public init(in text: String, tags more: [String] = []) {
        let marks = Self.marks(more)
        let bytes = Array(text.utf8)
        var (kept, taken): ([UInt8], [UInt8]) = ([], [])
        var open: Mark?
        var isFirst: Bool?
        var start = 0
        var place = 0
        /// Moves what stands before the place to one of the two.
        func pass(_ isThought: Bool, to end: Int) {
            if isThought {
                if !taken.isEmpty, end > start { taken.append(0x0A) }
                taken += bytes[start..<end]
            } else {
                kept += bytes[start..<end]
            }
        }
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == 0x3C || byte == 0x5B || byte == 0xE2,
                let (mark, isEnd, length) = Self.mark(marks, bytes, at: place)
            else {
                place += 1
                continue
            }
            if isEnd {
                if open == nil {
                    // An end without a beginning: the prompt began the thought.
                    isFirst = isFirst ?? true
                    pass(true, to: place)
                    if !kept.isEmpty { taken = kept + [0x0A] + taken }
                    kept = []
                } else {
                    pass(true, to: place)
                }
                open = nil
            } else if open == nil {
                pass(false, to: place)
                isFirst = isFirst ?? kept.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
                open = mark
            } else {
                place += length
                continue
            }
            place += length
            start = place
        }
        pass(open != nil, to: bytes.count)
        thoughts = Self.trimmed(taken)
        rest = String(decoding: kept, as: UTF8.self)
        isUnfinished = open != nil
        self.isFirst = isFirst ?? false
    }

    private struct Mark {
        let begin: [UInt8]
        let end: [UInt8]
    }

    private static func marks(_ more: [String]) -> [Mark] {
        var pairs = (tags + more).map { ("<\($0)>", "</\($0)>") }
        pairs += [
            ("[THINK]", "[/THINK]"), ("◁think▷", "◁/think▷"), ("<|begin_of_thought|>", "<|end_of_thought|>"),
            ("<seed:think>", "</seed:think>"), ("<|channel|>analysis<|message|>", "<|end|>"),
            ("<|START_THINKING|>", "<|END_THINKING|>"),
        ]
        return pairs.map { Mark(begin: lowered($0.0), end: lowered($0.1)) }
    }

    private static func lowered(_ text: String) -> [UInt8] { text.utf8.map(lowered) }

    private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

    private static func mark(
        _ marks: [Mark], _ bytes: [UInt8], at place: Int
    ) -> (mark: Mark, isEnd: Bool, length: Int)? {
        func starts(_ sought: [UInt8]) -> Bool {
            guard place + sought.count <= bytes.count else { return false }
            for offset in sought.indices where lowered(bytes[place + offset]) != sought[offset] { return false }
            return true
        }
        for mark in marks {
            if starts(mark.begin) { return (mark, false, mark.begin.count) }
            if starts(mark.end), mark.end != [60, 124, 101, 110, 100, 124, 62] { return (mark, true, mark.end.count) }
        }
        // The end of a message is one of a thought only where a channel of thoughts is open; ends are alike.
        if starts(lowered("<|end|><|start|>assistant<|channel|>final<|message|>")) {
            return (marks[0], true, "<|end|><|start|>assistant<|channel|>final<|message|>".utf8.count)
        }
        if starts(lowered("<|channel|>final<|message|>")) {
            return (marks[0], true, "<|channel|>final<|message|>".utf8.count)
        }
        return nil
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
