import Testing
import WinnowSelection

@testable import WinnowAnalysis

@Suite("Columns of outcomes")
struct OutcomeColumnTests {
    @Test("a column gives back what was put in, equal outcomes or not")
    func roundTrip() {
        let outcomes = (0..<100).map { index in
            Outcome(
                right: Double(index % 7) / 7, wrong: 0, abstained: 1 - Double(index % 7) / 7,
                spent: Spending(samples: Double(index % 3)), standardError: index % 5 == 0 ? 0.1 : nil)
        }
        #expect(Array(OutcomeColumn(outcomes)) == outcomes)
        #expect(OutcomeColumn([]).isEmpty)
    }
}
