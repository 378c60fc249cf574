public import WinnowCore

/// A shard plan says what is to be sampled, by how many processes, and which rows will come of it.
///
/// It is made once and read by everybody who takes part: those who sample a shard, who ask what is missing, and who merge.
public struct ShardPlan: Hashable, Sendable {
    /// The options are what `winnow sample` would have been told.
    public struct Options: Hashable, Sendable {
        public var domains: [String]
        public var models: [String]
        public var temperatures: [Double]
        public var topK: Int
        public var topP: Double

        /// The largest completion; nil for each domain's own limit.
        public var maxTokens: Int?
        public var split: String
        public var problems: Int
        public var samples: Int
        public var seed: UInt64

        public init(
            domains: [String], models: [String], temperatures: [Double], topK: Int, topP: Double, maxTokens: Int?,
            split: String, problems: Int, samples: Int, seed: UInt64
        ) {
            (self.domains, self.models, self.temperatures) = (domains, models, temperatures)
            (self.topK, self.topP, self.maxTokens) = (topK, topP, maxTokens)
            (self.split, self.problems, self.samples, self.seed) = (split, problems, samples, seed)
        }
    }

    /// A run is one that the plan makes, with the number of its rows.
    public struct Run: Hashable, Sendable {
        public var identity: String

        /// `sample` or `greedy`.
        public var kind: String

        /// The place of its pool in the grid, 0-based; a greedy run has that of the pool it stands beside.
        public var cell: Int
        public var domain: String
        public var model: String
        public var modelSHA256: String
        public var problemSet: String
        public var problemSetSHA256: String

        /// SHA-256 over the canonical hashes of the problems that are sampled.
        public var problemsSHA256: String
        public var temperature: Double
        public var problems: Int
        public var samples: Int

        public init(
            identity: String, kind: String, cell: Int, domain: String, model: String, modelSHA256: String,
            problemSet: String, problemSetSHA256: String, problemsSHA256: String, temperature: Double, problems: Int,
            samples: Int
        ) {
            (self.identity, self.kind, self.cell, self.domain) = (identity, kind, cell, domain)
            (self.model, self.modelSHA256) = (model, modelSHA256)
            (self.problemSet, self.problemSetSHA256) = (problemSet, problemSetSHA256)
            (self.problemsSHA256, self.temperature) = (problemsSHA256, temperature)
            (self.problems, self.samples) = (problems, samples)
        }

        /// The title is such as `chain weak T=0.8`.
        public var title: String { "\(domain) \(model) " + (kind == "greedy" ? "greedy" : "T=\(temperature)") }
    }

    public var winnowVersion: String

    /// The kernels of the program that made the plan: those of other processors give other bits.
    public var kernelPath: String
    public var options: Options
    public var division: ShardDivision
    public var shards: Int

    /// The runs stand in the order in which one machine would make them.
    public var runs: [Run]

    /// - Throws: ``ExperimentError`` for a number of shards that cannot be.
    public init(
        winnowVersion: String, kernelPath: String, options: Options, division: ShardDivision, shards: Int, runs: [Run]
    ) throws(ExperimentError) {
        _ = try Shard(0, of: shards)
        (self.winnowVersion, self.kernelPath, self.options) = (winnowVersion, kernelPath, options)
        (self.division, self.shards, self.runs) = (division, shards, runs)
    }

    /// The share of a shard.
    ///
    /// - Throws: ``ExperimentError`` for a shard of another number of shards.
    public func share(_ shard: Shard) throws(ExperimentError) -> ShardShare {
        guard shard.count == shards else {
            throw ExperimentError(
                "the plan has \(shards) shards, and \(shard) is one of \(shard.count)",
                hint: "give a shard of \(shards), or make another plan")
        }
        return ShardShare(shard, by: division)
    }

    /// The shares of all shards, in order.
    public var shares: [ShardShare] {
        (0..<shards).compactMap { index in
            (try? Shard(index, of: shards)).map { ShardShare($0, by: division) }
        }
    }

    /// The rows that a share leads to.
    public func rows(of share: ShardShare) -> Int {
        runs.reduce(0) { $0 + share.rows(problems: $1.problems, samples: $1.samples, cell: $1.cell) }
    }

    /// The rows of all shards.
    public var rows: Int { rows(of: .whole) }

    /// Refuses a plan that this program would not carry out as it was meant.
    ///
    /// - Parameter name: of the plan's file.
    /// - Throws: ``ExperimentError`` for another version, or other kernels unless these are allowed.
    public func check(
        name: String, kernelPath: String, allowsOtherKernels: Bool
    ) throws(ExperimentError) {
        let version = WinnowCore.winnowVersion
        guard winnowVersion == version else {
            throw ExperimentError(
                "'\(name)' was made by winnow \(winnowVersion), and this is \(version)",
                hint: "use that version, or make the plan again with this one")
        }
        guard kernelPath == self.kernelPath || allowsOtherKernels else {
            throw ExperimentError(
                "'\(name)' is for the kernels \(self.kernelPath), and this build's are \(kernelPath): its candidates would have other bits",
                hint: "use a build with \(self.kernelPath), or add --allow-other-kernels for runs of their own")
        }
    }
}
