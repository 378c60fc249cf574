/// A frozen, versioned list of distinct problems, independent of any run's seed.
///
/// Difficulties alternate easy, medium, hard, so every prefix is a mixed set of (nearly) equal thirds and
/// `--problems 40` means the first forty.
public struct ProblemSet<Problem: Hashable & Sendable>: Sendable {
    /// Such as `maze-test-v1`.
    public let name: String
    public let version: Int
    public let split: Split
    public let problems: [Problem]
}

/// The version of the frozen lists; raised when any generator changes what it draws.
public let problemSetVersion = 1

extension Domain {
    /// The first `count` problems of the frozen list of a split; fewer where the domain has no more.
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
