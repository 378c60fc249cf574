import WinnowRandom
import WinnowSelection

/// Times the closed forms and the exact majority at budgets 1, 2, 4 … 1,024 for 1,000 problems with 1,024 candidates
/// and 32 answers of harmonic frequencies, on one core.
///
/// Each problem has its own random draw of the answers, its own right answer, blanks, verdicts and scores.
@main
enum EstimatorBenchmark {
    static let problems = 1_000
    static let candidates = 1_024
    static let answers = 32
    static let budgets = (0...10).map { 1 << $0 }

    /// What the target is about: the closed forms and the exact majority.
    static let measured = ["single", "majority", "best-logprob", "shortest-trace", "verifier", "oracle"]

    /// Seconds for all of ``measured``.
    static let target = 3.0

    /// Strategies that fall back to a majority, which are built from the same parts.
    static let others = ["majority-trace-legal", "verifier-majority"]

    static func main() throws {
        let pools = try (0..<problems).map(pool)
        print("\(problems) problems, \(candidates) candidates, budgets \(budgets); times per problem, all budgets")
        print("strategy              total s   p50 µs   p90 µs   p99 µs   max µs")
        let total = try measured.reduce(0) { try $0 + time($1, on: pools) }
        for name in others { _ = try time(name, on: pools) }
        print(
            "closed forms and exact majority: \(fixed(total, 3)) s, target \(fixed(target, 0)) s:",
            total < target ? "met" : "missed")
    }

    /// Prints a strategy's times and returns their sum in seconds.
    static func time(_ name: String, on pools: [Pool]) throws -> Double {
        guard let strategy = Strategies.named(name) else { fatalError("there is no strategy \(name)") }
        let clock = ContinuousClock()
        var times: [Double] = []
        var checksum = 0.0
        for pool in pools {
            let start = clock.now
            let outcomes = try strategy.outcomes(for: pool, budgets: budgets)
            times.append((clock.now - start) / .microseconds(1))
            checksum += outcomes.reduce(0) { $0 + $1.right }
        }
        print(row(name, times) + "  mean right \(fixed(checksum / Double(problems * budgets.count), 4))")
        return times.reduce(0, +) / 1e6
    }

    static func row(_ name: String, _ times: [Double]) -> String {
        let sorted = times.sorted()
        let percentiles = [0.5, 0.9, 0.99, 1].map { sorted[min(Int($0 * Double(sorted.count)), sorted.count - 1)] }
        let total = times.reduce(0, +) / 1e6
        let cells = [fixed(total, 3)] + percentiles.map { fixed($0, 0) }
        return padded(name, 20, left: true) + cells.map { padded($0, 9, left: false) }.joined()
    }

    static func pool(_ problem: Int) throws -> Pool {
        var random = CounterRandom(key: StableHash("estimator benchmark").value, stream: UInt64(problem))
        let harmonic = (1...answers).reduce(into: [0.0]) { $0.append($0.last! + 1 / Double($1)) }
        let right = random.below(4)
        let drawn = (0..<candidates).map { _ in
            let mass = random.uniform() * harmonic[answers]
            let answer = harmonic.lastIndex { $0 <= mass } ?? 0
            let isRight = answer == right
            return Candidate(
                answer: random.below(20) == 0 ? nil : answer, isRight: isRight,
                isAccepted: isRight || random.below(8) == 0, logProbability: -40 * random.uniform(),
                tokens: 20 + random.below(200), traceTokens: 10 + random.below(100),
                traceIsLegal: random.below(2) == 0, flops: 1e9)
        }
        return try Pool(candidates: drawn, promptFlops: 1e8, key: UInt64(problem))
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
        let units = Int((value * Double(scale)).rounded())
        guard digits > 0 else { return String(units) }
        let fraction = String(units % scale)
        return "\(units / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    static func padded(_ text: String, _ width: Int, left: Bool) -> String {
        let space = String(repeating: " ", count: max(1, width - text.count))
        return left ? text + space : space + text
    }
}
