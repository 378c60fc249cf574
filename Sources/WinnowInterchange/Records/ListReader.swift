import Foundation

/// The elements of a JSON list that is a whole file are read one at a time: memory is that of an element and a buffer.
///
/// It looks at nothing but brackets, quotes and commas; whether an element is JSON is for whoever reads it to say.
struct ListReader {
    private let file: FileHandle
    private let longest: Int
    private var buffer: [UInt8] = []
    private var place = 0
    private var isAtEnd = false
    private var hasBegun = false
    private var hasStopped = false

    /// An element is its bytes, or nil where they are too many.
    struct Element {
        let bytes: ArraySlice<UInt8>?
    }

    /// - Parameter file: at its beginning.
    init(_ file: FileHandle, longest: Int) {
        self.file = file
        self.longest = longest
    }

    /// Reads the next element; nil behind the last.
    ///
    /// - Throws: ``RecordFault`` for a file that is no list, or one that breaks off; what reading throws.
    mutating func next() throws -> Element? {
        if hasStopped { return nil }
        if !hasBegun {
            guard try byte() == UInt8(ascii: "[") else { throw RecordFault("it does not begin with [") }
            hasBegun = true
            place += 1
            if try byte() == UInt8(ascii: "]") { return try end() }
        } else {
            switch try byte() {
            case UInt8(ascii: ","): place += 1
            case UInt8(ascii: "]"): return try end()
            case nil: throw RecordFault("the list breaks off")
            default: throw RecordFault("expected a comma or ] in the list")
            }
        }
        _ = try byte()
        return try element()
    }

    /// Gives up: there are no more elements.
    mutating func stop() {
        buffer = []
        place = 0
        (isAtEnd, hasStopped) = (true, true)
    }

    private mutating func element() throws -> Element {
        buffer.removeFirst(place)
        place = 0
        var (depth, isQuoted, isEscaped, skipped) = (0, false, false, 0)
        while true {
            while place < buffer.count {
                let byte = buffer[place]
                if isQuoted {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isQuoted = false
                    }
                } else {
                    switch byte {
                    case UInt8(ascii: "\""): isQuoted = true
                    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
                        if depth == 0 {
                            let isLong = skipped > 0 || place > longest
                            return Element(bytes: isLong ? nil : buffer[..<place])
                        }
                        if byte != UInt8(ascii: ",") { depth -= 1 }
                    default: break
                    }
                }
                place += 1
            }
            if buffer.count > longest {
                skipped += buffer.count
                buffer = []
                place = 0
            }
            guard try more() else {
                // The list's end is missing; the element may be whole.
                let isWhole = depth == 0 && !isQuoted && skipped == 0 && buffer.count <= longest
                guard isWhole, buffer.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
                    throw RecordFault("the list breaks off")
                }
                return Element(bytes: buffer[...])
            }
        }
    }

    /// Nothing but white space may follow.
    private mutating func end() throws -> Element? {
        place += 1
        guard try byte() == nil else { throw RecordFault("something follows the list") }
        place = buffer.count
        return nil
    }

    /// Finds the next byte that is no white space, which is not taken.
    private mutating func byte() throws -> UInt8? {
        while true {
            while place < buffer.count {
                guard [0x20, 0x09, 0x0A, 0x0D].contains(buffer[place]) else { return buffer[place] }
                place += 1
            }
            buffer = []
            place = 0
            guard try more() else { return nil }
        }
    }

    private mutating func more() throws -> Bool {
        guard !isAtEnd else { return false }
        let more = try file.read(upToCount: 1 << 20) ?? Data()
        isAtEnd = more.isEmpty
        buffer += more
        return !more.isEmpty
    }
}
