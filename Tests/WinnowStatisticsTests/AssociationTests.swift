import Glibc
import TestGuards
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Associations within and over problems")
struct AssociationTests {
    /// Men and women admitted and rejected by six departments: Bickel, Hammel and O'Connell, Science 187, 1975.
    static let berkeley = StratifiedAssociation([
        FourfoldTable(both: 512, onlyFirst: 313, onlySecond: 89, neither: 19),
        FourfoldTable(both: 353, onlyFirst: 207, onlySecond: 17, neither: 8),
        FourfoldTable(both: 120, onlyFirst: 205, onlySecond: 202, neither: 391),
        FourfoldTable(both: 138, onlyFirst: 279, onlySecond: 131, neither: 244),
        FourfoldTable(both: 53, onlyFirst: 138, onlySecond: 94, neither: 299),
        FourfoldTable(both: 22, onlyFirst: 351, onlySecond: 24, neither: 317),
    ])

    @Test("the admissions of Berkeley have statsmodels' odds ratio, and the paradox")
    func berkeleyAdmissions() {
        // statsmodels.stats.contingency_tables.StratifiedTable(tables).oddsratio_pooled
        #expect(abs(Self.berkeley.oddsRatio - 0.9046968282586231) < 1e-12)
        #expect(abs(Self.berkeley.pooled.phi - 0.14273176020608103) < 1e-12)
        #expect(Self.berkeley.informativeProblems == 6)
    }

    @Test("two strata by hand")
    func byHand() {
        let association = StratifiedAssociation([
            FourfoldTable(both: 4, onlyFirst: 1, onlySecond: 2, neither: 3),
            FourfoldTable(both: 1, onlyFirst: 2, onlySecond: 1, neither: 4),
        ])
        // (4·3/10 + 1·4/8) / (1·2/10 + 2·1/8)
        #expect(abs(association.oddsRatio - 1.7 / 0.45) < 1e-12)
        // Pooled 5, 3, 3, 7: (35 − 9)/√(8·10·8·10)
        #expect(abs(association.pooled.phi - 26.0 / 80) < 1e-12)
        #expect(association.differences == [4.0 / 5 - 2.0 / 5, 1.0 / 3 - 1.0 / 5])
    }

    @Test("difficulty alone makes phi positive where the odds ratio is 1 and no problem shows a difference")
    func simpson() {
        // On the easy problem both properties have probability 3/4, on the hard one 1/4, independently.
        let association = StratifiedAssociation([
            FourfoldTable(both: 9, onlyFirst: 3, onlySecond: 3, neither: 1),
            FourfoldTable(both: 1, onlyFirst: 3, onlySecond: 3, neither: 9),
        ])
        #expect(abs(association.pooled.phi - 0.25) < 1e-12)
        #expect(abs(association.oddsRatio - 1) < 1e-12)
        #expect(association.differences == [0, 0])
    }

    @Test("empty cells give an infinite or undefined odds ratio, and no count is added")
    func emptyCells() {
        let implied = StratifiedAssociation([
            FourfoldTable(both: 5, onlyFirst: 0, onlySecond: 2, neither: 3), FourfoldTable(both: 4),
        ])
        #expect(implied.oddsRatio == .infinity && implied.informativeProblems == 1)
        let excluded = StratifiedAssociation([FourfoldTable(both: 0, onlyFirst: 2, onlySecond: 2, neither: 3)])
        #expect(excluded.oddsRatio == 0)
        let silent = StratifiedAssociation([FourfoldTable(both: 3, onlyFirst: 2), FourfoldTable()])
        #expect(silent.oddsRatio.isNaN && silent.informativeProblems == 0)
        #expect(silent.pooled.phi.isNaN && silent.differences.isEmpty)
        let replicates = implied.oddsRatios(Resampling(problems: 2, resamples: 400))
        // A quarter of the resamples has the silent problem only.
        #expect(abs(Double(replicates.undefined) / 400 - 0.25) < 0.1)
        #expect(replicates.interval()?.low == .infinity && replicates.interval()?.high == .infinity)
        #expect(silent.oddsRatios(Resampling(problems: 2, resamples: 100)).interval() == nil)
    }

    @Test("replicates of a resample are the statistic of that resample")
    func replicates() throws {
        let resampling = Resampling(problems: 6, resamples: 50)
        let (phis, ratios) = (Self.berkeley.phis(resampling), Self.berkeley.oddsRatios(resampling))
        let resampled = (0..<50).map { resample in
            StratifiedAssociation(
                zip(Self.berkeley.tables, resampling.weights(of: resample)).flatMap { table, weight in
                    repeatElement(table, count: Int(weight))
                })
        }
        for (value, expected) in try pairs(phis.values, resampled.map(\.pooled.phi).sorted()) {
            #expect(abs(value - expected) < 1e-12)
        }
        for (value, expected) in try pairs(ratios.values, resampled.map(\.oddsRatio).sorted()) {
            #expect(abs(value - expected) < 1e-12)
        }
    }

    @Test("the cluster bootstrap has the spread of Robins, Breslow and Greenland where candidates are independent")
    func spread() {
        // statsmodels' logodds_pooled_se of the Berkeley data checks the formula.
        #expect(abs(Self.robinsBreslowGreenland(Self.berkeley.tables).squareRoot() - 0.08098890965622091) < 1e-12)
        var random = CounterRandom(key: StableHash("independent candidates").value)
        let tables = (0..<300).map { _ in
            let (first, second) = (random.uniform(), random.uniform())
            var table = FourfoldTable()
            for _ in 0..<16 {
                let hasFirst = random.uniform() < first
                let hasSecond = random.uniform() < (hasFirst ? 0.1 + 0.9 * second : second)
                switch (hasFirst, hasSecond) {
                case (true, true): table.both += 1
                case (true, false): table.onlyFirst += 1
                case (false, true): table.onlySecond += 1
                case (false, false): table.neither += 1
                }
            }
            return table
        }
        let replicates = StratifiedAssociation(tables).oddsRatios(Resampling(problems: 300, resamples: 2_000))
        let spread = standardDeviation(of: replicates.values.map { log($0) })
        let formula = Self.robinsBreslowGreenland(tables).squareRoot()
        #expect(abs(spread / formula - 1) < 0.2, "\(spread) against \(formula)")
    }

    /// The variance of the logarithm of the Mantel–Haenszel odds ratio: Biometrics 42, 1986.
    private static func robinsBreslowGreenland(_ tables: [FourfoldTable]) -> Double {
        var (r, s, pr, mixed, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for table in tables {
            let agreeing = (table.both + table.neither) / table.total
            let (ri, si) = (table.both * table.neither / table.total, table.onlyFirst * table.onlySecond / table.total)
            r += ri
            s += si
            pr += agreeing * ri
            mixed += agreeing * si + (1 - agreeing) * ri
            qs += (1 - agreeing) * si
        }
        return pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s)
    }
}

@Suite("Bootstrap of other statistics")
struct BootstrapReplicatesTests {
    @Test("the weights of a resample give its mean, and sum to the number of problems")
    func weights() {
        let resampling = Resampling(problems: 12, resamples: 40, seed: 9)
        let means = resampling.means(of: BootstrapTests.values)
        for resample in 0..<40 {
            let weights = resampling.weights(of: resample)
            #expect(weights.reduce(0, +) == 12)
            let total = zip(weights, BootstrapTests.values).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(total / 12 - means[resample]) < 1e-12)
        }
    }

    @Test("quantiles of resamples are those of the drawn values, infinite ones included")
    func quantiles() {
        let values = [3.0, 1, .infinity, 2, 5]
        let resampling = Resampling(problems: 5, resamples: 60)
        let expected = (0..<60).map { resample in
            let drawn = zip(values, resampling.weights(of: resample)).flatMap { repeatElement($0.0, count: Int($0.1)) }
            // The middle of five.
            return drawn.sorted()[2]
        }
        #expect(resampling.quantiles(0.5, of: values).values == expected.sorted())
        #expect(quantile(0.5, of: values) == 3 && quantile(1, of: values) == .infinity)
        #expect(quantile(0.25, of: [1, 2, 3, 4]) == 1.75)
        #expect(quantile(0.5, of: []).isNaN)
    }

    @Test("undefined replicates are counted and left out, infinite ones are kept")
    func undefined() throws {
        let replicates = BootstrapReplicates([1, .nan, 3, .infinity, 2])
        #expect(replicates.undefined == 1 && replicates.values == [1, 2, 3, .infinity])
        let interval = try #require(replicates.interval(confidence: 0.5))
        #expect(interval.low == 1.75 && interval.high == .infinity)
        #expect(BootstrapReplicates([.nan]).interval() == nil)
    }

    @Test("a ratio's interval is exact binomial where all problems agree")
    func ratios() throws {
        let resampling = Resampling(problems: 4, resamples: 500)
        let agreed = try #require(Interval.ratio(of: [2, 1, 0, 3], over: [2, 1, 0, 3], resampling: resampling))
        #expect(agreed == .clopperPearson(successes: 3, trials: 3))
        #expect(Interval.ratio(of: [0, 0, 0, 0], over: [0, 0, 0, 0], resampling: resampling) == nil)
        let mixed = try #require(Interval.ratio(of: [1, 0, 1, 2], over: [2, 1, 2, 2], resampling: resampling))
        #expect(mixed.low < 4.0 / 7 && mixed.high > 4.0 / 7)
    }

    @Test("where a cell is empty the other limit is exact given the margins")
    func exactLimits() throws {
        func association(_ counts: [[Double]]) -> StratifiedAssociation {
            StratifiedAssociation(
                counts.map { FourfoldTable(both: $0[0], onlyFirst: $0[1], onlySecond: $0[2], neither: $0[3]) })
        }
        // (2ψ / (1 + 2ψ))³ = 0.025.
        let three = association([[1, 0, 1, 1], [1, 0, 1, 1], [1, 0, 1, 1], [2, 0, 3, 0]])
        let share = pow(0.025, 1.0 / 3)
        let low = try #require(three.exactLimits()).low
        #expect(abs(low - share / (2 * (1 - share))) < 1e-12)
        #expect(try #require(three.exactLimits()).high == .infinity)
        // By convolving the noncentral hypergeometric distributions of the tables (a few lines of Python) and halving.
        let several = association([[3, 0, 2, 4], [5, 0, 0, 3], [1, 0, 6, 2]])
        #expect(abs(try #require(several.exactLimits()).low - 2.5796215822411286) < 1e-11)
        #expect(abs(try #require(association([[4, 0, 0, 4]]).exactLimits()).low - 1.3390717494560727) < 1e-11)
        // The other way round the odds ratio is 0, and its limit the inverse.
        let mirrored = association([[0, 3, 4, 2], [0, 5, 3, 0], [0, 1, 2, 6]])
        let limits = try #require(mirrored.exactLimits())
        #expect(limits.low == 0 && abs(limits.high - 1 / 2.5796215822411286) < 1e-12)
        #expect(association([[1, 1, 1, 1]]).exactLimits() == nil && association([[2, 0, 3, 0]]).exactLimits() == nil)
    }
}
