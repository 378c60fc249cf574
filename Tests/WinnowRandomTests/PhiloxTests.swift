import Testing

@testable import WinnowRandom

/// Known answers of the Random123 distribution (`kat_vectors`, philox4x32 with 10 rounds).
struct PhiloxTests {
    struct KnownAnswer {
        var counter: SIMD4<UInt32>
        var key: SIMD2<UInt32>
        var words: SIMD4<UInt32>
    }

    static let knownAnswers = [
        KnownAnswer(
            counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
            words: SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
        KnownAnswer(
            counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
            words: SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)),
        KnownAnswer(
            counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0),
            words: SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)),
    ]

    @Test("Philox4x32-10 gives the published answers", arguments: knownAnswers)
    func knownAnswer(_ answer: KnownAnswer) {
        #expect(Philox.block(key: answer.key, counter: answer.counter) == answer.words)
    }

    @Test("a stream's values are the words of its blocks, low word first")
    func streamIsBlocks() {
        let (key, stream): (UInt64, UInt64) = (0x299F_31D0_A409_3822, 0x0370_7344_1319_8A2E)
        var random = CounterRandom(key: key, stream: stream)
        for block in UInt32(0)..<5 {
            let words = Philox.block(
                key: SIMD2(0xA409_3822, 0x299F_31D0), counter: SIMD4(block, 0, 0x1319_8A2E, 0x0370_7344))
            #expect(random.next() == UInt64(words[0]) | UInt64(words[1]) << 32)
            #expect(random.next() == UInt64(words[2]) | UInt64(words[3]) << 32)
        }
    }
}
