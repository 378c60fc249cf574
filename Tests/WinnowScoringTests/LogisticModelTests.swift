import Glibc
import Testing
import WinnowRandom

@testable import WinnowScoring

@Suite("Logistic model")
struct LogisticModelTests {
    @Test("finds the coefficients that data were drawn from, whatever the features' scale")
    func recovery() {
        var random = CounterRandom(key: 2)
        var rows: [[Double]] = []
        var outcomes: [Bool] = []
        for _ in 0..<20_000 {
            let row = [random.standardNormal() * 100 + 40, random.standardNormal() / 50]
            let score = 0.5 + 0.012 * (row[0] - 40) - 30 * row[1]
            rows.append(row)
            outcomes.append(random.uniform() < 1 / (1 + exp(-score)))
        }
        let model = LogisticModel(features: ["a", "b"], rows: rows, outcomes: outcomes)
        #expect(abs(model.coefficients[0] / model.deviations[0] - 0.012) < 0.001)
        #expect(abs(model.coefficients[1] / model.deviations[1] + 30) < 2)
        // The maximum-likelihood intercept makes the mean prediction the share of right ones.
        let predicted = rows.reduce(0) { $0 + model.probability($1) } / 20_000
        #expect(abs(predicted - Double(outcomes.count { $0 }) / 20_000) < 1e-6)
    }

    @Test("stays finite on separable data, on a constant feature and on outcomes that are all alike")
    func degenerate() {
        let rows = (0..<40).map { [Double($0), 3] }
        let separable = LogisticModel(features: ["x", "constant"], rows: rows, outcomes: (0..<40).map { $0 > 19 })
        #expect(separable.probability([39, 3]) > 0.95 && separable.probability([0, 3]) < 0.05)
        let alike = LogisticModel(features: ["x", "constant"], rows: rows, outcomes: rows.map { _ in true })
        #expect(alike.probability([5, 3]) > 0.9)
        #expect(alike.intercept.isFinite && alike.coefficients.allSatisfy { $0.isFinite })
    }
}
