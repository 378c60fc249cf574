import WinnowCore
import WinnowReport
import WinnowSelection
import WinnowStatistics

/// The model has the success rates of a run's problems as a beta distribution with a mass at zero, refitted in each
/// resample.
struct SuccessModel: Sendable {
    let rates: SuccessRates
    let fit: BetaBinomialFit
    let plain: BetaBinomialFit
    let test: ZeroMassTest

    /// The refits are those of the resamples, with and without the mass at zero.
    let refits: [BetaBinomial]
    let plainRefits: [BetaBinomial]

    /// - Parameter resampling: as many fits are made as it has resamples.
    /// - Throws: `CancellationError` when cancelled.
    init(_ rates: SuccessRates, resampling: Resampling, observe: (Double) async -> Void) async throws {
        self.rates = rates
        let fit = BetaBinomialFit(successes: rates.successes, trials: rates.trials)
        let plain = BetaBinomialFit(successes: rates.successes, trials: rates.trials, withZeroMass: false)
        (self.fit, self.plain) = (fit, plain)
        test = ZeroMassTest(fit, against: plain)
        let pairs = try await concurrentMap(Array(0..<resampling.resamples), observe: observe) { resample in
            let weights = resampling.weights(of: resample)
            func refit(_ original: BetaBinomialFit, withZeroMass: Bool) -> BetaBinomial {
                BetaBinomialFit(
                    successes: rates.successes, trials: rates.trials, weights: weights, withZeroMass: withZeroMass,
                    from: original.distribution
                ).distribution
            }
            return (refit(fit, withZeroMass: true), refit(plain, withZeroMass: false))
        }
        refits = pairs.map(\.0)
        plainRefits = pairs.map(\.1)
    }

    /// Computes a quantity of the fitted distribution, with its interval.
    func cell(_ quantity: (BetaBinomial) -> Double) -> Cell {
        .estimate(quantity(fit.distribution), BootstrapReplicates(refits.map(quantity)))
    }

    /// The figures are the parameters, with and without the mass at zero.
    var parameters: FigureGroup {
        let number = Column.Kind.estimate(.decimal(digits: 3))
        func figures(_ row: String, _ fit: BetaBinomialFit, _ refits: [BetaBinomial]) -> [Figure] {
            func cell(_ quantity: (BetaBinomial) -> Double) -> Cell {
                .estimate(quantity(fit.distribution), BootstrapReplicates(refits.map(quantity)))
            }
            // Where no problem is ever solved, there is no rate for a and b to be about.
            let isDetermined = fit.distribution.zeroMass < 1
            let cells: [(Column, Cell)] = [
                (Column("a", kind: number), isDetermined ? cell(\.a) : .text("undetermined")),
                (Column("b", kind: number), isDetermined ? cell(\.b) : .text("undetermined")),
                (Column("zero_mass", header: "mass at zero", kind: .estimate(.percent(digits: 1))), cell(\.zeroMass)),
                (
                    Column("log_likelihood", header: "log-likelihood", kind: .number(.decimal(digits: 2))),
                    .number(fit.logLikelihood)
                ),
            ]
            return cells.map { Figure(row: row, column: $0, cell: $1, problems: rates.problems) }
        }
        let testCells: [(Column, Cell)] = [
            (
                Column("likelihood_ratio", header: "likelihood ratio", kind: .number(.decimal(digits: 2))),
                .number(test.statistic)
            ),
            (Column("p", kind: .number(.scientific(digits: 1))), .number(test.pValue)),
        ]
        return FigureGroup(
            name: "success-rates", title: "Success rates of problems as Beta(a, b) with a mass at zero, by likelihood",
            rowHeader: "model",
            figures: figures("with mass at zero", fit, refits)
                + testCells.map {
                    Figure(row: "with mass at zero", column: $0, cell: $1, problems: rates.problems)
                } + figures("without", plain, plainRefits),
            footnotes: [
                "Mass at zero: the share of problems that no number of samples solves; 1 minus it bounds coverage. Likelihood ratio: "
                    + "twice the gain of the mass at zero; its p halves that of a chi-squared with one degree of freedom, as "
                    + "no mass is the boundary. a + b is searched for between 0.001 (every problem always or never) and "
                    + "1,000,000 (all alike). Intervals: percentile bootstrap over problems, 95 %, \(refits.count) refits."
            ])
    }

    /// Says how many problems have which share of right candidates, beside what the model expects.
    func histogram(resampling: Resampling) -> FigureGroup {
        let share = Column.Kind.estimate(.percent(digits: 1))
        let bins = zip(rates.successes, rates.trials).map { SuccessRates.bin(successes: $0, trials: $1) }
        let expected = rates.expectedShares(fit.distribution.probabilities(trials:))
        let replicates = refits.map { rates.expectedShares($0.probabilities(trials:)) }
        let figures = SuccessRates.binNames.enumerated().flatMap { bin, name in
            [
                Figure(
                    row: name, column: Column("measured", kind: share),
                    cell: .mean(of: bins.map { $0 == bin ? 1 : 0 }, resampling), problems: rates.problems),
                Figure(
                    row: name, column: Column("beta_binomial", header: "beta-binomial", kind: share),
                    cell: .estimate(expected[bin], BootstrapReplicates(replicates.map { $0[bin] })),
                    problems: rates.problems),
            ]
        }
        return FigureGroup(
            name: "histogram", title: "Problems by their share of right candidates", rowHeader: "right candidates",
            figures: figures,
            footnotes: [
                "Shares of problems. None and all are apart; the lower end of a bin belongs to it. Measured: Wilson intervals; "
                    + "beta-binomial: what the fit with a mass at zero expects of pools of this size, with its bootstrap interval."
            ])
    }
}

/// The rates count the candidates of each problem, and those that are right.
struct SuccessRates: Sendable {
    let successes: [Int]
    let trials: [Int]

    init(successes: [Int], trials: [Int]) {
        (self.successes, self.trials) = (successes, trials)
    }

    init(_ pools: [Pool]) {
        self.init(
            successes: pools.map { pool in pool.candidates.count { $0.answer != nil && $0.isRight } },
            trials: pools.map(\.candidates.count))
    }

    var problems: Int { trials.count }

    /// The bins of ``bin(successes:trials:)`` have these names.
    static let binNames =
        ["none"] + (0..<10).map { "\(10 * $0)–\(10 * $0 + 10) %" } + ["all"]

    /// Finds the bin of a success rate: none and all are apart, and between them are ten of equal width, the lower end
    /// included.
    static func bin(successes: Int, trials: Int) -> Int {
        successes == 0 ? 0 : successes == trials ? 11 : 1 + 10 * successes / trials
    }

    /// Computes the share of problems in each bin that a distribution expects with these trials.
    func expectedShares(_ distribution: (Int) -> [Double]) -> [Double] {
        var shares = [Double](repeating: 0, count: Self.binNames.count)
        for (trials, count) in Dictionary(trials.map { ($0, 1) }, uniquingKeysWith: +) {
            for (successes, probability) in distribution(trials).enumerated() {
                shares[Self.bin(successes: successes, trials: trials)] +=
                    probability * Double(count) / Double(problems)
            }
        }
        return shares
    }
}
