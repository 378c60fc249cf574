import Foundation
import TestGuards
import Testing
import WinnowDigest

/// The examples of FIPS 180-4, which NIST publishes as "SHA256.pdf" and among the vectors of its validation programme.
@Suite("SHA-256")
struct SHA256Tests {
    static let examples: [(message: [UInt8], hash: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            Array(
                ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
        ([0xbd], "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
    ]

    private static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the examples of the standard", arguments: examples)
    func standard(message: [UInt8], hash: String) {
        var whole = SHA256()
        whole.update(message)
        #expect(Self.digits(whole.value) == hash)
        var data = SHA256()
        data.update(Data(message))
        #expect(Self.digits(data.value) == hash)
    }

    @Test("pieces of any size make the hash of the whole", arguments: [1, 3, 55, 56, 63, 64, 65, 1000])
    func pieces(size: Int) throws {
        let message = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var whole = SHA256()
        whole.update(message)
        var pieces = SHA256()
        for start in try nonEmpty(Array(stride(from: 0, to: message.count, by: size))) {
            let slice = message[start..<min(message.count, start + size)]
            if start.isMultiple(of: 2) { pieces.update(Array(slice)) } else { pieces.update(Data(slice)) }
        }
        #expect(pieces.value == whole.value)
    }

    @Test("a copy goes on by itself, and reading the hash changes nothing")
    func copies() {
        var first = SHA256()
        first.update(Array("ab".utf8))
        var second = first
        _ = first.value
        first.update(Array("c".utf8))
        #expect(Self.digits(first.value) == Self.examples[1].hash)
        second.update(Array("x".utf8))
        var expected = SHA256()
        expected.update(Array("abx".utf8))
        #expect(second.value == expected.value)
        #expect(Self.digits(first.value) == Self.examples[1].hash)
    }
}
