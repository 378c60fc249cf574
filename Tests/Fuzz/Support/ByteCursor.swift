/// Takes an input apart into numbers and pieces; behind its end there are zeros.
struct ByteCursor {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() -> Int {
        guard !isAtEnd else { return 0 }
        defer { position += 1 }
        return Int(bytes[position])
    }

    /// Two bytes, the least significant first.
    mutating func short() -> Int { byte() | byte() << 8 }

    /// Eight bytes, the least significant first.
    mutating func word() -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(byte()) << UInt64(8 * $1) }
    }

    /// As many bytes, or those that are left.
    mutating func piece(_ count: Int) -> ArraySlice<UInt8> {
        let end = min(bytes.count, position + count)
        defer { position = end }
        return bytes[min(position, end)..<end]
    }

    /// All that is left.
    mutating func rest() -> ArraySlice<UInt8> { piece(bytes.count) }

    /// An element that the next byte chooses.
    mutating func choice<Element>(_ elements: [Element]) -> Element { elements[byte() % elements.count] }
}
