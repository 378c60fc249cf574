/// A division says along what work is cut into shards.
///
/// Candidates are functions of problem, seed and sample index, so that no division changes any of them.
public enum ShardDivision: String, CaseIterable, Sendable {
    /// Each shard has every n-th problem of each pool, with all of its samples.
    case problems

    /// Each shard has all problems, and a range of their samples.
    case samples

    /// Each shard has every n-th pool of the grid, or run, as a whole.
    case cells
}

/// A share is what one shard does of some work.
public struct ShardShare: Hashable, Sendable {
    public var shard: Shard
    public var division: ShardDivision

    /// All of the work.
    public static let whole = ShardShare(.whole, by: .problems)

    public init(_ shard: Shard, by division: ShardDivision) {
        (self.shard, self.division) = (shard, division)
    }

    /// Tells whether anything of a cell is in the share.
    ///
    /// - Parameter cell: the place of a pool in the grid, or of a run in a list, 0-based.
    public func includes(cell: Int) -> Bool { division != .cells || shard.includes(cell) }

    /// Tells whether a problem is in the share, of a cell that is.
    ///
    /// - Parameter place: the place in the list of problems, 0-based.
    public func includes(place: Int) -> Bool { division != .problems || shard.includes(place) }

    /// The samples of each problem that are in the share.
    public func samples(of count: Int) -> Range<Int> {
        division == .samples ? shard.range(of: count) : 0..<max(0, count)
    }

    /// The number of problems of a cell that are in the share.
    public func problems(of count: Int, cell: Int) -> Int {
        guard includes(cell: cell) else { return 0 }
        guard division == .problems else { return count }
        return count / shard.count + (shard.index < count % shard.count ? 1 : 0)
    }

    /// The number of candidates of a cell that are in the share.
    public func rows(problems: Int, samples: Int, cell: Int) -> Int {
        let own = self.samples(of: samples)
        return own.isEmpty ? 0 : self.problems(of: problems, cell: cell) * own.count
    }
}

extension ShardShare: CustomStringConvertible {
    /// The share in words, such as `shard 0/3 by problems`.
    public var description: String { "shard \(shard) by \(division.rawValue)" }
}
