/// Writes zip archives whose lengths and checksums are right, so that what is in them is reached.
struct ZipWriter {
    /// How a member is packed; nothing is made smaller by the first three.
    enum Method: CaseIterable {
        case stored
        case deflated
        case zstandard

        /// A zstd frame that repeats one byte.
        case repeated

        /// A frame that says it holds more than it does.
        case lying

        var number: Int {
            switch self {
            case .stored: 0
            case .deflated: 8
            case .zstandard, .repeated, .lying: 93
            }
        }
    }

    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ content: [UInt8], _ method: Method) {
        let (packed, size, checksum) = Self.packed(content, method)
        let offset = bytes.count
        let fields =
            Self.number(20, 2) + Self.number(0, 2) + Self.number(method.number, 2) + Self.number(0, 4)
            + Self.number(Int(checksum), 4) + Self.number(packed.count, 4) + Self.number(size, 4)
            + Self.number(name.utf8.count, 2) + Self.number(0, 2)
        bytes += Self.number(0x0403_4B50, 4) + fields + name.utf8 + packed
        directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + fields
        directory += Self.number(0, 10) + Self.number(offset, 4) + name.utf8
        count += 1
    }

    /// The whole archive.
    func finished() -> [UInt8] {
        bytes + directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(count, 2)
            + Self.number(count, 2) + Self.number(directory.count, 4) + Self.number(bytes.count, 4) + Self.number(0, 2)
    }

    private static func packed(_ content: [UInt8], _ method: Method) -> ([UInt8], size: Int, checksum: UInt32) {
        switch method {
        case .stored: return (content, content.count, checksum(content))
        case .deflated:
            // One stored block (RFC 1951, section 3.2.4).
            let short = Array(content.prefix(0xFFFF))
            let block = [1] + number(short.count, 2) + number(short.count ^ 0xFFFF, 2) + short
            return (block, short.count, checksum(short))
        case .zstandard:
            return (frame(content.count, type: 0, content.count, content), content.count, checksum(content))
        case .repeated:
            let size = 16 * content.count
            let all = [UInt8](repeating: content.first ?? 0x20, count: size)
            return (frame(size, type: 1, size, [content.first ?? 0x20]), size, checksum(all))
        case .lying: return (frame(1 << 30, type: 0, content.count, content), 1 << 30, checksum(content))
        }
    }

    /// A zstd frame of one segment and one block (RFC 8878, section 3.1.1).
    private static func frame(_ size: Int, type: Int, _ blockSize: Int, _ block: [UInt8]) -> [UInt8] {
        number(0xFD2F_B528, 4) + [0xA0] + number(size, 4) + number(1 | type << 1 | blockSize << 3, 3) + block
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
