/// The two answer extractors of the GSM8K task in lm-evaluation-harness, and its exact match.
///
/// `strict-match` takes the number behind the first `#### `; `flexible-extract` takes the last number of the text, where a
/// number is two or more of digits, `$`, points and commas, or any digits, with a minus in front. Both then leave out
/// commas, dollar signs, all up to a `#### ` and a point at the end, and compare texts: `72.0` is not `72`.
///
/// Source: lm-evaluation-harness, `lm_eval/tasks/gsm8k/gsm8k.yaml` (version 3) and its `regex` filter; Cobbe et al., arXiv
/// 2110.14168, for the mark.
public struct GSM8KMatch: ReferenceChecker {
    public enum Filter: String, Sendable, CaseIterable {
        case strict = "strict-match"
        case flexible = "flexible-extract"
    }

    public let filter: Filter

    public init(_ filter: Filter) {
        self.filter = filter
    }

    public var name: String { "gsm8k-\(filter.rawValue)" }

    public var summary: String {
        switch filter {
        case .strict: "the number behind the first #### is the reference, as text"
        case .flexible: "the last number of the completion is the reference, as text"
        }
    }

    public var source: String { "lm-evaluation-harness, tasks/gsm8k, \(filter.rawValue)" }

    public var subject: CheckedSubject { .answer }

    public func answer(in completion: String) -> String? {
        let bytes = Array(completion.utf8)
        let found = filter == .strict ? Self.marked(bytes) : Self.last(bytes)
        return found.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    public func verdict(on completion: String, reference: String) -> PublishedVerdict {
        guard let answer = answer(in: completion) else { return .rejected("no number is found") }
        let (mine, theirs) = (Self.normal(answer), Self.normal(reference))
        return mine == theirs ? .accepted : .rejected("\"\(mine)\" is not \"\(theirs)\"")
    }

    /// Finds `-?[0-9.,]+` behind the first `#### ` that has it.
    private static func marked(_ bytes: [UInt8]) -> Range<Int>? {
        let mark = Array("#### ".utf8)
        var place = 0
        while place + mark.count < bytes.count {
            guard bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) else {
                place += 1
                continue
            }
            let first = place + mark.count
            let digits = first + (bytes[first] == UInt8(ascii: "-") ? 1 : 0)
            let end = end(of: bytes, from: digits) { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
            if end > digits { return first..<end }
            place += 1
        }
        return nil
    }

    /// Finds the last of `-?[$0-9.,]{2,}` or `-?[0-9]+`, as they follow each other from the left.
    private static func last(_ bytes: [UInt8]) -> Range<Int>? {
        var found: Range<Int>?
        var place = 0
        while place < bytes.count {
            let first = place + (bytes[place] == UInt8(ascii: "-") ? 1 : 0)
            var end = end(of: bytes, from: first) { isDigit($0) || "$.,".utf8.contains($0) }
            if end - first < 2 { end = Self.end(of: bytes, from: first, while: isDigit) }
            if end > first {
                found = place..<end
                place = end
            } else {
                place += 1
            }
        }
        return found
    }

    private static func end(of bytes: [UInt8], from first: Int, while belongs: (UInt8) -> Bool) -> Int {
        var end = first
        while end < bytes.count, belongs(bytes[end]) { end += 1 }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Leaves out what the metric ignores.
    static func normal(_ text: String) -> String {
        var text = text.filter { $0 != "," && $0 != "$" }
        // As far as the last mark: the expression is greedy, and points match line breaks.
        if let mark = text.ranges(of: "#### ").last { text.removeSubrange(..<mark.upperBound) }
        if text.hasSuffix(".") { text.removeLast() }
        return text.lowercased()
    }
}
