import WinnowCore
import WinnowScoring

/// What `winnow score --scorer` asks for.
public struct ScoringRequest: Sendable {
    /// Kinds of bundled scorers, or scorers' folders.
    public var scorers: [String]
    /// The numbers of runs; all sampled runs when empty.
    public var runs: [Int]
    /// The generators whose scorers are used; each run's own when empty.
    public var generators: [String]
    /// How often a scorer that samples a check is asked about each candidate.
    public var verifications: Int
    /// Of sampled checks.
    public var seed: UInt64
    public var threads: Int

    public init(
        scorers: [String], runs: [Int], generators: [String], verifications: Int, seed: UInt64, threads: Int
    ) {
        self.scorers = scorers
        self.runs = runs
        self.generators = generators
        self.verifications = verifications
        self.seed = seed
        self.threads = threads
    }

    /// The kinds that can be asked for by name.
    public static var kinds: [String] { ScorerKind.allCases.map(\.rawValue) }

    /// - Throws: ``ExperimentError`` for impossible numbers or no scorer.
    func check() throws(ExperimentError) {
        guard !scorers.isEmpty else {
            throw ExperimentError(
                "no scorer is named", hint: "give one or more of \(Self.kinds.joined(separator: ", "))")
        }
        guard (1...10_000).contains(verifications) else {
            throw ExperimentError("\(verifications) verifications are not in 1...10000", hint: "give 1 or more")
        }
    }
}
