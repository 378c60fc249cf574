import Foundation
import TestGuards
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Piecewise-linear curves")
struct CurveTests {
    @Test("the first rise is interpolated, the first position where nothing is lacking, infinite where all is")
    func rises() {
        #expect(firstRise(of: [-0.3, -0.1, 0.1, 0.5], at: [0, 1, 3, 4]) == 2)
        #expect(firstRise(of: [0.2, 0.3], at: [5, 6]) == 5)
        #expect(firstRise(of: [-1, 0, 1], at: [1, 2, 3]) == 2)
        #expect(firstRise(of: [-1, -1e-14, 1], at: [1, 2, 3]) == 2)
        #expect(firstRise(of: [-1, -0.5], at: [1, 2]) == .infinity)
        #expect(firstRise(of: [], at: []) == .infinity)
    }

    @Test("a bracket is narrowed to the root in few steps, also of curves that are flat, steep or jump")
    func roots() {
        let functions: [(name: String, root: Double, value: (Double) -> Double)] = [
            ("line", 0.3, { $0 - 0.3 }), ("cube", 0.2, { ($0 - 0.2) * ($0 - 0.2) * ($0 - 0.2) }),
            ("steep", 0.0171, { 1 - exp(-200 * ($0 - 0.0171)) }), ("late", 0.9, { pow($0, 9) - pow(0.9, 9) }),
            ("jump", 0.625, { $0 < 0.625 ? -1 : 2 }),
        ]
        for (name, root, value) in functions {
            var bracket = RootBracket((0, value(0)), (1, value(1)))
            var steps = 0
            while !bracket.isSolved {
                let position = bracket.next
                bracket.narrow(at: position, value(position))
                steps += 1
            }
            #expect(abs(bracket.root - root) < (name == "cube" ? 1e-4 : 1e-11), "\(name): \(bracket.root)")
            #expect(steps <= (name == "jump" || name == "cube" ? 160 : 25), "\(name): \(steps) steps")
        }
    }

    private func curve(_ points: (Double, Double)...) -> PiecewiseLinear {
        PiecewiseLinear(positions: points.map(\.0), values: points.map(\.1))
    }

    @Test("two lines cross where they are equal, whichever is named first")
    func lines() {
        let rising = curve((0, 0), (10, 10))
        let falling = curve((0, 8), (10, 4))
        let position = 8 / 1.4
        let there = crossings(of: falling, rising)
        #expect(there.count == 1 && abs(there[0].position - position) < 1e-12 && there[0].isOvertaking)
        let back = crossings(of: rising, falling)
        #expect(back.count == 1 && abs(back[0].position - position) < 1e-12 && !back[0].isOvertaking)
    }

    @Test("every crossing of a zigzag is found, between knots and at them")
    func zigzag() {
        let flat = curve((0, 0), (100, 0))
        let zigzag = curve((1, -1), (3, 1), (4, 0), (5, -2), (6, 2), (7, 2), (8, -6), (9, -6))
        let found = crossings(of: flat, zigzag)
        #expect(found.map(\.position) == [2, 4, 5.5, 7.25])
        #expect(found.map(\.isOvertaking) == [true, false, true, false])
    }

    @Test("curves that touch, start or end as equals do not cross; a shared stretch is passed at its end")
    func touching() {
        let flat = curve((0, 0), (10, 0))
        #expect(crossings(of: flat, curve((0, 0), (10, 5))).isEmpty)
        #expect(crossings(of: flat, curve((0, 5), (5, 0), (10, 5))).isEmpty)
        #expect(crossings(of: flat, curve((0, -5), (10, 0))).isEmpty)
        #expect(crossings(of: flat, flat).isEmpty)
        #expect(
            crossings(of: flat, curve((0, -5), (2, 0), (6, 1e-14), (10, 5)))
                == [Crossing(position: 6, isOvertaking: true)])
    }

    @Test("only what both curves cover is compared")
    func ranges() {
        let flat = curve((0, 0), (4, 0))
        #expect(crossings(of: flat, curve((0, -6), (12, 6))).isEmpty)
        #expect(crossings(of: flat, curve((5, -6), (12, 6))).isEmpty)
        // One position: a constant from there on.
        #expect(crossings(of: curve((1, 0)), curve((0, -6), (12, 6))) == [Crossing(position: 6, isOvertaking: true)])
        #expect(crossings(of: curve((1, 0)), curve((2, 1))).isEmpty)
    }

    @Test("of equal positions the last value counts, and values between positions are interpolated")
    func values() {
        let curve = curve((1, 0), (2, 1), (2, 3), (4, 7))
        #expect(curve.positions == [1, 2, 4] && curve.values == [0, 3, 7])
        #expect([1, 1.5, 2, 3, 4].map { curve.value(at: $0) } == [0, 1.5, 3, 5, 7])
    }

    @Test("crossings are where a fine grid changes sign")
    func againstGrid() throws {
        var crossed = 0
        for seed in 0..<50 as Range<UInt64> {
            var random = CounterRandom(key: StableHash("random curves").value, stream: seed)
            func some() -> PiecewiseLinear {
                var position = 0.0
                let positions = (0..<8).map { _ in
                    position += 0.1 + random.uniform()
                    return position
                }
                return PiecewiseLinear(positions: positions, values: positions.map { _ in random.uniform() })
            }
            let (first, second) = (some(), some())
            let (start, end) = (max(first.start, second.start), min(first.end, second.end))
            let steps = 40_000
            let grid = (0...steps).map { start + (end - start) * Double($0) / Double(steps) }
            let signs = grid.map { second.value(at: min($0, end)) > first.value(at: min($0, end)) }
            let changes = (1...steps).filter { signs[$0] != signs[$0 - 1] }
            let found = crossings(of: first, second)
            #expect(found.count == changes.count, "seed \(seed)")
            crossed += found.count
            // Some curves do not cross.
            for (crossing, change) in try pairs(found, changes, mayBeEmpty: true) {
                #expect(abs(crossing.position - grid[change]) <= (end - start) / Double(steps) + 1e-9)
                #expect(crossing.isOvertaking == signs[change])
            }
        }
        #expect(crossed > 50)
    }
}
