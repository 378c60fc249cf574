import Testing
import WinnowStatistics

@Suite("Power laws")
struct PowerLawTests {
    @Test("an exact law is found, and a constant has the exponent 0")
    func exact() throws {
        let x = [1.0, 2, 5, 40]
        let law = try #require(PowerLaw(x: x, y: x.map { 3 * $0 * $0.squareRoot() }))
        #expect(abs(law.exponent - 1.5) < 1e-12)
        #expect(abs(law.factor - 3) < 1e-12)
        #expect(try #require(PowerLaw(x: x, y: [2, 2, 2, 2])).exponent == 0)
    }

    @Test("one place has no law")
    func undefined() {
        #expect(PowerLaw(x: [2], y: [1]) == nil)
        #expect(PowerLaw(x: [2, 2], y: [1, 3]) == nil)
    }
}
