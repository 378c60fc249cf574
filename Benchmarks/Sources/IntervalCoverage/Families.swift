import Foundation
import WinnowRandom

/// A distribution of success rates over problems with a given mean.
struct Family {
    let name: String
    /// The rate that a problem is drawn with.
    let draw: (inout CounterRandom) -> Double

    /// The families whose mean is `mean`.
    static func all(mean: Double) -> [Family] {
        guard mean < 1 else { return [Family(name: "point mass") { _ in 1 }] }
        let betas = [(0.4, "heavy ends"), (2, "middle"), (20, "light ends")].map { size, words in
            Family(name: "Beta of size \(size), \(words)") { random in
                let right = gamma(mean * size, &random)
                let wrong = gamma((1 - mean) * size, &random)
                return right / max(right + wrong, .leastNormalMagnitude)
            }
        }
        let pairs = [0, 0.3, 0.8].filter { $0 < mean }.map { low in
            Family(name: "two points, \(low) and 1") { $0.uniform() < (1 - mean) / (1 - low) ? low : 1 }
        }
        return betas + pairs + [Family(name: "point mass") { _ in mean }]
    }

    /// A gamma variable.
    ///
    /// Source: Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000.
    private static func gamma(_ shape: Double, _ random: inout CounterRandom) -> Double {
        guard shape >= 1 else {
            return gamma(shape + 1, &random) * pow(1 - random.uniform(), 1 / shape)
        }
        let d = shape - 1 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = random.standardNormal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(1 - random.uniform()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }
}
