public import WinnowCore
public import WinnowReport
public import WinnowRuns

/// An inspection says how far the shards of a plan have come, as databases show it.
public struct ShardInspection: Sendable {
    public let plan: ShardPlan

    /// The name of the plan's file.
    public let name: String
    public let files: [ShardFile]

    /// What all files have together.
    public let coverage: ShardCoverage
    public let shards: [Status]

    /// A status is how far one shard has come.
    public struct Status: Hashable, Sendable {
        public enum State: String, Sendable {
            case done
            case missing
            case unfinished

            /// Two files have all of it, and not the same.
            case contradictory = "contradictory"

            /// The plan has nothing for it to do.
            case empty
        }

        public var share: ShardShare
        public var state: State
        public var rows: Int
        public var expected: Int

        /// The files that have something of it.
        public var files: [String]
    }

    /// Looks into databases; one that cannot be read is a finding, not an error.
    ///
    /// - Parameters:
    ///   - name: of the plan's file.
    ///   - checks: look for damage in every row and page too.
    /// - Throws: ``ExperimentError`` when a file is named twice; `CancellationError`.
    public init(_ plan: ShardPlan, name: String, files paths: [String], checks: Bool = true) throws {
        var seen: Set<String> = []
        if let twice = paths.first(where: { !seen.insert($0).inserted }) {
            throw ExperimentError("'\(twice)' is named twice", hint: "name each file once")
        }
        var coverage = ShardCoverage(of: plan)
        var files: [ShardFile] = []
        for path in paths {
            try Task.checkCancellation()
            let file = ShardFile(path, of: plan, checks: checks)
            coverage.formUnion(file.coverage)
            files.append(file)
        }
        let rows = coverage.rows
        self.plan = plan
        self.name = name
        self.files = files
        self.coverage = coverage
        shards = try plan.shares.enumerated().map { index, share in
            let expected = plan.rows(of: share)
            let having = files.filter { $0.rows[index] > 0 }
            var state: Status.State =
                expected == 0 ? .empty : rows[index] == expected ? .done : rows[index] == 0 ? .missing : .unfinished
            let whole = having.filter { $0.rows[index] == expected && $0.otherKernels.isEmpty }
            if whole.count > 1, try Set(whole.map { try $0.digest(of: share, plan) }).count > 1 {
                state = .contradictory
            }
            return Status(
                share: share, state: state, rows: rows[index], expected: expected, files: having.map(\.path))
        }
    }

    /// The shards that are not done.
    public var open: [Status] { shards.filter { [.missing, .unfinished].contains($0.state) } }

    /// Says what is missing; nil where nothing is.
    public var gap: ExperimentError? {
        guard let first = open.first else { return nil }
        let missing = open.reduce(0) { $0 + $1.expected - $1.rows }
        let names = open.prefix(Self.most).map { "\($0.share.shard)" }.joined(separator: ", ")
        let more = open.count > Self.most ? " and \(open.count - Self.most) more" : ""
        let file = files.first { $0.fault != nil }.map { "; \($0.fault ?? "")" } ?? ""
        return ExperimentError(
            "'\(name)' lacks shard\(open.count == 1 ? "" : "s") \(names)\(more): \(missing) of \(plan.rows) candidates are missing\(file)",
            hint: "run `winnow sample --plan \(name) --shard \(first.share.shard)` for the first of them")
    }

    /// So many things are named one by one.
    private static let most = 20

    /// Says what is wrong with files whatever is missing: damage, and shards that contradict each other.
    public var fault: ExperimentError? {
        if let shard = shards.first(where: { $0.state == .contradictory }) {
            return ExperimentError(
                "\(shard.files.map { "'\($0)'" }.joined(separator: " and ")) have other bytes of shard \(shard.share.shard)",
                hint:
                    "one of them is of another program or machine, or was changed: sample the shard again and leave it out"
            )
        }
        guard let file = files.first(where: { $0.fault != nil }), let fault = file.fault else { return nil }
        return ExperimentError(
            fault.contains(file.path) ? fault : "'\(file.path)': \(fault)",
            hint: "copy the shard again, or sample it again; the other files are as they were")
    }

    /// Says what is in the files that does not belong to the plan; nil where nothing is.
    public var strangers: ExperimentError? {
        guard let file = files.first(where: { !$0.foreign.isEmpty }) else { return nil }
        return ExperimentError(
            "'\(file.path)' has what is not in '\(name)': \(file.foreign.prefix(Self.most).joined(separator: ", "))",
            hint: "it belongs to another plan: leave it out, or add --allow-foreign")
    }

    /// Says which file other kernels have sampled; nil where none has.
    public var otherKernels: ExperimentError? {
        guard let file = files.first(where: { !$0.otherKernels.isEmpty }) else { return nil }
        return ExperimentError(
            "'\(file.path)' was sampled by the kernels \(file.otherKernels.joined(separator: ", ")), and '\(name)' is for \(plan.kernelPath): they are no shards of one run",
            hint: "sample it with \(plan.kernelPath), or add --allow-other-kernels for one run a path")
    }
}

extension ShardInspection {
    /// People read what is missing, then a table of the shards and one of the files.
    public var report: Report {
        var shardTable = Table(
            title: "Shards of \(name)",
            columns: [
                Column("shard"), Column("state"), Column("candidates", kind: .integer),
                Column("expected", kind: .integer), Column("files"),
            ])
        for shard in shards {
            shardTable.append([
                .text("\(shard.share.shard)"), .text(shard.state.rawValue), .integer(shard.rows),
                .integer(shard.expected), shard.files.isEmpty ? .missing : .text(shard.files.joined(separator: ", ")),
            ])
        }
        var fileTable = Table(
            title: "Files",
            columns: [
                Column("file"), Column("state"), Column("candidates", kind: .integer), Column("remark"),
            ])
        for file in files {
            let remarks =
                (file.fault.map { [$0] } ?? []) + file.foreign.prefix(Self.most).map { "not in the plan: \($0)" }
                + file.otherKernels.map { "other kernels: \($0)" }
            fileTable.append([
                .text(file.path), .text(file.fault == nil ? file.foreign.isEmpty ? "sound" : "foreign" : "damaged"),
                .integer(file.rows.reduce(0, +)), remarks.isEmpty ? .missing : .text(remarks.joined(separator: "; ")),
            ])
        }
        return Report(answer: answer, [.table(shardTable), .table(fileTable)], data: shardTable)
    }

    private var answer: [Note] {
        let done = shards.count { [.done, .empty].contains($0.state) }
        let gaps = open.prefix(Self.most).flatMap { shard in
            coverage.gaps(of: shard.share).map { gap in
                Note(
                    "Shard \(shard.share.shard) lacks \(gap.rows) candidates of \(gap.run.title), of \(gap.problems.count) problem\(gap.problems.count == 1 ? "" : "s"): \(Self.list(gap.problems))."
                )
            }
        }
        return [Note("\(done) of \(shards.count) shards are done.")] + gaps
    }

    private static func list(_ problems: [Int]) -> String {
        let shown = problems.prefix(8).map(String.init).joined(separator: ", ")
        return problems.count > 8 ? shown + " …" : shown
    }
}
