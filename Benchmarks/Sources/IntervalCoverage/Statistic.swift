/// A strategy's expected share of right answers, as a function of how many of a problem's samples are right.
struct Statistic: Sendable {
    let name: String
    /// The value of a pool with 0, 1, … right samples.
    let values: [Double]
    /// Whether it is a difference of two strategies.
    var isDifference = false

    /// The strategies at budget `budget` on pools of `samples`, by their exact expectations over subsets: wrong answers
    /// are all alike for the majority, so that ties of two are shared, and first accepted has a sound verifier.
    static func all(samples: Int, budget: Int) -> [Statistic] {
        let single = (0...samples).map { Double($0) / Double(samples) }
        let drawn = (0...samples).map { right in
            (0...budget).map {
                binomial(right, $0) * binomial(samples - right, budget - $0) / binomial(samples, budget)
            }
        }
        let majority = drawn.map { chances in
            chances.enumerated().reduce(0.0) { sum, chance in
                sum + chance.element * (2 * chance.offset > budget ? 1 : 2 * chance.offset == budget ? 0.5 : 0)
            }
        }
        let oracle = drawn.map { 1 - $0[0] }
        // Sequentially: the i-th sample is the first that is accepted.
        let accepted = (0...samples).map { right in
            var missed = 1.0
            var found = 0.0
            for place in 0..<budget {
                let share = min(1, Double(right) / Double(samples - place))
                found += missed * share
                missed *= 1 - share
            }
            return found
        }
        return [
            Statistic(name: "single", values: single), Statistic(name: "majority", values: majority),
            Statistic(name: "first accepted", values: accepted), Statistic(name: "oracle", values: oracle),
            Statistic(name: "majority − single", values: zip(majority, single).map { $0 - $1 }, isDifference: true),
            Statistic(name: "oracle − majority", values: zip(oracle, majority).map { $0 - $1 }, isDifference: true),
        ]
    }

    private static func binomial(_ n: Int, _ k: Int) -> Double {
        k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }
}
