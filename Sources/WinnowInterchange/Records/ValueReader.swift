import Foundation

/// The JSON values of a file, one behind the other on as many lines as they like, are read one at a time.
///
/// It looks at nothing but brackets and quotes; whether a piece is JSON is for whoever reads it to say.
struct ValueReader {
    private let file: FileHandle
    private let longest: Int
    private var buffer: [UInt8] = []
    private var place = 0
    private var isAtEnd = false

    /// A value is its bytes, or nil where they are too many; a value that breaks off at the end of the file is not whole.
    struct Value {
        let bytes: ArraySlice<UInt8>?
        let isWhole: Bool
    }

    /// - Parameter file: where a value begins.
    init(_ file: FileHandle, longest: Int) {
        self.file = file
        self.longest = longest
    }

    /// Reads the next value; nil behind the last.
    mutating func next() throws -> Value? {
        guard try skipSpace() else { return nil }
        buffer.removeFirst(place)
        place = 0
        var (depth, isQuoted, isEscaped, skipped) = (0, false, false, 0)
        while true {
            while place < buffer.count {
                let byte = buffer[place]
                place += 1
                if isQuoted {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isQuoted = false
                    }
                    continue
                }
                switch byte {
                case UInt8(ascii: "\""): isQuoted = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    depth -= 1
                    if depth <= 0 { return value(skipped) }
                // What is no object and no list ends with its line.
                case UInt8(ascii: "\n") where depth == 0: return value(skipped)
                default: break
                }
            }
            if buffer.count > longest {
                skipped += buffer.count
                buffer = []
                place = 0
            }
            guard try more() else {
                let rest = value(skipped)
                return Value(bytes: rest.bytes, isWhole: depth == 0 && !isQuoted)
            }
        }
    }

    private func value(_ skipped: Int) -> Value {
        Value(bytes: skipped > 0 || place > longest ? nil : buffer[..<place], isWhole: true)
    }

    /// Passes over white space, and the commas that some programs write between values.
    private mutating func skipSpace() throws -> Bool {
        while true {
            while place < buffer.count {
                guard [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(buffer[place]) else { return true }
                place += 1
            }
            buffer = []
            place = 0
            guard try more() else { return false }
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
