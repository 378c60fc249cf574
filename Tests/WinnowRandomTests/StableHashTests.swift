import TestGuards
import Testing
import WinnowRandom

/// Golden values were computed by an independent implementation that gives FNV-1a's published test values.
struct StableHashTests {
    @Test(
        "texts have their golden hashes",
        arguments: [
            ("", 0x1BBD_5C81_3C69_A8D7), ("a", 0x3AEC_69D2_86FB_D39B), ("foobar", 0x91C8_7046_627C_AE44),
            ("start 0 0 goal 2 2", 0xC950_01CD_6BC9_A226), ("ä€", 0x5F3E_167B_6271_4171),
        ] as [(String, UInt64)])
    func golden(text: String, hash: UInt64) {
        #expect(StableHash(text).value == hash)
    }

    @Test("numbers are added least significant byte first")
    func numbers() {
        var hash = StableHash()
        #expect(hash.value == 0xEFD0_1F60_BA99_2926)
        hash.combine(7)
        hash.combine("countdown")
        #expect(hash.value == 0x6C58_AA7C_6BE0_CFF4)
    }

    @Test("the same letters cut at other places differ")
    func separators() {
        func hash(_ parts: String...) -> UInt64 {
            var hash = StableHash()
            for part in parts { hash.combine(part) }
            return hash.value
        }
        let hashes = [
            hash("abc"), hash("ab", "c"), hash("a", "bc"), hash("", "abc"), hash("abc", ""), hash("a", "b", "c"),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("hashes of consecutive numbers spread over all bits")
    func spread() throws {
        var ones = [Int](repeating: 0, count: 64)
        for number in UInt64(0)..<4096 {
            var hash = StableHash()
            hash.combine(number)
            for bit in 0..<64 where hash.value >> UInt64(bit) & 1 == 1 { ones[bit] += 1 }
        }
        // Five standard deviations of a fair coin.
        #expect(try nonEmpty(ones).allSatisfy { abs($0 - 2048) < 5 * 32 })
    }
}
