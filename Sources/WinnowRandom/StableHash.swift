/// A stable hash has 64 bits that are the same on every machine, in every process and in every version.
///
/// It derives random keys and assigns problems to splits. It is not cryptographic: files and pools are
/// identified by SHA-256 instead.
///
/// Source: FNV-1a (Fowler, Noll, Vo; IETF draft-eastlake-fnv) with MurmurHash3's 64-bit finaliser.
public struct StableHash: Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Hashes nothing, to be combined with parts.
    public init() {}

    /// Hashes one text.
    public init(_ text: String) {
        combine(text)
    }

    /// Adds the text's UTF-8 bytes, then a separator, so that ("ab", "c") and ("a", "bc") differ.
    public mutating func combine(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0xFF)
    }

    /// Adds eight bytes, least significant first.
    ///
    /// A number has no separator of its own, so the order of texts and numbers must be fixed by the caller.
    public mutating func combine(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    /// The value is the hash of all that was combined so far.
    public var value: UInt64 {
        var hash = state
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        hash = hash &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }

    private mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}
