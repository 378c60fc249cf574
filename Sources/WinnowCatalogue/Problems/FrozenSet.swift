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

    /// Gives the SHA-256 over the texts of a split's whole list, each followed by a zero byte.
    ///
    /// It is known of the lists of version 1, which are never drawn for its sake alone; the tests draw them all.
    ///
    /// - Parameter domain: one of `Domains.drawn`; a list is known by its domain's name.
    public static func sha256<D: DrawnDomain>(_ split: Split, of domain: D) -> String {
        known[problemSetVersion]?["\(domain.seriesName)-\(split.rawValue)"]
            ?? sha256(of: domain.problemSet(split, count: count(split)).problems, of: domain)
    }

    static func sha256<D: DrawnDomain>(of problems: [D.Problem], of domain: D) -> String {
        var digest = Digest()
        for problem in problems { digest.combine(domain.specification(of: problem)) }
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

    /// Draws the first problems of a split's list.
    ///
    /// - Throws: ``ExperimentError`` when fewer than `count` problems are in the list.
    public static func load<D: DrawnDomain>(
        _ split: Split, of domain: D, first count: Int
    ) throws(ExperimentError) -> ProblemSet<D.Problem> {
        try check(count, split, of: domain)
        return domain.problemSet(split, count: count)
    }

    /// Hashes a problem's domain and text, by which it is known across files.
    public static func hash<D: Domain>(_ problem: D.Problem, of domain: D) -> String {
        var digest = Digest()
        digest.combine(domain.name)
        digest.combine(domain.specification(of: problem))
        return digest.hexadecimal
    }

    /// The whole lists have these SHA-256, by version. One that is drawn and differs means that a generator has drifted:
    /// `problemSetVersion` is raised then.
    static let known: [Int: [String: String]] = [
        1: [
            "maze-tune": "faea2c6abb22b39f42364ef5a624e0f46a86a7c9b29a68754b4ed32d9ffaa043",
            "maze-test": "af830f4dbd71516fbced698953e84ca32ecde67340df5d739776253a2b1e87b6",
            "countdown-tune": "1e77416390d9d2a677e9001dde6e54ec9dc4d6d6aaf2a39eebce601745290617",
            "countdown-test": "a94da73c9ab88fe2dea9190f7a601a831df4cb17a45cc7d96479a2a523975c21",
            "chain-tune": "91f420828d511c38109e70743117b196f733a732c3b646cc859ccdde4e53c8ef",
            "chain-test": "137fde548d3e12b2fdf24189a2ce3d145a86c3f0875432d35a262855cf4a7742",
            "unchain-tune": "1557ac6cfc012903191fc11e213ebe69b2147804f38111ca431da3afc258dd88",
            "unchain-test": "e3a512ee45f8a6669bf93930efbded9069af98301aa70c0c4175880f9d98833d",
            "blocks-tune": "1683084feef38b536b8f338a78b4b02558d795d58f942551d2522335b7561d8d",
            "blocks-test": "ca79c324b2e9c06808e0bca6682c1bdcfb40bdd1b7b126579ef52280c93c2b74",
            "colouring-tune": "3f2362b55ef5ae49f1a4e50a874f236c294204cba0c5bfa4329920bdcd07fd83",
            "colouring-test": "e0280d661a1359172ffd3a42a5cf2d8ce9d942c585b6c4797e194c5a3473df55",
        ]
    ]
}
