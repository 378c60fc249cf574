import Glibc

/// The answer wins the plurality of a random k-subset, under the tie rules that ignore the order of votes.
struct Plurality {
    let groups: [PartyGroup]
    let blanks: Int
    let draws: Int

    /// Gives P(the picked answer is right) with ties shared equally.
    ///
    /// Sharing is an integral over the winner's priority in (0, 1), of a polynomial whose degree is the number of
    /// others that can tie: at level t at most ⌊k/t⌋ − 1.
    func rightSharingTies() -> Double {
        descending { transform, atMost in
            let tied = min(draws / transform.level, partyCount(transform.contested))
            let rule = GaussLegendre.rule(degree: tied - 1, mass: atMost)
            return zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * transform.rightWins(priority: $1.0) }
        }
    }

    /// Gives P(a right answer has more votes than any other).
    func rightUniquely() -> Double {
        descending { transform, _ in transform.rightWins(priority: 0) }
    }

    /// Gives P(a right answer is among those with the most votes).
    func rightAmongWinners() -> Double {
        descending { transform, _ in transform.rightAmongWinners() }
    }

    /// Gives the sum over all levels at which a right answer can win.
    ///
    /// - Parameter share: a level's part, given the probability that nobody has more votes than the level.
    private func descending(_ share: (PluralityTransform, Double) -> Double) -> Double {
        guard let largestRight = groups.firstIndex(where: { $0.right > 0 }) else { return 0 }
        var transform = PluralityTransform(groups: groups, blanks: blanks, draws: draws)
        var total = 0.0
        var atMost = 1.0
        while transform.level > 1, atMost > 1e-16 {
            transform.descend()
            guard transform.contested > largestRight else { continue }
            total += share(transform, atMost)
            atMost = transform.probabilityBelow()
        }
        return total
    }

    private func partyCount(_ contested: Int) -> Int {
        groups.prefix(contested).reduce(0) { $0 + $1.right + $1.wrong }
    }
}

extension Plurality {
    /// Gives, per group, P(a given party of it is picked) with ties shared equally, as in ``rightSharingTies()``.
    func winsSharingTies() -> [Double] {
        var transform = PluralityTransform(groups: groups, blanks: blanks, draws: draws)
        var wins = [Double](repeating: 0, count: groups.count)
        var atMost = 1.0
        while transform.level > 1, atMost > 1e-16 {
            transform.descend()
            let parties = groups.prefix(transform.contested).reduce(0) { $0 + $1.right + $1.wrong }
            let rule = GaussLegendre.rule(degree: min(draws / transform.level, parties) - 1, mass: atMost)
            for (node, weight) in zip(rule.nodes, rule.weights) {
                for (group, probability) in transform.wins(priority: node).enumerated() {
                    wins[group] += weight * probability
                }
            }
            atMost = transform.probabilityBelow()
        }
        return wins
    }
}

extension PluralityTransform {
    /// Gives, per contested group, P(a given party of it has `level` votes, nobody has more, and it beats each tied
    /// party with probability `priority`).
    ///
    /// - Complexity: O(contested groups) for each block of angles: "all parties but one" is a product of those before,
    ///   those after, and the group without one party.
    func wins(priority: Double) -> [Double] {
        var totals = [SIMD4<Double>](repeating: .zero, count: contested)
        var after = [ComplexBlock](repeating: .one, count: contested + 1)
        for block in 0..<relevantBlocks[contested] {
            let start = block * groups.count
            for group in stride(from: contested - 1, through: 0, by: -1) {
                after[group] = after[group + 1] * others(group, start: start, priority: priority).all
            }
            var before = rest[block * (groups.count + 1) + contested]
            for group in 0..<contested {
                let (butOne, all) = others(group, start: start, priority: priority)
                let term = before * after[group + 1] * butOne * reached[start + group]
                totals[group] += weights[block] * term.real
                before = before * all
            }
        }
        return totals.map { $0.sum() }
    }

    /// Gives the product of the factors of all parties of a group but one, and of all.
    private func others(
        _ group: Int, start: Int, priority: Double
    ) -> (butOne: ComplexBlock, all: ComplexBlock) {
        let parties = groups[group].right + groups[group].wrong
        let factor = lower[start + group] + priority * reached[start + group]
        let butOne = parties == 1 ? .one : factor.power(parties - 1)
        return (butOne, butOne * factor)
    }
}

/// The Gauss–Legendre rule on [0, 1] integrates polynomials up to degree 2·count − 1 exactly by `count` nodes.
struct GaussLegendre: Sendable {
    let nodes: [Double]
    let weights: [Double]

    /// Gives a rule for the integral over u of a polynomial of this degree whose coefficients are at least 0 and sum to
    /// `mass`, with an error below 1e-16.
    ///
    /// (degree + 1)/2 nodes are exact. About √(11·degree) suffice in double precision: on the Bernstein ellipse with
    /// ρ = e^{2s}, |u|^z ≤ cosh(s)^{2z} ≤ e^{z·s²}, so that m nodes err by at most
    /// (32/15)·e^{z·s² − 4·(m−1)·s}/(1 − e^{−4s}), near its least at s = 2m/z: e^{−4·m²/z} times a small factor, which
    /// the exponent of 43 in place of 37 allows for.
    ///
    /// Source: Trefethen, "Is Gauss quadrature better than Clenshaw–Curtis?", SIAM Review 50, 2008, theorem 4.5.
    static func rule(degree: Int, mass: Double) -> GaussLegendre {
        let exact = (degree + 2) / 2
        let exponent = max(0, 43 + log(mass))
        let sufficient = max(1, Int((Double(degree) * exponent / 4).squareRoot().rounded(.up)))
        let count = min(exact, sufficient)
        return count <= rules.count ? rules[count - 1] : GaussLegendre(count: count)
    }

    /// The rules with 1, 2, … nodes are kept; larger ones are rare.
    private static let rules = (1...48).map(GaussLegendre.init(count:))

    /// Finds the nodes by Newton's method on the Legendre polynomial, from Chebyshev-like starting points.
    private init(count: Int) {
        var nodes: [Double] = []
        var weights: [Double] = []
        for index in 0..<count {
            var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 0.0
            for _ in 0..<20 {
                let (value, derivative) = Self.legendre(count, x)
                slope = derivative
                let step = value / derivative
                x -= step
                if abs(step) < 1e-16 { break }
            }
            nodes.append((1 - x) / 2)
            weights.append(1 / ((1 - x * x) * slope * slope))
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// Gives the polynomial's value and derivative, by the three-term recurrence.
    private static func legendre(_ degree: Int, _ x: Double) -> (value: Double, derivative: Double) {
        var previous = 1.0
        var value = x
        for n in stride(from: 2, through: degree, by: 1) {
            (previous, value) = (value, (Double(2 * n - 1) * x * value - Double(n - 1) * previous) / Double(n))
        }
        return (value, Double(degree) * (x * value - previous) / (x * x - 1))
    }
}
