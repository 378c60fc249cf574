import Foundation

/// Tokens as the bytes of `candidate.tokens`: little-endian, two bytes each.
enum TokenBlob {
    static func encode(_ tokens: [UInt16]) -> Data {
        var bytes = [UInt8](repeating: 0, count: 2 * tokens.count)
        for (index, token) in tokens.enumerated() {
            bytes[2 * index] = UInt8(truncatingIfNeeded: token)
            bytes[2 * index + 1] = UInt8(truncatingIfNeeded: token >> 8)
        }
        return Data(bytes)
    }

    static func decode(_ blob: Data) -> [UInt16] {
        let bytes = [UInt8](blob)
        return (0..<bytes.count / 2).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
    }
}
