import Foundation

/// Tokens as the bytes of `candidate.tokens`: little-endian, two bytes each.
enum TokenBlob {
    static func encode(_ tokens: [UInt16]) -> Data {
        var data = Data(count: 2 * tokens.count)
        var bytes = data.mutableBytes
        for index in tokens.indices {
            bytes.storeBytes(of: tokens[index].littleEndian, toByteOffset: 2 * index, as: UInt16.self)
        }
        return data
    }

    static func decode(_ blob: Data) -> [UInt16] {
        let bytes = blob.span
        return (0..<bytes.count / 2).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
    }
}
