/// Searches and trims by bytes and scalars, in time linear in the text whatever it holds.
///
/// Swift's own search works on characters: a mark with an accent behind it would not be found, and steps backwards over
/// flags or joined signs can take time that grows with the square of the text.
extension StringProtocol where SubSequence == Substring {
    /// The trimmed text has no white space at its ends.
    var trimmed: SubSequence {
        let scalars = self[...].unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }

    /// Finds where a text occurs last, byte by byte.
    func lastRange(of other: String) -> Range<Index>? {
        let (bytes, sought) = (self[...].utf8, Array(other.utf8))
        guard let first = sought.first else { return nil }
        var place = bytes.endIndex
        while place > bytes.startIndex {
            place = bytes.index(before: place)
            if bytes[place] == first, bytes[place...].starts(with: sought) {
                return place..<bytes.index(place, offsetBy: sought.count)
            }
        }
        return nil
    }

    /// Finds the last scalar for which something holds, before an index.
    func lastScalar(
        before end: Index? = nil, where predicate: (Unicode.Scalar) -> Bool
    ) -> Index? {
        let scalars = self[...].unicodeScalars
        var place = end ?? endIndex
        while place > startIndex {
            place = scalars.index(before: place)
            if predicate(scalars[place]) { return place }
        }
        return nil
    }
}

extension Substring {
    /// Makes the text without signs at the end for which something holds, and white space among them.
    ///
    /// `dropLast` in a loop would count the whole text each time.
    func trimmingEnd(_ predicate: (Unicode.Scalar) -> Bool) -> Substring {
        let last = unicodeScalars.lastIndex { !$0.properties.isWhitespace && !predicate($0) }
        return last.map { self[...$0] } ?? self[..<startIndex]
    }
}

extension String {
    /// Makes the text with each occurrence of one text, byte by byte, become another; from the left, in one pass.
    func replacingBytes(of sought: String, with replacement: String) -> String {
        let (bytes, pattern) = (Array(utf8), Array(sought.utf8))
        guard let first = pattern.first, bytes.count >= pattern.count else { return self }
        var result: [UInt8] = []
        var (start, place) = (0, 0)
        while place <= bytes.count - pattern.count {
            if bytes[place] == first, bytes[place..<place + pattern.count].elementsEqual(pattern) {
                result += bytes[start..<place]
                result += replacement.utf8
                place += pattern.count
                start = place
            } else {
                place += 1
            }
        }
        return start == 0 ? self : String(decoding: result + bytes[start...], as: UTF8.self)
    }
}

extension Unicode.Scalar {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }

    /// True where a line ends with it.
    var isNewline: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
