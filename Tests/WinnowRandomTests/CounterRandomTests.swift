import Testing
import WinnowRandom

struct CounterRandomTests {
    @Test("a stream's values do not depend on which other streams are read, or when")
    func orderDoesNotMatter() {
        let alone = (0..<8).map { stream -> [UInt64] in
            var random = CounterRandom(key: 77, stream: UInt64(stream))
            return (0..<20).map { _ in random.next() }
        }
        var streams = (0..<8).map { CounterRandom(key: 77, stream: UInt64($0)) }
        var seen = [[UInt64]](repeating: [], count: 8)
        var order = CounterRandom(key: 1)
        while let stream = order.element(of: (0..<8).filter { seen[$0].count < 20 }) {
            seen[stream].append(streams[stream].next())
        }
        #expect(seen == alone)
    }

    @Test("streams and keys differ from each other")
    func streamsDiffer() {
        var seen: Set<UInt64> = []
        for key in UInt64(0)..<30 {
            for stream in UInt64(0)..<30 {
                var random = CounterRandom(key: key << 20, stream: stream << 33)
                for _ in 0..<4 { seen.insert(random.next()) }
            }
        }
        #expect(seen.count == 30 * 30 * 4)
    }

    @Test("the first uniform number of key 0 is the known answer's upper 53 bits")
    func uniformGolden() {
        var random = CounterRandom(key: 0)
        #expect(random.uniform() == Double((0xE169_C58D_6627_E8D5 as UInt64) >> 11) / 0x1p53)
    }

    @Test("below gives every number equally often", arguments: [2, 3, 7, 10, 97])
    func belowIsUniform(bound: Int) {
        var random = CounterRandom(key: 5, stream: UInt64(bound))
        var counts = [Int](repeating: 0, count: bound)
        let draws = 1000 * bound
        for _ in 0..<draws { counts[random.below(bound)] += 1 }
        let expected = [Double](repeating: 1000, count: bound)
        #expect(chiSquare(counts, expected: expected) < chiSquareLimit(degrees: bound - 1))
    }

    /// Without rejection 8/3 words fall on each number here: those ≡ 2 (mod 3) would come with 1/4 instead of 1/3.
    @Test("below has no bias for a bound that does not divide 2^64")
    func belowRejects() {
        var random = CounterRandom(key: 6)
        var counts = [0, 0, 0]
        for _ in 0..<30_000 { counts[random.below(3 << 61) % 3] += 1 }
        #expect(chiSquare(counts, expected: [10_000, 10_000, 10_000]) < chiSquareLimit(degrees: 2))
    }

    @Test("integers stay in their closed range and reach both ends")
    func closedRange() {
        var random = CounterRandom(key: 8)
        let drawn = Set((0..<400).map { _ in random.integer(in: -3...4) })
        #expect(drawn == Set(-3...4))
        #expect(random.integer(in: 9...9) == 9)
        #expect(random.below(1) == 0)
    }

    @Test("every order of four elements is equally likely")
    func shuffleIsUniform() {
        var random = CounterRandom(key: 9)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<24_000 {
            var elements = [0, 1, 2, 3]
            random.shuffle(&elements)
            counts[elements, default: 0] += 1
        }
        #expect(counts.count == 24)
        let expected = [Double](repeating: 1000, count: 24)
        #expect(chiSquare(Array(counts.values), expected: expected) < chiSquareLimit(degrees: 23))
    }

    @Test("shuffling keeps the elements, and nothing is drawn for fewer than two")
    func shuffleKeepsElements() {
        var random = CounterRandom(key: 10)
        var many = Array(0..<100)
        random.shuffle(&many)
        #expect(many != Array(0..<100))
        #expect(many.sorted() == Array(0..<100))
        var untouched = CounterRandom(key: 11)
        var expected = CounterRandom(key: 11)
        var one = [5]
        untouched.shuffle(&one)
        #expect(one == [5])
        #expect(untouched.element(of: [Int]()) == nil)
        #expect(untouched.next() == expected.next())
    }

    @Test("standard normal numbers have the moments 0, 1, 0, 3 within five standard errors")
    func normalMoments() {
        let n = 100_000
        var random = CounterRandom(key: 12)
        var sums = [0.0, 0, 0, 0]
        var neighbours = 0.0
        var last = 0.0
        for _ in 0..<n {
            let x = random.standardNormal()
            sums[0] += x
            sums[1] += x * x
            sums[2] += x * x * x
            sums[3] += x * x * x * x
            neighbours += x * last
            last = x
        }
        let moments = sums.map { $0 / Double(n) }
        let error = 5 / Double(n).squareRoot()
        #expect(abs(moments[0]) < error)
        #expect(abs(moments[1] - 1) < error * 2.0.squareRoot())
        #expect(abs(moments[2]) < error * 15.0.squareRoot())
        #expect(abs(moments[3] - 3) < error * 96.0.squareRoot())
        #expect(abs(neighbours / Double(n)) < error)
    }
}
