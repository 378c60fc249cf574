import TestGuards
import Testing

@testable import WinnowSelection

@Suite("Numerics of the estimators")
struct NumericsTests {
    @Test("the rule for a degree integrates all powers up to it", arguments: [0, 1, 2, 7, 20, 100, 511, 1500])
    func quadrature(degree: Int) throws {
        let rule = GaussLegendre.rule(degree: degree, mass: 1)
        for power in 0...degree {
            var integral = 0.0
            for (node, weight) in try pairs(rule.nodes, rule.weights) {
                // u^power by repeated squaring.
                var (result, factor, rest) = (1.0, node, power)
                while rest > 0 {
                    if rest % 2 == 1 { result *= factor }
                    factor *= factor
                    rest /= 2
                }
                integral += weight * result
            }
            #expect(abs(integral - 1 / Double(power + 1)) < 1e-14, "u^\(power) with \(rule.nodes.count) nodes")
        }
    }

    @Test("probabilities of an urn are ratios of binomial coefficients")
    func hypergeometric() {
        func choose(_ n: Int, _ k: Int) -> Double {
            k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
        }
        for (population, marked, draws) in [(10, 4, 3), (10, 9, 8), (20, 20, 5), (30, 1, 29), (12, 0, 7)] {
            let values = hypergeometricProbabilities(population: population, marked: marked, draws: draws)
            #expect(values.count == min(marked, draws) + 1)
            for (j, value) in values.enumerated() {
                let exact = choose(marked, j) * choose(population - marked, draws - j) / choose(population, draws)
                #expect(abs(value - exact) < 1e-14)
            }
        }
    }

    @Test("binomial probabilities survive q^n below the least positive number")
    func extremeBinomial() {
        // (1/1024)^252 underflows; the mode is at 252.
        let values = binomialProbabilities(trials: 252, p: 1023.0 / 1024)
        #expect(abs(values.reduce(0, +) - 1) < 1e-14)
        let all = (0..<252).reduce(1.0) { product, _ in product * 1023 / 1024 }
        #expect(abs(values[252] - all) < 1e-14)
        #expect(abs(values[251] / values[252] - 252.0 / 1023) < 1e-13)
    }
}
