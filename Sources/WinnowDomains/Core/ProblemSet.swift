public import WinnowRandom

/// A problem set is a frozen, versioned list of distinct problems, independent of any run's seed.
///
/// Difficulties alternate easy, medium, hard, so every prefix is a mixed set of (nearly) equal thirds and
/// `--problems 40` means the first forty.
public struct ProblemSet<Problem: Hashable & Sendable>: Sendable {
    /// The name is such as `maze-test-v1`.
    public let name: String
    public let version: Int
    public let split: Split
    public let problems: [Problem]
}

/// The frozen lists have this version; it is raised when any generator changes what it draws.
public let problemSetVersion = 1

extension DrawnDomain {
    /// Gives the first `count` problems of the frozen list of a split; fewer where the domain has no more.
    ///
    /// A small domain runs out of distinct problems (countdown has about 1,300 easy ones in `test`): the list ends
    /// when 100,000 draws in a row bring nothing new.
    ///
    /// - Complexity: linear in `count`; nothing is stored, the list is drawn anew from its fixed key.
    public func problemSet(_ split: Split, count: Int) -> ProblemSet<Problem> {
        var seen: Set<Problem> = []
        var problems: [Problem] = []
        var index = 0
        var draws = 0
        while problems.count < count, draws < 100_000 {
            let difficulty = Difficulty.allCases[problems.count % Difficulty.allCases.count]
            var random = stream("\(split.rawValue)-set", seed: UInt64(problemSetVersion), index: index)
            index += 1
            draws += 1
            let candidate = problem(difficulty, in: split, using: &random)
            guard seen.insert(candidate).inserted else { continue }
            problems.append(candidate)
            draws = 0
        }
        let name = "\(name)-\(split.rawValue)-v\(problemSetVersion)"
        return ProblemSet(name: name, version: problemSetVersion, split: split, problems: problems)
    }
}

/// The difficulty is a problem's within its domain.
public enum Difficulty: String, CaseIterable, Codable, Sendable {
    case easy
    case medium
    case hard
}

/// The split says for which use a problem is kept.
///
/// Models and scorers are trained on `train`; checkpoints, temperatures and thresholds are chosen on `tune`;
/// results are reported on `test`.
public enum Split: String, CaseIterable, Codable, Sendable {
    case train
    case tune
    case test

    /// Finds the split of all problems with this ``DrawnDomain/splitKey(of:)``: a tenth each for tune and test.
    public init(splitKey: String) {
        switch StableHash(splitKey).value % 10 {
        case 0: self = .test
        case 1: self = .tune
        default: self = .train
        }
    }
}

extension DrawnDomain {
    /// Gives the split that the problem belongs to.
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

    /// Gives the random stream of item `index` of a named use of this domain, such as a training set.
    public func stream(_ use: String, seed: UInt64, index: Int) -> CounterRandom {
        var hash = StableHash()
        hash.combine(seriesName)
        hash.combine(use)
        hash.combine(seed)
        return CounterRandom(key: hash.value, stream: UInt64(index))
    }
}

extension GeneratedDomain {
    /// Draws training example `index` under a seed: a train problem, difficulties in equal thirds, and a solution.
    public func trainingExample(_ index: Int, seed: UInt64) -> (problem: Problem, solution: Solution) {
        var random = stream("train", seed: seed, index: index)
        let difficulty = Difficulty.allCases[random.below(Difficulty.allCases.count)]
        let problem = problem(difficulty, in: .train, using: &random)
        return (problem, solve(problem, using: &random))
    }
}
