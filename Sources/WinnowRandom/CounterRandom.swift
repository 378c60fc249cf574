import Glibc

/// A random stream is based on a counter: value `i` of stream `(key, stream)` is a pure function of the three numbers.
///
/// Because no state is carried between streams, the random numbers of one candidate do not depend on which
/// other candidates were drawn before it, on the batch size, on the thread count or on a resumption.
/// The standard library's `random(in:using:)` and `shuffled(using:)` are not used: their algorithms may change
/// between toolchains, and frozen problem sets must not.
///
/// Source: Philox4x32-10, Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
public struct CounterRandom: Sendable {
    private let key: SIMD2<UInt32>
    private let stream: UInt64
    private var block: UInt64 = 0
    private var spare: UInt64?

    /// Starts a stream at its first value.
    ///
    /// - Parameters:
    ///   - key: what the stream is for; see ``StableHash`` for deriving one from several parts.
    ///   - stream: an independent sequence under the same key, for example the index of a candidate.
    public init(key: UInt64, stream: UInt64 = 0) {
        self.key = SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
        self.stream = stream
    }

    /// Draws the next 64 uniformly random bits.
    public mutating func next() -> UInt64 {
        if let value = spare {
            spare = nil
            return value
        }
        let word = Philox.block(key: key, counter: Philox.counter(block: block, stream: stream))
        block &+= 1
        spare = UInt64(word[2]) | UInt64(word[3]) << 32
        return UInt64(word[0]) | UInt64(word[1]) << 32
    }

    /// Draws a uniform number in [0, 1) with 53 random bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Draws a standard normal number, by the Box–Muller transform of two uniform ones.
    public mutating func standardNormal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// Draws a uniform integer in `0 ..< bound`, without bias; the bound must be positive.
    ///
    /// Source: Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "below(\(bound)): the bound must be positive")
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold {
                product = next().multipliedFullWidth(by: range)
            }
        }
        return Int(product.high)
    }

    /// Draws a uniform integer in a closed range of fewer than 2^63 numbers.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// Draws a uniformly chosen element, or nil when there is none.
    public mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
    }

    /// Puts the elements into a uniformly random order (Fisher–Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, below(last + 1))
        }
    }
}
