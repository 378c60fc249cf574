import WinnowSelection

/// How many candidates of each problem there are and are right.
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

    /// The names of the bins of ``bin(successes:trials:)``.
    static let binNames =
        ["none"] + (0..<10).map { "\(10 * $0)–\(10 * $0 + 10) %" } + ["all"]

    /// The bin of a success rate: none and all apart, and between them ten of equal width, the lower end included.
    static func bin(successes: Int, trials: Int) -> Int {
        successes == 0 ? 0 : successes == trials ? 11 : 1 + 10 * successes / trials
    }

    /// The share of problems in each bin that a distribution expects with these trials.
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
