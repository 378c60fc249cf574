import ArgumentParser
import WinnowCollection
import WinnowRuns

/// `winnow sample`: fill pools, without estimating anything.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Sample candidates into a database, without estimating anything.",
        discussion: """
            Takes up where an earlier call was interrupted; the table is printed by winnow table.

            With --endpoint the candidates come from a server that speaks OpenAI's API: vLLM, llama.cpp's, or any \
            provider. Requests that fail for a while are repeated with growing pauses, every answer is stored as it \
            comes, and a budget ends the call without an error. The problems are a domain's, read in its own tokens or, \
            with --extract, in a model's own words; or a file's, graded by its references.

            With --shard one of several processes does its part, wherever they run; winnow merge makes one database of \
            them. With --plan, which winnow plan writes, the plan says what is sampled.

            Examples:
              winnow sample --domain countdown --model strong --problems 200 \\
                --samples 256 --db big.db
              winnow sample --endpoint http://127.0.0.1:8000/v1 --chat --model qwen \\
                --domain countdown --extract last-line --problems 40 --samples 16 \\
                --db x.db
              winnow sample --endpoint https://api.example.com --chat --model m \\
                --problems-file problems.jsonl --template step-by-step \\
                --stopping adaptive-beta --samples 64 --prices 0.5,1.5 --cost-budget 2 \\
                --db x.db
              winnow sample --plan s.plan --shard 0/3 --db s0.db
            """)

    @OptionGroup var sampling: SamplingOptionGroup
    @OptionGroup(title: "Endpoint") var endpoint: EndpointOptions
    @OptionGroup(title: "Endpoint: what is asked") var asking: EndpointSamplingOptions
    @OptionGroup(title: "One of several processes") var shards: ShardOptionGroup
    @OptionGroup var database: DatabaseOption
    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    @Option(
        help: ArgumentHelp("Sample a --shard of this plan, which says all that is sampled.", valueName: "file"),
        completion: .file())
    var plan: String?

    func validate() throws {
        guard plan != nil else { return }
        if shards.shard == nil { throw ValidationError("--plan needs a --shard, such as 0/3, or auto.") }
        if shards.division != nil { throw ValidationError("--plan says how it is divided: leave --shard-by out.") }
        if endpoint.endpoint != nil {
            throw ValidationError("--plan is of models of this program, not of an --endpoint.")
        }
        if let given = sampling.given.first ?? (seed.seed == SeedOption.usual ? nil : "seed") {
            throw ValidationError("--plan says what is sampled: leave --\(given) out.")
        }
    }

    func run() async throws {
        if let plan { return try await sampleShard(of: plan) }
        if let address = endpoint.endpoint { return try await ask(address) }
        if asking.problemsFile != nil { throw ValidationError("--problems-file goes with --endpoint.") }
        if asking.probe { throw ValidationError("--probe goes with --endpoint.") }
        let sweep = try Sweep(
            sampling.request(seed: seed.seed, threads: threads.count), share: shards.share())
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .creating) { store in
            let runs = try await interruptible {
                try await bar.during { try await sweep.sample(into: store, observe: $0) }
            }
            Terminal.write(sweep.report(runs))
        }
    }

    private func sampleShard(of path: String) async throws {
        let plan = try ShardPlan(contentsOf: path)
        let sampling = try PlannedSampling(
            plan, name: path, shard: shards.shard(of: plan.shards), threads: threads.count,
            allowsOtherKernels: sampling.allowOtherKernels)
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .creating) { store in
            let lines = try await interruptible {
                try await bar.during { try await sampling.sample(into: store, observe: $0) }
            }
            Terminal.write(lines)
        }
    }

    private func ask(_ address: String) async throws {
        var plan = try asking.plan(sampling, seed: seed.seed, endpoint)
        plan.share = try shards.share()
        let client = try endpoint.client(address, model: sampling.model.elements[0])
        let (bar, greedy) = (quiet.progressBar, asking.greedy)
        try await DatabaseFile.with(database.path, for: .creating) { store in
            let source = EndpointSource(client, plan)
            Terminal.write(
                try await interruptible {
                    try await bar.during {
                        try await source.report(greedy: greedy, into: Collector(into: store, observe: $0))
                    }
                })
        }
    }
}
