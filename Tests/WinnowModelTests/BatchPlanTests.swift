import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct BatchPlanTests {
    static func lengths(_ count: Int) -> [Int] {
        var random = CounterRandom(key: 31)
        return (0..<count).map { _ in random.integer(in: 2...200) }
    }

    @Test("every sequence is in exactly one batch", arguments: [1, 2, 100, 2048], [1, 500, 100_000])
    func coverage(count: Int, tokens: Int) throws {
        let batches = BatchPlan.batches(lengths: Self.lengths(count), tokens: tokens, seed: 1, chunk: 0)
        #expect(batches.flatMap(\.self).sorted() == Array(0..<count))
        #expect(try nonEmpty(batches).allSatisfy { !$0.isEmpty })
    }

    @Test("all batches but one reach the asked tokens, and none without its last sequence")
    func sizes() throws {
        let lengths = Self.lengths(2048)
        let loads = BatchPlan.batches(lengths: lengths, tokens: 2000, seed: 1, chunk: 0).map { batch in
            (whole: batch.reduce(0) { $0 + lengths[$1] }, last: lengths[batch[batch.count - 1]])
        }
        #expect(loads.count { $0.whole < 2000 } <= 1)
        #expect(try nonEmpty(loads).allSatisfy { $0.whole - $0.last < 2000 })
    }

    @Test("a batch's sequences are of like length: the ranges of lengths of two batches share an end at most")
    func likeLengths() {
        let lengths = Self.lengths(500)
        let ranges = BatchPlan.batches(lengths: lengths, tokens: 1000, seed: 2, chunk: 3).map { batch in
            (low: batch.map { lengths[$0] }.min() ?? 0, high: batch.map { lengths[$0] }.max() ?? 0)
        }.sorted { $0 < $1 }
        for (one, next) in zip(ranges, ranges.dropFirst()) { #expect(one.high <= next.low) }
    }

    @Test("the order depends on seed and chunk, and on nothing else")
    func order() {
        let lengths = Self.lengths(300)
        func plan(_ seed: UInt64, _ chunk: Int) -> [[Int]] {
            BatchPlan.batches(lengths: lengths, tokens: 1000, seed: seed, chunk: chunk)
        }
        #expect(plan(1, 0) == plan(1, 0))
        #expect(plan(1, 0) != plan(2, 0))
        #expect(plan(1, 0) != plan(1, 1))
    }
}
