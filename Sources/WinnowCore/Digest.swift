public import Foundation
import WinnowDigest

/// SHA-256 over texts and numbers, as lower-case hexadecimal digits.
public struct Digest {
    private var hash = SHA256()

    public init() {}

    public mutating func combine(_ data: Data) {
        hash.update(data)
    }

    /// Adds the UTF-8 bytes and a zero byte, so that neighbouring texts cannot run into each other.
    public mutating func combine(_ text: String) {
        hash.update(Array(text.utf8) + [0])
    }

    /// Adds eight bytes, least significant first.
    public mutating func combine(_ bits: UInt64) {
        hash.update(stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0)) })
    }

    public var hexadecimal: String {
        hash.value.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}

extension Digest {
    /// SHA-256 of the UTF-8 bytes of a text, as `sha256sum` prints it.
    public static func sha256(of text: String) -> String {
        var digest = Digest()
        digest.combine(Data(text.utf8))
        return digest.hexadecimal
    }
}
