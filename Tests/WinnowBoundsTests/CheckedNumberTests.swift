import Testing
import WinnowBounds

@Suite("Numbers from elsewhere")
struct CheckedNumberTests {
    /// Numbers at which conversions and sums break.
    static let integers = [Int.min, .min + 1, -1 << 53, -1, 0, 1, 1 << 31, 1 << 53, .max - 1, .max]
    static let numbers: [Double] = [
        .nan, .signalingNaN, .infinity, -.infinity, 1e308, -1e308, 0x1p63, -0x1p63, 0x1p63.nextDown, (-0x1p63).nextDown,
        1e30,
        -1e30, 0.5, -0.5, 0, -0.0, .leastNonzeroMagnitude, 2.9, -2.9,
    ]

    @Test("a whole part is exact or none", arguments: numbers)
    func wholeParts(number: Double) {
        if let whole = Int(wholePart: number) {
            #expect(Double(whole) == number.rounded(.towardZero))
        } else {
            #expect(number.isNaN || number >= 0x1p63 || number < -0x1p63)
        }
        let clamped = Int(clamping: number)
        #expect(
            number.isNaN ? clamped == 0 : number >= 0x1p63 ? clamped == .max : number < -0x1p63 ? clamped == .min : true
        )
    }

    @Test("sums and products are those of numbers without end, cut to what there is", arguments: integers, integers)
    func arithmetic(one: Int, other: Int) {
        func cut(_ value: Int128) -> Int {
            value > Int128(Int.max) ? .max : value < Int128(Int.min) ? .min : Int(value)
        }
        #expect(one.addingClamped(other) == cut(Int128(one) + Int128(other)))
        #expect(one.multipliedClamped(by: other) == cut(Int128(one) * Int128(other)))
        #expect([one, other].sumClamped() == one.addingClamped(other))
    }

    @Test("any number of seconds is a time that can be waited for", arguments: numbers)
    func durations(number: Double) {
        let time = Duration.seconds(clamping: number)
        #expect(time >= .zero && time <= .seconds(Bounds.wait.limit))
        if number > 0, number < 100 { #expect(abs(time / .seconds(1) - number) < 1e-9) }
        if number.isNaN || number <= 0 { #expect(time == .zero) }
        if number == .infinity { #expect(time == .seconds(Bounds.wait.limit)) }
    }

    @Test("a count of tokens is a number that a sum holds, or none", arguments: integers)
    func tokenCounts(count: Int) {
        #expect(Int.tokenCount(count) == (count >= 0 && count <= 1_000_000_000_000 ? count : nil))
    }

    @Test("a log-probability is finite and not positive but for rounding", arguments: numbers)
    func logProbabilities(number: Double) {
        let isOne = number <= 0.001 && number > -.infinity
        #expect((LogProbability.checked(number) != nil) == isOne)
        #expect(
            (LogProbability.checked(LogProbability.sum([-1, number])) != nil)
                == (isOne && number > -1e308 || number == -1e308))
        #expect(LogProbability.checked(nil) == nil)
    }

    @Test("a sum in which one token has no probability is none, though the sum could be one")
    func oddToken() {
        #expect(LogProbability.checked(LogProbability.sum([-5, 2])) == nil)
        #expect(LogProbability.checked(LogProbability.sum([-5, -2])) == -7)
        #expect(LogProbability.sum([]) == 0)
    }

    @Test("limits are written with the unit in which they are whole")
    func descriptions() {
        #expect(Bounds.record.description == "64 MiB" && Bounds.wait.description == "7 days")
        #expect(Bounds.values.description == "4,000,000 values" && Bounds.depth.description == "200 levels")
        #expect(
            Bound.bytes(1023) == "1023 bytes" && Bound.bytes(1536) == "1536 bytes" && Bound.bytes(3 << 30) == "3 GiB")
        #expect(Set(Bounds.all.map(\.subject)).count == Bounds.all.count)
    }
}
