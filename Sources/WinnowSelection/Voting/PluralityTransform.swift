import Glibc

/// The votes in a random k-subset have a joint distribution, which is taken as a characteristic function and walked
/// down level by level.
///
/// Keep each candidate independently with p = k/n: given that k are kept, the subset is uniform. So
///
///     P(event) = 1/(M·P(S=k)) · Σ_θ e^{−ikθ} · Π_groups E[e^{iθX}; event],   θ = 2π·i/M,
///
/// where S is the number kept and X a party's votes. Events about the highest count, "party a has t votes and nobody
/// has more", are products over the parties of partial sums of binomial probabilities. A group whose parties reach
/// level t with negligible probability is not contested there and contributes its closed form (q + p·e^{iθ})^votes.
/// Walking t downward, groups only ever join.
///
/// The number M of angles makes the aliased mass P(|S − k| ≥ M) negligible, by Bernstein's inequality. Parts that
/// cannot change the sixteenth digit of a probability are left out: groups below their contested levels, angles whose
/// closed form has died away, levels that the winner is almost surely above.
///
/// Source: Winnow's own; conditioning independent counts on their sum is the textbook route to urn problems (Feller,
/// "An Introduction to Probability Theory and Its Applications", volume 1).
struct PluralityTransform {
    /// The groups stand by size, largest first.
    let groups: [PartyGroup]

    /// The level t is the number of votes of a possible winner.
    private(set) var level: Int

    /// So many of the first groups are contested at this level.
    private(set) var contested = 0

    private let draws: Int

    /// Each group has the lowest level that its parties reach with negligible probability; levels descend like the
    /// sizes.
    private let ceilings: [Int]

    /// Each group has P(X = j) of one party.
    private let probabilities: [[Double]]

    /// Each angle has a weight in the sum over θ, in blocks of four; it is 0 for padding.
    let weights: [SIMD4<Double>]

    /// The tables have cos and sin of 2π·i/M.
    private let cosines: [Double]
    private let sines: [Double]

    /// The blocks are [blocks, groups]: Σ_{j<t} P(X = j)·e^{ijθ} of one party.
    private(set) var lower: [ComplexBlock]

    /// The blocks are [blocks, groups]: P(X = t)·e^{itθ} of one party.
    private(set) var reached: [ComplexBlock]

    /// The blocks are [blocks, groups + 1]: e^{−ikθ} times the closed forms of all but the first g groups.
    let rest: [ComplexBlock]

    /// Each number of contested groups has the blocks of angles whose terms are not negligible.
    let relevantBlocks: [Int]

    /// - Parameters:
    ///   - groups: all voters, by size, largest first; not empty.
    ///   - blanks: candidates that are drawn but do not vote.
    ///   - draws: k, with 1 < k < n.
    init(groups: [PartyGroup], blanks: Int, draws: Int) {
        let population = groups.reduce(blanks) { $0 + $1.size * ($1.right + $1.wrong) }
        precondition(draws > 1 && draws < population, "\(draws) draws from \(population) are no random subset")
        let p = Double(draws) / Double(population)
        let exactly = binomialProbabilities(trials: population, p: p)[draws]
        self.groups = groups
        self.draws = draws
        probabilities = groups.map { binomialProbabilities(trials: $0.size, p: p) }
        let negligible = 1e-17 * exactly
        ceilings = probabilities.map { values in
            var tail = 0.0
            var level = values.count
            while level > 0, tail + values[level - 1] < negligible {
                level -= 1
                tail += values[level]
            }
            // More votes than draws have probability 0 once k are kept.
            return min(level, draws + 1)
        }
        level = ceilings[0]

        let angles = Self.angleCount(population: population, variance: Double(draws) * (1 - p))
        cosines = (0..<angles).map { cos(2 * Double.pi * Double($0) / Double(angles)) }
        sines = (0..<angles).map { sin(2 * Double.pi * Double($0) / Double(angles)) }
        let half = angles / 2
        let blocks = half / 4 + 1
        var weights = [SIMD4<Double>](repeating: .zero, count: blocks)
        for angle in 0...half {
            // The terms of θ and −θ are conjugate: both are taken with the first.
            let pair = angle == 0 || 2 * angle == angles ? 1.0 : 2.0
            weights[angle / 4][angle % 4] = pair / (Double(angles) * exactly)
        }
        self.weights = weights

        var lower = [ComplexBlock](repeating: .zero, count: blocks * groups.count)
        var rest = [ComplexBlock](repeating: .zero, count: blocks * (groups.count + 1))
        var relevantBlocks = [Int](repeating: 0, count: groups.count + 1)
        for block in 0..<blocks {
            let turn = Self.turn(block, times: 1, cosines, sines)
            let kept = ComplexBlock(SIMD4(repeating: 1 - p), .zero) + p * turn
            let back = Self.turn(block, times: angles - draws % angles, cosines, sines)
            var product = back * kept.power(blanks)
            var power = ComplexBlock.one
            var size = 0
            for group in stride(from: groups.count, through: 0, by: -1) {
                if group < groups.count {
                    power = power * kept.power(groups[group].size - size)
                    size = groups[group].size
                    lower[block * groups.count + group] = power
                    product = product * power.power(groups[group].right + groups[group].wrong)
                }
                rest[block * (groups.count + 1) + group] = product
                let magnitude = product.real * product.real + product.imaginary * product.imaginary
                if (magnitude * weights[block] * weights[block]).max() > 1e-36 { relevantBlocks[group] = block + 1 }
            }
        }
        self.lower = lower
        self.rest = rest
        self.relevantBlocks = relevantBlocks
        reached = [ComplexBlock](repeating: .zero, count: lower.count)
    }

    /// Gives the smallest M with P(|S − k| ≥ M) < 2·e^{−40}, by Bernstein's inequality exp(−M²/(2(σ² + M/3))).
    private static func angleCount(population: Int, variance: Double) -> Int {
        let exponent = 40.0
        let needed = exponent / 3 + (exponent * exponent / 9 + 2 * exponent * variance).squareRoot()
        return min(population + 1, Int(needed.rounded(.up)))
    }

    /// Gives e^{i·times·θ} for the four angles of a block.
    @inline(__always)
    private static func turn(_ block: Int, times: Int, _ cosines: [Double], _ sines: [Double]) -> ComplexBlock {
        let count = cosines.count
        var result = ComplexBlock.zero
        for lane in 0..<4 {
            let index = (block * 4 + lane) * times % count
            result.real[lane] = cosines[index]
            result.imaginary[lane] = sines[index]
        }
        return result
    }
}

extension PluralityTransform {
    /// Goes one level down.
    mutating func descend() {
        level -= 1
        while contested < groups.count, ceilings[contested] > level { contested += 1 }
        for block in weights.indices {
            let turn = Self.turn(block, times: level, cosines, sines)
            for group in 0..<contested {
                let term = probabilities[group][level] * turn
                let index = block * groups.count + group
                lower[index] = lower[index] - term
                reached[index] = term
            }
        }
    }

    /// Gives P(no party has `level` votes or more).
    func probabilityBelow() -> Double {
        sum { block in
            var product = rest[block * (groups.count + 1) + contested]
            for group in 0..<contested {
                let parties = groups[group].right + groups[group].wrong
                let factor = lower[block * groups.count + group]
                product = product * (parties == 1 ? factor : factor.power(parties))
            }
            return product
        }
    }

    /// Gives Σ_a right P(a has `level` votes, nobody has more, and a beats each tied party with probability
    /// `priority`).
    ///
    /// The ties are independent given the winner's priority u, so that integrating over u shares the credit equally,
    /// and u = 0 asks for a unique winner.
    func rightWins(priority: Double) -> Double {
        sum { block in
            let start = block * groups.count
            var product = rest[block * (groups.count + 1) + contested]
            for group in 0..<contested where groups[group].wrong > 0 {
                let factor = lower[start + group] + priority * reached[start + group]
                product = product * (groups[group].wrong == 1 ? factor : factor.power(groups[group].wrong))
            }
            var wins = ComplexBlock.zero
            for group in 0..<contested where groups[group].right > 0 {
                let right = groups[group].right
                let factor = lower[start + group] + priority * reached[start + group]
                let others = right == 1 ? .one : factor.power(right - 1)
                let all = others * factor
                wins = wins * all + Double(right) * (product * others * reached[start + group])
                product = product * all
            }
            return wins
        }
    }

    /// Gives P(some right party has `level` votes and nobody has more).
    func rightAmongWinners() -> Double {
        sum { block in
            let start = block * groups.count
            var with = rest[block * (groups.count + 1) + contested]
            var without = with
            for group in 0..<contested {
                let (right, wrong) = (groups[group].right, groups[group].wrong)
                let upTo = lower[start + group] + reached[start + group]
                let shared = upTo.power(wrong)
                with = with * shared * upTo.power(right)
                without = without * shared * lower[start + group].power(right)
            }
            return with - without
        }
    }

    /// Gives P(the party of group `winner` has `level` votes, nobody has more, and each tied party loses the tie with
    /// its group's probability in `priorities`); for groups of one party each.
    func wins(winner: Int, priorities: [Double]) -> Double {
        sum { block in
            let start = block * groups.count
            var product = rest[block * (groups.count + 1) + contested] * reached[start + winner]
            for group in 0..<contested where group != winner {
                product = product * (lower[start + group] + priorities[group] * reached[start + group])
            }
            return product
        }
    }

    /// Gives the weighted sum over the angles of the real part of `term`.
    @inline(__always)
    private func sum(_ term: (Int) -> ComplexBlock) -> Double {
        var total = SIMD4<Double>.zero
        for block in 0..<relevantBlocks[contested] {
            total += weights[block] * term(block).real
        }
        return total.sum()
    }
}

/// A block has four complex numbers, for four angles at once.
struct ComplexBlock {
    var real: SIMD4<Double>
    var imaginary: SIMD4<Double>

    @inline(__always)
    init(_ real: SIMD4<Double>, _ imaginary: SIMD4<Double>) {
        self.real = real
        self.imaginary = imaginary
    }

    static let zero = ComplexBlock(.zero, .zero)
    static let one = ComplexBlock(SIMD4(repeating: 1), .zero)

    @inline(__always)
    static func * (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(
            a.real * b.real - a.imaginary * b.imaginary,
            a.real * b.imaginary + a.imaginary * b.real)
    }

    @inline(__always)
    static func * (scale: Double, a: ComplexBlock) -> ComplexBlock {
        ComplexBlock(scale * a.real, scale * a.imaginary)
    }

    @inline(__always)
    static func + (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(a.real + b.real, a.imaginary + b.imaginary)
    }

    @inline(__always)
    static func - (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(a.real - b.real, a.imaginary - b.imaginary)
    }

    /// Gives the power with a whole exponent ≥ 0, by repeated squaring.
    func power(_ exponent: Int) -> ComplexBlock {
        var result = ComplexBlock.one
        var factor = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * factor }
            rest >>= 1
            if rest > 0 { factor = factor * factor }
        }
        return result
    }
}
