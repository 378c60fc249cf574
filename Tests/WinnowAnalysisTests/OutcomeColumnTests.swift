import Testing
import WinnowSelection

@testable import WinnowAnalysis

@Suite("Columns of outcomes")
struct OutcomeColumnTests {
    @Test("a column gives back what was put in, equal outcomes or not")
    func roundTrip() {
        let outcomes = (0..<100).map { index -> Outcome in
            let right = Double(index % 7) / 7
            let error: Double? = index % 5 == 0 ? 0.1 : nil
            let spent = Spending(samples: Double(index % 3))
            return Outcome(right: right, wrong: 0, abstained: 1 - right, spent: spent, standardError: error)
        }
        #expect(Array(OutcomeColumn(outcomes)) == outcomes)
        #expect(OutcomeColumn([]).isEmpty)
    }
}
