/// The Philox4x32-10 bijection turns a counter into random bits under a key, by ten rounds.
///
/// Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011, section 4.
enum Philox {
    /// Makes the counter of the block with this index in a stream.
    static func counter(block: UInt64, stream: UInt64) -> SIMD4<UInt32> {
        SIMD4(
            UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
            UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
    }

    /// Computes the four random words of one counter.
    static func block(key: SIMD2<UInt32>, counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
        var key = key
        var word = counter
        for _ in 0..<10 {
            let even = UInt64(0xD251_1F53) &* UInt64(word[0])
            let odd = UInt64(0xCD9E_8D57) &* UInt64(word[2])
            word = SIMD4(
                UInt32(truncatingIfNeeded: odd >> 32) ^ word[1] ^ key[0], UInt32(truncatingIfNeeded: odd),
                UInt32(truncatingIfNeeded: even >> 32) ^ word[3] ^ key[1], UInt32(truncatingIfNeeded: even))
            key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
        }
        return word
    }
}
