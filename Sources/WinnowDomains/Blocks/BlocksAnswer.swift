/// An answer is a list of moves, such as `b4 T b0 b2`: a block and what it is put on, a block or the table.
///
/// Commas and line breaks may separate moves as spaces do; no moves at all are an answer too.
struct BlocksAnswer {
    /// A move is as it is written: its blocks may not exist.
    let moves: [BlocksMove]

    /// A fault is the first word that does not fit, by its 1-based number.
    struct Fault: Error {
        let word: Int
        let explanation: String
    }

    /// Reads a text.
    ///
    /// - Throws: ``Fault`` for a word that is no place, the table where a block is due, and half a move.
    init(_ text: String) throws(Fault) {
        var moves: [BlocksMove] = []
        var block: Int?
        var count = 0
        for word in text.utf8.split(whereSeparator: { $0 == 32 || (9...13).contains($0) || $0 == UInt8(ascii: ",") }) {
            count += 1
            var target: Int?
            if !word.elementsEqual("T".utf8) {
                guard let number = Self.block(word) else {
                    throw Fault(word: count, explanation: "a place is a block, b0 and so on, or T for the table")
                }
                target = number
            }
            if let moved = block {
                moves.append(BlocksMove(block: moved, target: target))
                block = nil
            } else {
                guard let target else {
                    throw Fault(word: count, explanation: "a move begins with a block, not with the table")
                }
                block = target
            }
        }
        guard block == nil else { throw Fault(word: count, explanation: "the last move says not where the block goes") }
        self.moves = moves
    }

    private static func block(_ word: Substring.UTF8View) -> Int? {
        let digits = word.dropFirst()
        guard word.first == UInt8(ascii: "b"), (1...9).contains(digits.count) else { return nil }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    /// The moves with single spaces; an empty plan has the text `()`, which is no answer's.
    var key: String {
        moves.isEmpty ? "()" : moves.map(\.text).joined(separator: " ")
    }
}
