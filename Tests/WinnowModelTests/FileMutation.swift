import Foundation
import WinnowRandom

/// Damages files in the ways that disks, editors and enemies do.
enum FileMutation {
    /// What is written over a number or a text of a JSON file.
    static let values = [
        "-1", "0", "1", "2", "3", "1e300", "-1e300", "1.5", "1e-300", "2147483648", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "18446744073709551616", "99999999999", "1e999", "NaN", "-",
        "null", "true", "\"\"", "\"../../x\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[]]", "[0,0]", "[-1,4]",
        "{\"a\":{\"b\":[{}]}}", String(repeating: "[", count: 5000), String(repeating: "{\"a\":", count: 3000),
        String(repeating: "9", count: 400),
    ]

    /// A damaged copy.
    static func mutated(_ bytes: [UInt8], _ random: inout CounterRandom) -> [UInt8] {
        var result = bytes
        for _ in 0...random.below(3) where !result.isEmpty { mutate(&result, &random) }
        return result
    }

    /// Overwrites a file, without waiting for the disk as Foundation's way of writing does.
    static func overwrite(_ url: URL, with bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: url)
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout CounterRandom) {
        // Text comes first in every file, and is the more interesting part.
        let reach = random.below(3) == 0 ? bytes.count : min(bytes.count, 2000)
        let place = random.below(reach)
        let length = min(bytes.count - place, 1 + random.below(64))
        switch random.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = UInt8(random.below(256))
        case 2: bytes.removeLast(bytes.count - place)
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: bytes[place..<place + length], at: random.below(bytes.count))
        case 5:
            let other = random.below(bytes.count - length + 1)
            bytes.replaceSubrange(other..<other + length, with: Array(bytes[place..<place + length]))
        case 6: overwriteLength(&bytes, &random)
        default: replaceValue(&bytes, near: place, &random)
        }
    }

    /// Overwrites the eight bytes of a header's length.
    private static func overwriteLength(_ bytes: inout [UInt8], _ random: inout CounterRandom) {
        let lengths: [UInt64] = [
            0, 1, 7, 8, UInt64(bytes.count), UInt64(bytes.count) &- 8, 100_000_001, 10_000_000_000, 1 << 63, .max,
        ]
        let length = lengths[random.below(lengths.count)]
        for i in 0..<min(8, bytes.count) { bytes[i] = UInt8(truncatingIfNeeded: length >> UInt64(8 * i)) }
    }

    /// Replaces the value after the next colon, comma or bracket.
    private static func replaceValue(_ bytes: inout [UInt8], near place: Int, _ random: inout CounterRandom) {
        let separators = ":,[".utf8
        guard let before = bytes[place...].firstIndex(where: separators.contains) else { return }
        let ends = ",]}\n".utf8
        let end = bytes[(before + 1)...].firstIndex(where: ends.contains) ?? bytes.count
        bytes.replaceSubrange(before + 1..<end, with: Array(values[random.below(values.count)].utf8))
    }
}
