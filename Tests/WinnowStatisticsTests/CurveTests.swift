import Testing
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
}
