import Foundation

/// A file stores numbers in one of these formats; all are widened to float32 exactly when read.
enum StoredNumber: String {
    case float32 = "F32"
    case bfloat16 = "BF16"
    case float16 = "F16"

    /// One number has so many bytes.
    var bytes: Int { self == .float32 ? 4 : 2 }

    /// Widens numbers, least significant byte first, into their place in an array.
    ///
    /// - Returns: whether all of them are finite.
    func widen(_ data: Data, into values: inout [Float], at start: Int) -> Bool {
        let count = data.count / bytes
        precondition(start >= 0 && start + count <= values.count, "\(count) numbers at \(start) of \(values.count)")
        switch self {
        case .float32: return Self.widen32(data.span, count, &values, start)
        case .bfloat16: return Self.widenBrain(data.span, count, &values, start)
        case .float16: return Self.widenHalf(data.span, count, &values, start)
        }
    }

    /// Plus infinity has these bits: the magnitude of every finite number is below them.
    private static let infinity: UInt32 = 0x7F80_0000

    private static func widen32(_ bytes: Span<UInt8>, _ count: Int, _ values: inout [Float], _ start: Int) -> Bool {
        var target = values.mutableSpan
        var largest: UInt32 = 0
        for i in 0..<count {
            let low = UInt32(bytes[4 * i]) | UInt32(bytes[4 * i + 1]) << 8
            let bits = low | UInt32(bytes[4 * i + 2]) << 16 | UInt32(bytes[4 * i + 3]) << 24
            largest = max(largest, bits & 0x7FFF_FFFF)
            target[start + i] = Float(bitPattern: bits)
        }
        return largest < infinity
    }

    private static func widenBrain(_ bytes: Span<UInt8>, _ count: Int, _ values: inout [Float], _ start: Int) -> Bool {
        var target = values.mutableSpan
        var largest: UInt32 = 0
        for i in 0..<count {
            let bits = UInt32(bytes[2 * i]) << 16 | UInt32(bytes[2 * i + 1]) << 24
            largest = max(largest, bits & 0x7FFF_FFFF)
            target[start + i] = Float(bitPattern: bits)
        }
        return largest < infinity
    }

    private static func widenHalf(_ bytes: Span<UInt8>, _ count: Int, _ values: inout [Float], _ start: Int) -> Bool {
        var target = values.mutableSpan
        var largest: UInt32 = 0
        for i in 0..<count {
            let half = UInt32(bytes[2 * i]) | UInt32(bytes[2 * i + 1]) << 8
            let value = Self.widened(half: half)
            largest = max(largest, value.bitPattern & 0x7FFF_FFFF)
            target[start + i] = value
        }
        return largest < infinity
    }

    /// Gives the value of an IEEE 754 half-precision number.
    static func widened(half: UInt32) -> Float {
        // Its fields in the places of a single's are the same number with an exponent bias of 127 instead of 15: a
        // power of two apart, for subnormal numbers too.
        let magnitude = half & 0x7FFF
        let scaled = Float(bitPattern: magnitude << 13) * 0x1p112
        let bits = magnitude >= 0x7C00 ? infinity | (magnitude & 0x3FF) << 13 : scaled.bitPattern
        return Float(bitPattern: bits | (half & 0x8000) << 16)
    }
}

/// The bytes are written one number after the other, least significant byte first.
struct LittleEndianBytes {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int) { bytes.reserveCapacity(count) }

    mutating func append(_ value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func append(contentsOf more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Appends numbers as float32.
    mutating func append(_ values: ArraySlice<Float>) {
        for value in values { append(value.bitPattern) }
    }

    /// Appends zeros until the count is a multiple of `alignment`.
    mutating func align(to alignment: Int) {
        while bytes.count % alignment != 0 { bytes.append(0) }
    }
}
