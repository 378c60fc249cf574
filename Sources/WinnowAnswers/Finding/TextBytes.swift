/// A text by its bytes, searched in time linear in it whatever it holds.
struct TextBytes {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Capitals of ASCII count as small letters; the sought text has none.
    func has(_ sought: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place + sought.count <= bytes.count else { return false }
        for offset in sought.indices {
            let byte = bytes[place + offset]
            if ((65...90).contains(byte) ? byte + 32 : byte) != sought[offset] { return false }
        }
        return true
    }

    func has(_ sought: String, at place: Int) -> Bool { has(Array(sought.utf8), at: place) }

    /// The places at which a text begins.
    func places(of sought: String, in range: Range<Int>? = nil) -> [Int] {
        let sought = Array(sought.utf8)
        let range = range ?? 0..<bytes.count
        guard let first = sought.first, range.count >= sought.count else { return [] }
        let capital = (97...122).contains(first) ? first - 32 : first
        var result: [Int] = []
        for place in range.lowerBound...(range.upperBound - sought.count)
        where bytes[place] == first || bytes[place] == capital {
            if has(sought, at: place) { result.append(place) }
        }
        return result
    }

    /// The places at which each of several texts begins, found in one pass.
    func places(ofAny texts: [String]) -> [[Int]] {
        let sought = texts.map { Array($0.utf8) }
        var byFirst = [[Int]](repeating: [], count: 256)
        for (order, text) in sought.enumerated() {
            guard let first = text.first else { continue }
            byFirst[Int(first)].append(order)
            if (97...122).contains(first) { byFirst[Int(first) - 32].append(order) }
        }
        var result = [[Int]](repeating: [], count: texts.count)
        for place in bytes.indices {
            for order in byFirst[Int(bytes[place])] where has(sought[order], at: place) { result[order].append(place) }
        }
        return result
    }

    func isLetter(_ place: Int) -> Bool {
        guard bytes.indices.contains(place) else { return false }
        let byte = bytes[place] | 0x20
        return (97...122).contains(byte)
    }

    func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (48...57).contains(bytes[place]) }

    func isSpace(_ place: Int) -> Bool {
        bytes.indices.contains(place) && (bytes[place] == 0x20 || (0x09...0x0D).contains(bytes[place]))
    }

    /// A sentence that gives an answer has so many bytes at most: what each mark is looked at for is bounded.
    static let longestSentence = 4000

    /// Where the line ends in which a place is, or so far behind the place that it is no sentence.
    func lineEnd(from place: Int) -> Int {
        var end = place
        let limit = min(bytes.count, place + Self.longestSentence)
        while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return end
    }

    func isLineStart(_ place: Int) -> Bool {
        var before = place - 1
        // What Markdown and lists put in front of a line.
        while before >= 0, place - before < 12, bytes[before] != 0x0A, bytes[before] != 0x0D {
            guard bytes[before] == 0x20 || bytes[before] == 0x09 || "*#>-_|[".utf8.contains(bytes[before]) else {
                return false
            }
            before -= 1
        }
        return before < 0 || bytes[before] == 0x0A || bytes[before] == 0x0D
    }

    func skip(_ place: Int, to end: Int, while holds: (UInt8) -> Bool) -> Int {
        var place = place
        while place < end, holds(bytes[place]) { place += 1 }
        return place
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isSpace(start) { start += 1 }
        while end > start, isSpace(end - 1) { end -= 1 }
        return start..<end
    }
}
