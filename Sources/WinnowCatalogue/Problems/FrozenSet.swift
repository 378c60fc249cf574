public import WinnowCore
public import WinnowDomains

/// The frozen problem lists: how long they are, and the SHA-256 that shows that a generator has not drifted.
public enum FrozenSet {
    /// The number of problems of a split's list.
    static func count(_ split: Split) -> Int {
        switch split {
        case .train, .tune: 600
        case .test: 3000
        }
    }

    /// SHA-256 over the problems' texts, each followed by a zero byte.
    public static func sha256<D: DrawnDomain>(_ set: ProblemSet<D.Problem>, of domain: D) -> String {
        var digest = Digest()
        for problem in set.problems { digest.combine(domain.specification(of: problem)) }
        return digest.hexadecimal
    }

    /// Refuses to go beyond a split's list.
    ///
    /// - Throws: ``ExperimentError`` when fewer than `count` problems are in the list.
    public static func check(_ count: Int, _ split: Split, of domain: some DrawnDomain) throws(ExperimentError) {
        let size = self.count(split)
        guard count <= size else {
            throw ExperimentError(
                "\(count) problems were asked for, but the frozen \(split.rawValue) list of \(domain.name) has \(size)",
                hint: "ask for \(size) or fewer")
        }
    }

    /// The whole list of a split.
    ///
    /// - Throws: ``ExperimentError`` when fewer than `count` problems are in the list.
    public static func load<D: DrawnDomain>(
        _ split: Split, of domain: D, atLeast count: Int
    ) throws(ExperimentError) -> ProblemSet<D.Problem> {
        try check(count, split, of: domain)
        return domain.problemSet(split, count: self.count(split))
    }

    /// Hashes a problem's domain and text, by which it is known across files.
    public static func hash<D: Domain>(_ problem: D.Problem, of domain: D) -> String {
        var digest = Digest()
        digest.combine(domain.name)
        digest.combine(domain.specification(of: problem))
        return digest.hexadecimal
    }
}
