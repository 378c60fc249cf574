import Testing
import WinnowDomains
import WinnowRandom

@Suite("Split")
struct SplitTests {
    @Test("a tenth of the keys goes to tune and a tenth to test")
    func shares() {
        var counts: [Split: Int] = [:]
        for index in 0..<20_000 { counts[Split(splitKey: "key \(index)"), default: 0] += 1 }
        // Five standard deviations of a binomial count are 212.
        #expect(abs(counts[.tune, default: 0] - 2000) < 212)
        #expect(abs(counts[.test, default: 0] - 2000) < 212)
    }

    /// The keys were hashed by another implementation of FNV-1a with MurmurHash3's finaliser.
    @Test(
        "the split of a key is frozen",
        arguments: [
            ("20 10 2", Split.test), ("20 13 2", .tune), ("20 18 2", .tune), ("", .train), ("+9; *9; -16", .train),
        ])
    func frozen(_ key: String, _ split: Split) {
        #expect(Split(splitKey: key) == split)
    }

    @Test("streams of different uses, seeds and indices differ; the same stream repeats")
    func streams() {
        let domain = ChainDomain()
        var first = domain.stream("train", seed: 1, index: 0)
        var values: [UInt64] = [first.next()]
        for other in [
            domain.stream("train", seed: 1, index: 1), domain.stream("train", seed: 2, index: 0),
            domain.stream("test", seed: 1, index: 0), UnchainDomain().stream("train", seed: 1, index: 0),
        ] {
            var stream = other
            values.append(stream.next())
        }
        #expect(Set(values).count == 5)
        var again = domain.stream("train", seed: 1, index: 0)
        #expect(again.next() == values[0])
    }
}
