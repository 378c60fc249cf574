public import WinnowRandom

/// How hard a problem is, within its domain.
public enum Difficulty: String, CaseIterable, Codable, Sendable {
    case easy
    case medium
    case hard
}

/// What a problem may be used for.
///
/// Models and scorers are trained on `train`; checkpoints, temperatures and thresholds are chosen on `tune`;
/// results are reported on `test`.
public enum Split: String, CaseIterable, Codable, Sendable {
    case train
    case tune
    case test

    /// The split of all problems with this ``Domain/splitKey(of:)``: a tenth each for tune and test.
    public init(splitKey: String) {
        switch StableHash(splitKey).value % 10 {
        case 0: self = .test
        case 1: self = .tune
        default: self = .train
        }
    }
}

extension Domain {
    /// The split that the problem belongs to.
    public func split(of problem: Problem) -> Split {
        Split(splitKey: splitKey(of: problem))
    }

    /// Draws a problem of the given difficulty that belongs to the split, by rejection.
    public func problem(_ difficulty: Difficulty, in split: Split, using random: inout CounterRandom) -> Problem {
        while true {
            let candidate = problem(difficulty, using: &random)
            if self.split(of: candidate) == split { return candidate }
        }
    }

    /// The random stream of item `index` of a named use of this domain, such as a training set.
    public func stream(_ use: String, seed: UInt64, index: Int) -> CounterRandom {
        var hash = StableHash()
        hash.combine(name)
        hash.combine(use)
        hash.combine(seed)
        return CounterRandom(key: hash.value, stream: UInt64(index))
    }

    /// Training example `index` under a seed: a train problem, difficulties in equal thirds, and a solution.
    public func trainingExample(_ index: Int, seed: UInt64) -> (problem: Problem, solution: Solution) {
        var random = stream("train", seed: seed, index: index)
        let difficulty = Difficulty.allCases[random.below(Difficulty.allCases.count)]
        let problem = problem(difficulty, in: .train, using: &random)
        return (problem, solve(problem, using: &random))
    }
}
