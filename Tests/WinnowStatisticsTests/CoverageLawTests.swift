import Glibc
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Coverage law")
struct CoverageLawTests {
    static let budgets = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]

    @Test("an exact law is recovered", arguments: [(-3.5, -0.4), (-0.8, -0.9), (-6, -0.05), (-0.2, -3), (-2, 0)])
    func exact(a: Double, b: Double) throws {
        let law = CoverageLaw(a: a, b: b)
        let coverages = Self.budgets.map { law.coverage(at: $0) }
        let fit = try #require(CoverageLaw(budgets: Self.budgets, coverages: coverages))
        #expect(abs(fit.a - a) < 1e-6 && abs(fit.b - b) < 1e-6)
        #expect(fit.error(budgets: Self.budgets, coverages: coverages) < 1e-8)
        #expect(abs(fit.coverage(at: 4_096) - law.coverage(at: 4_096)) < 1e-6)
    }

    @Test("no other law is nearer in squares of logarithms")
    func leastSquares() throws {
        let coverages = Self.budgets.map { 1 - pow(1 + 0.3 * Double($0), -0.7) }
        let fit = try #require(CoverageLaw(budgets: Self.budgets, coverages: coverages))
        let error = fit.error(budgets: Self.budgets, coverages: coverages)
        #expect(error > 1e-3)
        for (da, db) in [(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3), (1e-3, 1e-3), (-1e-3, 1e-3)] {
            let other = CoverageLaw(a: fit.a + da, b: fit.b + db)
            #expect(other.error(budgets: Self.budgets, coverages: coverages) > error)
        }
    }

    @Test("coverages without a law give none")
    func undefined() {
        #expect(CoverageLaw(budgets: [1, 2], coverages: [0.1, 0.2]) == nil)
        #expect(CoverageLaw(budgets: [1, 2, 4], coverages: [0, 0.1, 0.2]) == nil)
        #expect(CoverageLaw(budgets: [1, 2, 4], coverages: [1, 1, 1]) == nil)
        #expect(CoverageLaw(budgets: [1, 2, 4], coverages: [0.9, 1, 1]) != nil)
    }

    @Test("bootstrap intervals over problems cover the law of the population, least-squares intervals do not")
    func intervalsCover() throws {
        let (problems, samples, trials) = (100, 64, 200)
        // Success rates u³ are Beta(1/3, 1), so that the population's coverage has a closed form.
        let population = Self.budgets.map { BetaBinomial(a: 1.0 / 3, b: 1).coverage(at: $0) }
        let truth = try #require(CoverageLaw(budgets: Self.budgets, coverages: population))
        let resampling = Resampling(problems: problems, resamples: 200)
        var random = CounterRandom(key: StableHash("coverage of the coverage law").value)
        var (bootstrapCovers, bandCovers, leastSquaresCovers) = (0, 0, 0)
        for _ in 0..<trials {
            let successes = (0..<problems).map { _ in
                let rate = pow(random.uniform(), 3)
                return (0..<samples).count { _ in random.uniform() < rate }
            }
            let columns = Self.budgets.map { budget in
                successes.map { Self.passAtK(successes: $0, samples: samples, budget: budget) }
            }
            let replicates = columns.map { resampling.means(of: $0) }
            let laws = (0..<resampling.resamples).compactMap { resample in
                CoverageLaw(budgets: Self.budgets, coverages: replicates.map { $0[resample] })
            }
            let exponents = BootstrapReplicates(laws.map(\.b))
            let extrapolations = BootstrapReplicates(laws.map { $0.coverage(at: 1_024) })
            if try #require(exponents.interval()).contains(truth.b) { bootstrapCovers += 1 }
            if try #require(extrapolations.interval()).contains(truth.coverage(at: 1_024)) { bandCovers += 1 }
            let coverages = columns.map { mean(of: $0) }
            let fit = try #require(CoverageLaw(budgets: Self.budgets, coverages: coverages))
            if abs(fit.b - truth.b) <= 1.96 * Self.leastSquaresError(of: fit, coverages) { leastSquaresCovers += 1 }
        }
        // Nominal .95, binomial standard error .0154 in 200 trials; the percentile bootstrap undercovers slightly.
        let tolerance = 4 * (0.95 * 0.05 / Double(trials)).squareRoot()
        #expect(abs(Double(bootstrapCovers) / Double(trials) - 0.95) < tolerance, "\(bootstrapCovers) of \(trials)")
        #expect(abs(Double(bandCovers) / Double(trials) - 0.95) < tolerance, "\(bandCovers) of \(trials)")
        #expect(Double(leastSquaresCovers) / Double(trials) < 0.6, "\(leastSquaresCovers) of \(trials)")
    }

    /// 1 − C(n − c, k)/C(n, k).
    private static func passAtK(successes: Int, samples: Int, budget: Int) -> Double {
        1 - (0..<budget).reduce(1.0) { $0 * Double(max(0, samples - successes - $1)) / Double(samples - $1) }
    }

    /// The standard error of b that least squares claims, from the curvature and the residuals.
    private static func leastSquaresError(of law: CoverageLaw, _ coverages: [Double]) -> Double {
        var (aa, ab, bb) = (0.0, 0.0, 0.0)
        for budget in budgets {
            let power = pow(Double(budget), law.b)
            let slope = law.a * power * log(Double(budget))
            aa += power * power
            ab += power * slope
            bb += slope * slope
        }
        let error = law.error(budgets: budgets, coverages: coverages)
        let variance = error * error * Double(budgets.count) / Double(budgets.count - 2)
        return (variance * aa / (aa * bb - ab * ab)).squareRoot()
    }
}
