import WinnowBounds
public import WinnowCore
import WinnowJSON

extension ShardPlan {
    private static let format = "winnow-plan"
    private static let formatVersion = 1

    /// The problems of all runs together, for each of which a merge keeps which samples there are.
    private static let mostProblems = 50_000_000

    /// SHA-256 of all that the plan says, as 64 lower-case hexadecimal digits.
    public var sha256: String { Digest.sha256(of: JSONValue.object(members).json(.compact)) }

    /// The plan as a file: a JSON object that ends with its own hash, and with a line feed.
    public var text: String {
        JSONValue.object(members + [("sha256", .string(sha256))]).json(.indented(levels: 2)) + "\n"
    }

    private var members: [(key: String, value: JSONValue)] {
        [
            ("format", .string(Self.format)), ("format_version", .integer(Self.formatVersion)),
            ("winnow_version", .string(winnowVersion)), ("kernel_path", .string(kernelPath)),
            ("options", options.json), ("division", .string(division.rawValue)), ("shards", .integer(shards)),
            ("rows", .integer(rows)), ("rows_by_shard", .array(shares.map { .integer(rows(of: $0)) })),
            ("runs", .array(runs.map(\.json))),
        ]
    }

    /// Reads a plan's file.
    ///
    /// - Parameter path: of the file.
    /// - Throws: ``ExperimentError`` for a file that cannot be read, is no plan, is of another version of the format, or was
    ///   changed after it was made.
    public init(contentsOf path: String) throws(ExperimentError) {
        try self.init(parsing: WholeText.contents(of: path), name: path)
    }

    /// Reads a plan.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: ``ExperimentError``, as ``init(contentsOf:)``.
    public init(parsing text: String, name: String) throws(ExperimentError) {
        let noPlan = ExperimentError("'\(name)' is no plan of winnow", hint: "make one with `winnow plan`")
        guard let value = try? JSONValue(parsing: text), value["format"]?.string == Self.format else { throw noPlan }
        guard value["format_version"]?.integer == Self.formatVersion else {
            throw ExperimentError(
                "'\(name)' is a plan of another version of the format than \(Self.formatVersion), which this winnow reads",
                hint: "make the plan again with this version")
        }
        let changed = ExperimentError(
            "'\(name)' is damaged or was changed after it was made: its content has another hash than it says",
            hint: "make it again with `winnow plan`, or copy it again")
        guard let version = value["winnow_version"]?.string, let kernels = value["kernel_path"]?.string,
            let options = value["options"].flatMap(Options.init),
            let division = value["division"]?.string.flatMap(ShardDivision.init), let shards = value["shards"]?.integer,
            (1...Shard.most).contains(shards), let listed = value["runs"]?.array
        else { throw changed }
        let runs = listed.compactMap(Run.init)
        guard runs.count == listed.count else { throw changed }
        guard runs.reduce(0, { $0 + $1.problems }) <= Self.mostProblems else {
            throw ExperimentError(
                "'\(name)' has more problems in all of its runs than \(Self.mostProblems)",
                hint: "cut it into several plans")
        }
        try self.init(
            winnowVersion: version, kernelPath: kernels, options: options, division: division, shards: shards,
            runs: runs)
        guard value["sha256"]?.string == sha256 else { throw changed }
    }
}

extension ShardPlan.Options {
    fileprivate var json: JSONValue {
        .object([
            ("domains", .array(domains.map { .string($0) })), ("models", .array(models.map { .string($0) })),
            ("temperatures", .array(temperatures.map { .number($0) })), ("top_k", .integer(topK)),
            ("top_p", .number(topP)), ("max_tokens", .optional(maxTokens) { .integer($0) }), ("split", .string(split)),
            ("problems", .integer(problems)), ("samples", .integer(samples)), ("seed", .string(String(seed))),
        ])
    }

    fileprivate init?(_ value: JSONValue) {
        guard let domains = value["domains"]?.array, let models = value["models"]?.array,
            let temperatures = value["temperatures"]?.array, let topK = value["top_k"]?.integer,
            let topP = value["top_p"]?.number, let split = value["split"]?.string,
            let problems = value["problems"]?.integer, let samples = value["samples"]?.integer,
            let seed = value["seed"]?.string.flatMap(UInt64.init)
        else { return nil }
        self.init(
            domains: domains.compactMap(\.string), models: models.compactMap(\.string),
            temperatures: temperatures.compactMap(\.number), topK: topK, topP: topP,
            maxTokens: value["max_tokens"]?.integer, split: split, problems: problems, samples: samples, seed: seed)
    }
}

extension ShardPlan.Run {
    fileprivate var json: JSONValue {
        .object([
            ("identity", .string(identity)), ("kind", .string(kind)), ("cell", .integer(cell)),
            ("domain", .string(domain)), ("model", .string(model)), ("model_sha256", .string(modelSHA256)),
            ("problem_set", .string(problemSet)), ("problem_set_sha256", .string(problemSetSHA256)),
            ("problems_sha256", .string(problemsSHA256)), ("temperature", .number(temperature)),
            ("problems", .integer(problems)), ("samples", .integer(samples)), ("rows", .integer(problems * samples)),
        ])
    }

    fileprivate init?(_ value: JSONValue) {
        // Of these numbers no product overflows, nor a sum of as many of them as a file can hold.
        let numbers = 0...1 << 20
        guard let identity = value["identity"]?.string, let kind = value["kind"]?.string,
            let cell = value["cell"]?.integer, let domain = value["domain"]?.string,
            let model = value["model"]?.string, let modelSHA256 = value["model_sha256"]?.string,
            let problemSet = value["problem_set"]?.string,
            let problemSetSHA256 = value["problem_set_sha256"]?.string,
            let problemsSHA256 = value["problems_sha256"]?.string,
            let temperature = value["temperature"]?.number, let problems = value["problems"]?.integer,
            let samples = value["samples"]?.integer, numbers.contains(cell), numbers.contains(problems),
            numbers.contains(samples)
        else { return nil }
        self.init(
            identity: identity, kind: kind, cell: cell, domain: domain, model: model, modelSHA256: modelSHA256,
            problemSet: problemSet, problemSetSHA256: problemSetSHA256, problemsSHA256: problemsSHA256,
            temperature: temperature, problems: problems, samples: samples)
    }
}
