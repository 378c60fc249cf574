/// The coverage says which candidates of a plan there are.
public struct ShardCoverage: Hashable, Sendable {
    private let plan: ShardPlan

    /// The sample indices that are there, [run][place].
    private var present: [[RangeSet<Int>]]

    /// Makes the coverage of nothing.
    public init(of plan: ShardPlan) {
        self.plan = plan
        present = plan.runs.map { [RangeSet<Int>](repeating: RangeSet(), count: $0.problems) }
    }

    /// Adds samples of a problem.
    ///
    /// - Parameters:
    ///   - run: its place in the plan.
    ///   - place: that of the problem, 0-based.
    /// - Returns: those that are not in the plan.
    @discardableResult
    public mutating func add(_ samples: RangeSet<Int>, run: Int, place: Int) -> RangeSet<Int> {
        guard present[run].indices.contains(place) else { return samples }
        let planned = samples.intersection(RangeSet(0..<plan.runs[run].samples))
        present[run][place].formUnion(planned)
        return samples.subtracting(planned)
    }

    /// Adds what another coverage of the same plan has.
    public mutating func formUnion(_ other: ShardCoverage) {
        for run in present.indices {
            for place in present[run].indices { present[run][place].formUnion(other.present[run][place]) }
        }
    }

    /// Counts the candidates that are there, by shard.
    ///
    /// - Complexity: linear in the problems and in the gaps between their samples; where samples are divided, also in the
    ///   shards of each problem.
    public var rows: [Int] {
        var rows = [Int](repeating: 0, count: plan.shards)
        let shares = plan.shares
        for (index, run) in plan.runs.enumerated() {
            let ranges = plan.division == .samples ? shares.map { $0.samples(of: run.samples) } : []
            for (place, samples) in present[index].enumerated() {
                switch plan.division {
                case .problems: rows[place % plan.shards] += Self.count(samples)
                case .cells: rows[run.cell % plan.shards] += Self.count(samples)
                case .samples:
                    for (shard, range) in ranges.enumerated() where !range.isEmpty {
                        rows[shard] += Self.count(samples.intersection(RangeSet(range)))
                    }
                }
            }
        }
        return rows
    }

    /// A gap is what is missing of a run in a shard.
    public struct Gap: Hashable, Sendable {
        public var run: ShardPlan.Run

        /// The problems with missing candidates, 1-based and ascending.
        public var problems: [Int]
        public var rows: Int
    }

    /// Finds what a share lacks.
    public func gaps(of share: ShardShare) -> [Gap] {
        plan.runs.enumerated().compactMap { index, run in
            guard share.includes(cell: run.cell) else { return nil }
            let wanted = RangeSet(share.samples(of: run.samples))
            var gap = Gap(run: run, problems: [], rows: 0)
            for place in present[index].indices where share.includes(place: place) {
                let missing = Self.count(wanted.subtracting(present[index][place]))
                guard missing > 0 else { continue }
                gap.problems.append(place + 1)
                gap.rows += missing
            }
            return gap.rows > 0 ? gap : nil
        }
    }

    private static func count(_ samples: RangeSet<Int>) -> Int { samples.ranges.reduce(0) { $0 + $1.count } }
}
