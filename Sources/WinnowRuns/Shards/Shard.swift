public import WinnowCore

/// A shard is one of several parts of some work, each done by a process of its own: `0/3` is the first of three.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
    /// The index counts from 0.
    public let index: Int
    public let count: Int

    /// All of the work as one part.
    public static let whole = Shard(unchecked: 0, of: 1)

    /// No work is cut into more parts than this.
    public static let most = 100_000

    private init(unchecked index: Int, of count: Int) {
        (self.index, self.count) = (index, count)
    }

    /// - Throws: ``ExperimentError`` when there is no such part.
    public init(_ index: Int, of count: Int) throws(ExperimentError) {
        guard (1...Self.most).contains(count) else {
            throw ExperimentError("\(count) shards cannot be", hint: "give a number in 1...\(Self.most)")
        }
        guard (0..<count).contains(index) else {
            throw ExperimentError(
                "there is no shard \(index) of \(count)", hint: "shards count from 0: the last is \(count - 1)/\(count)"
            )
        }
        (self.index, self.count) = (index, count)
    }

    /// Reads what a user typed, such as `0/3`.
    ///
    /// - Throws: ``ExperimentError`` for any other text, and for a part that there is not.
    public init(parsing text: String) throws(ExperimentError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else {
            throw ExperimentError("\"\(text)\" is no shard", hint: "give one such as 0/3, or auto")
        }
        try self.init(index, of: count)
    }

    /// The shard as it is typed.
    public var description: String { "\(index)/\(count)" }

    /// True where these are all of the shards.
    public var isWhole: Bool { count == 1 }

    /// Tells whether a thing belongs to this shard, of things that are dealt out one by one like cards.
    public func includes(_ place: Int) -> Bool { place % count == index }

    /// The part of a row of things that belongs to this shard, where each gets neighbours: the parts of all shards
    /// follow each other without a gap, and no two differ by more than one.
    public func range(of size: Int) -> Range<Int> {
        // Of sizes up to 2^31 no product overflows.
        let size = min(max(size, 0), 1 << 31)
        return size * index / count..<size * (index + 1) / count
    }
}

extension Shard {
    /// Finds the shard of a process that a scheduler has started.
    ///
    /// Slurm says in `SLURM_ARRAY_TASK_ID`, `…_MIN`, `…_STEP` and `…_COUNT` which of an array's tasks this is; Kubernetes
    /// says in `JOB_COMPLETION_INDEX` which index, and not of how many.
    ///
    /// - Parameter count: the number of shards, where a plan says it.
    /// - Throws: ``ExperimentError`` where no scheduler says anything, or something that does not fit.
    public init(scheduledBy environment: [String: String], of count: Int? = nil) throws(ExperimentError) {
        func number(_ name: String) throws(ExperimentError) -> Int? {
            guard let text = environment[name], !text.isEmpty else { return nil }
            guard let number = Int(text), (0...Int(Int32.max)).contains(number) else {
                throw ExperimentError("\(name) is \"\(text)\", which is no number", hint: "give --shard INDEX/COUNT")
            }
            return number
        }
        if let task = try number("SLURM_ARRAY_TASK_ID") {
            let (least, step) = (
                try number("SLURM_ARRAY_TASK_MIN") ?? 0, max(1, try number("SLURM_ARRAY_TASK_STEP") ?? 1)
            )
            let tasks = try number("SLURM_ARRAY_TASK_COUNT")
            guard let all = tasks ?? count else {
                throw ExperimentError(
                    "SLURM_ARRAY_TASK_COUNT does not say how many tasks there are", hint: "give --shard INDEX/COUNT")
            }
            guard count == nil || count == all else {
                throw ExperimentError(
                    "the array has \(all) tasks, and the plan \(count ?? 0) shards",
                    hint: "submit the array 0-\((count ?? 1) - 1), or give --shard INDEX/COUNT")
            }
            guard task >= least, (task - least) % step == 0 else {
                throw ExperimentError(
                    "task \(task) is none of an array that begins with \(least)", hint: "give --shard INDEX/COUNT")
            }
            try self.init((task - least) / step, of: all)
            return
        }
        guard let index = try number("JOB_COMPLETION_INDEX") else {
            throw ExperimentError(
                "no scheduler says which shard this is: SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX are not set",
                hint: "give --shard INDEX/COUNT")
        }
        guard let count else {
            throw ExperimentError(
                "JOB_COMPLETION_INDEX does not say how many indices there are",
                hint: "give a --plan, or --shard \(index)/COUNT")
        }
        try self.init(index, of: count)
    }
}
