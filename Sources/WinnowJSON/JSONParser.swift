import WinnowBounds
import WinnowText

/// Reads one JSON text (RFC 8259) from bytes, and the `NaN` and `Infinity` that Python writes.
///
/// - Complexity: linear; memory is that of the value.
///
/// Values that are nested too deeply, which would exhaust the stack, or that are too many for the memory are refused
/// (``Bounds/depth``, ``Bounds/values``).
public struct JSONParser: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0
    private var depth = 0
    private var values = 0

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// Reads the value that the bytes are, with nothing but white space around it.
    ///
    /// - Throws: ``JSONFault`` that says at which byte what was expected.
    public static func value(of bytes: Span<UInt8>) throws(JSONFault) -> JSONValue {
        var read = 0
        return try value(of: bytes, read: &read)
    }

    /// Reads a value, as ``value(of:)``.
    ///
    /// - Parameter read: how many bytes it looked at, also when it throws.
    /// - Throws: ``JSONFault``, as ``value(of:)``.
    public static func value(of bytes: Span<UInt8>, read: inout Int) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes)
        defer { read = parser.position }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.fault("nothing more") }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        guard position < bytes.count else { throw fault("a value") }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Bounds.depth.limit else { throw JSONFault("its values are nested too deeply") }
        values += 1
        guard values <= Bounds.values.limit else { throw JSONFault("it has more than \(Bounds.values)") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .number("nan"))
        case UInt8(ascii: "I"): return try word("Infinity", .number("inf"))
        default: return try number()
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        position += 1
        var members = JSONObject()
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("a name in quotes") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw fault("a colon") }
            members[ExactText(name)] = try value()
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault("a comma or }") }
        }
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw fault("a comma or ]") }
        }
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        if take("-"), position < bytes.count, bytes[position] == UInt8(ascii: "I") {
            return try word("Infinity", .number("-inf"))
        }
        while position < bytes.count {
            switch bytes[position] {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
                UInt8(ascii: "-"):
                position += 1
                continue
            default: break
            }
            break
        }
        let text = text(start..<position)
        guard Double(text) != nil else {
            position = start
            throw fault("a value")
        }
        return .number(text)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let text = "\(word)".utf8
        guard bytes.count - position >= text.count else { throw fault("a value") }
        for (offset, byte) in text.enumerated() where bytes[position + offset] != byte { throw fault("a value") }
        position += text.count
        return value
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var start = position
        var content = ""
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                // The usual string has no escapes and is one piece.
                let last = text(start..<position)
                position += 1
                return content.isEmpty ? last : content + last
            }
            if byte == UInt8(ascii: "\\") {
                content += text(start..<position)
                position += 1
                content.unicodeScalars.append(try escape())
                start = position
            } else {
                guard byte >= 0x20 else { throw fault("no control character in a string") }
                position += 1
            }
        }
        throw fault("the end of a string")
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        guard position < bytes.count else { throw fault("an escape") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            // SQLite's texts end at NUL, and what stands behind it would be lost.
            if unit == 0 { return "\u{FFFD}" }
            if let scalar = Unicode.Scalar(unit) { return scalar }
            // A surrogate: with its other half it is one character, alone it is none.
            guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { return "\u{FFFD}" }
            let before = position
            position += 2
            let low = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(low) else {
                position = before
                return "\u{FFFD}"
            }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        default: throw fault("an escape that JSON has")
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault("four hexadecimal digits") }
        let digits = text(position..<position + 4)
        // A sign is none of the digits.
        guard digits.utf8.first != UInt8(ascii: "+"), let unit = UInt32(digits, radix: 16) else {
            throw fault("four hexadecimal digits")
        }
        position += 4
        return unit
    }

    private func text(_ range: Range<Int>) -> String {
        let piece = bytes.extracting(range)
        if let valid = try? UTF8Span(validating: piece) { return String(copying: valid) }
        // Bytes that are not UTF-8 become U+FFFD.
        return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func fault(_ expected: String) -> JSONFault {
        JSONFault("not JSON: expected \(expected) at byte \(position + 1)")
    }
}

extension JSONValue {
    /// Reads a text.
    ///
    /// - Throws: ``JSONFault`` for a text that is not JSON.
    public init(parsing text: String) throws(JSONFault) {
        self = try JSONParser.value(of: Array(text.utf8).span)
    }
}

/// The fault says why a text is no JSON value, in a few words without a full stop.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
