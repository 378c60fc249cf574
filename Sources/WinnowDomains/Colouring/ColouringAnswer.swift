/// An answer gives colours to vertices: `0: 1, 1: 2`, one number for each.
///
/// Other spellings are read too: the words vertex, node, colour and color may stand before numbers, `=` and `->` for the
/// colon, semicolons and line breaks between pairs, and a JSON object is one. Colours are names: which numbers are taken
/// does not count, only which vertices share one.
struct ColouringAnswer {
    /// A pair is a vertex and its colour as they are written.
    struct Pair: Hashable {
        let vertex: Int
        let colour: Int
    }

    let pairs: [Pair]

    /// A fault is the first character that does not fit, by its 1-based place in bytes.
    struct Fault: Error {
        let position: Int
        let explanation: String
    }

    private static let words: Set<String> = ["vertex", "node", "colour", "color"]

    /// Reads a text.
    ///
    /// - Throws: ``Fault`` for another word or sign, a number of more than nine digits, and half a pair.
    /// - Complexity: linear in the text.
    init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        var numbers: [Int] = []
        var index = 0
        while index < bytes.count {
            let start = index
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                var value = 0
                while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
                    value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
                    index += 1
                    guard index - start < 10 else {
                        throw Fault(position: start + 1, explanation: "the number has more than nine digits")
                    }
                }
                numbers.append(value)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                while index < bytes.count, bytes[index] | 0x20 >= UInt8(ascii: "a"),
                    bytes[index] | 0x20 <= UInt8(ascii: "z"), index - start < 8
                { index += 1 }
                let word = String(decoding: bytes[start..<index].map { $0 | 0x20 }, as: UTF8.self)
                guard Self.words.contains(word) else {
                    throw Fault(position: start + 1, explanation: "an answer has pairs of a vertex and a colour, 0: 1")
                }
            case UInt8(ascii: "-"):
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") else {
                    throw Fault(position: start + 1, explanation: "vertices and colours are not negative")
                }
                index += 2
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","),
                UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"):
                index += 1
            default:
                throw Fault(position: start + 1, explanation: "an answer has pairs of a vertex and a colour, 0: 1")
            }
        }
        guard !numbers.isEmpty else { throw Fault(position: 1, explanation: "there is no vertex with a colour") }
        guard numbers.count.isMultiple(of: 2) else {
            throw Fault(position: bytes.count + 1, explanation: "the last vertex has no colour")
        }
        pairs = stride(from: 0, to: numbers.count, by: 2).map { Pair(vertex: numbers[$0], colour: numbers[$0 + 1]) }
    }

    /// The pairs are in the order of the vertices, each once, with colours numbered from 1 as they come up.
    var key: String {
        var names: [Int: Int] = [:]
        let sorted = Set(pairs).sorted { ($0.vertex, $0.colour) < ($1.vertex, $1.colour) }
        return sorted.map { pair in
            let name = names[pair.colour] ?? names.count + 1
            names[pair.colour] = name
            return "\(pair.vertex): \(name)"
        }.joined(separator: ", ")
    }
}
