import Testing
import WinnowCore
import WinnowRuns

@Suite("shards of work")
struct ShardTests {
    @Test("a shard is read as it is written, and nothing else is one")
    func text() throws {
        let shard = try Shard(parsing: "2/7")
        #expect((shard.index, shard.count) == (2, 7))
        #expect("\(shard)" == "2/7")
        for text in ["", "2", "7/7", "-1/7", "2/0", "a/b", "1/2/3", "1/", "/2", "0/100001", "99999999999999999999/2"] {
            #expect(throws: ExperimentError.self, "\(text)") { try Shard(parsing: text) }
        }
    }

    @Test(
        "whatever the number of shards, each thing is in one and the parts differ by one at most",
        arguments: [1, 2, 3, 7, 64])
    func partition(count: Int) throws {
        let shards = try (0..<count).map { try Shard($0, of: count) }
        for size in [0, 1, 2, 6, 7, 40, 1000] {
            let dealt = shards.map { shard in (0..<size).filter(shard.includes) }
            #expect(dealt.flatMap(\.self).sorted() == Array(0..<size))
            let ranges = shards.map { $0.range(of: size) }
            #expect(ranges.flatMap { Array($0) } == Array(0..<size))
            for sizes in [dealt.map(\.count), ranges.map(\.count)] {
                #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
            }
        }
    }

    @Test("the rows of all shares are those of the whole, whatever they are cut by", arguments: ShardDivision.allCases)
    func rows(division: ShardDivision) throws {
        for count in [1, 2, 3, 7] {
            for (problems, samples) in [(0, 5), (1, 1), (5, 3), (40, 32)] {
                for cell in 0..<4 {
                    let rows = try (0..<count).map { index in
                        ShardShare(try Shard(index, of: count), by: division).rows(
                            problems: problems, samples: samples, cell: cell)
                    }
                    #expect(rows.reduce(0, +) == problems * samples)
                }
            }
        }
    }

    @Test("the rows of a share are the places and samples that it includes", arguments: ShardDivision.allCases)
    func counting(division: ShardDivision) throws {
        for index in 0..<3 {
            let share = ShardShare(try Shard(index, of: 3), by: division)
            for cell in 0..<4 {
                let problems = (0..<10).count { share.includes(cell: cell) && share.includes(place: $0) }
                #expect(share.rows(problems: 10, samples: 8, cell: cell) == problems * share.samples(of: 8).count)
            }
        }
    }
}

@Suite("shards that schedulers start")
struct ScheduledShardTests {
    private func slurm(_ id: Int, min: Int = 0, count: Int, step: Int? = nil) -> [String: String] {
        var environment = [
            "SLURM_ARRAY_TASK_ID": "\(id)", "SLURM_ARRAY_TASK_MIN": "\(min)", "SLURM_ARRAY_TASK_COUNT": "\(count)",
        ]
        environment["SLURM_ARRAY_TASK_STEP"] = step.map { "\($0)" }
        return environment
    }

    @Test("Slurm's arrays may begin anywhere and have steps")
    func arrays() throws {
        #expect(try "\(Shard(scheduledBy: slurm(2, count: 3)))" == "2/3")
        #expect(try "\(Shard(scheduledBy: slurm(3, min: 1, count: 3), of: 3))" == "2/3")
        #expect(try "\(Shard(scheduledBy: slurm(14, min: 10, count: 4, step: 2)))" == "2/4")
    }

    @Test("Kubernetes says the index, and a plan how many there are")
    func indexedJobs() throws {
        #expect(try "\(Shard(scheduledBy: ["JOB_COMPLETION_INDEX": "4"], of: 5))" == "4/5")
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: ["JOB_COMPLETION_INDEX": "4"]) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: ["JOB_COMPLETION_INDEX": "5"], of: 5) }
    }

    @Test("what does not fit is refused, and never another shard")
    func misfits() throws {
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: [:], of: 3) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: slurm(1, count: 4), of: 3) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: slurm(0, min: 1, count: 3)) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: slurm(3, count: 4, step: 2)) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: slurm(4, count: 3)) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: ["SLURM_ARRAY_TASK_ID": "1"]) }
        #expect(throws: ExperimentError.self) { try Shard(scheduledBy: ["JOB_COMPLETION_INDEX": "x"], of: 3) }
    }
}

@Suite("plans of shards")
struct ShardPlanTests {
    static func plan(
        _ division: ShardDivision = .problems, shards: Int = 3, version: String = winnowVersion
    ) throws -> ShardPlan {
        func run(_ kind: String, cell: Int, samples: Int) -> ShardPlan.Run {
            ShardPlan.Run(
                identity: "\(kind)\(cell)", kind: kind, cell: cell, domain: "chain", model: "weak", modelSHA256: "a",
                problemSet: "test", problemSetSHA256: "b", problemsSHA256: "c", temperature: kind == "greedy" ? 0 : 0.8,
                problems: 10, samples: samples)
        }
        return try ShardPlan(
            winnowVersion: version, kernelPath: "avx2-fma-2",
            options: ShardPlan.Options(
                domains: ["chain", "maze"], models: ["it's \"odd\"\n"], temperatures: [0.8, 1], topK: 0, topP: 1,
                maxTokens: nil, split: "test", problems: 10, samples: 8, seed: .max),
            division: division, shards: shards,
            runs: (0..<2).flatMap { [run("sample", cell: $0, samples: 8), run("greedy", cell: $0, samples: 1)] })
    }

    @Test("a plan is read back as it was written", arguments: ShardDivision.allCases)
    func roundTrip(division: ShardDivision) throws {
        let plan = try Self.plan(division, shards: 7)
        #expect(try ShardPlan(parsing: plan.text, name: "s.plan") == plan)
        #expect(plan.rows == 2 * 10 * 9)
        #expect(plan.shares.reduce(0) { $0 + plan.rows(of: $1) } == plan.rows)
    }

    @Test("a plan that was changed, cut or is none is refused with its name")
    func damage() throws {
        let text = try Self.plan().text
        var broken = [
            "", "{}", "[1]", "text", String(text.dropLast(40)),
            text.replacing("\"samples\": 8", with: "\"samples\": 9"),
        ]
        broken.append(text.replacing("\"division\": \"problems\"", with: "\"division\": \"samples\""))
        broken.append(text.replacing("\"format_version\": 1", with: "\"format_version\": 2"))
        broken.append(text.replacing("\"shards\": 3", with: "\"shards\": 99999999999"))
        for text in broken {
            let error = #expect(throws: ExperimentError.self) { try ShardPlan(parsing: text, name: "s.plan") }
            #expect(error?.problem.contains("'s.plan'") == true)
        }
    }

    @Test("a plan of another version or of other kernels is refused, the latter unless they are allowed")
    func checks() throws {
        let plan = try Self.plan()
        try plan.check(name: "s.plan", kernelPath: "avx2-fma-2", allowsOtherKernels: false)
        try plan.check(name: "s.plan", kernelPath: "portable-2", allowsOtherKernels: true)
        let kernels = #expect(throws: ExperimentError.self) {
            try plan.check(name: "s.plan", kernelPath: "portable-2", allowsOtherKernels: false)
        }
        #expect(kernels?.problem.contains("portable-2") == true && kernels?.problem.contains("avx2-fma-2") == true)
        let version = #expect(throws: ExperimentError.self) {
            try Self.plan(version: "0.0.9").check(name: "s.plan", kernelPath: "avx2-fma-2", allowsOtherKernels: true)
        }
        #expect(version?.problem.contains("0.0.9") == true)
        #expect(throws: ExperimentError.self) { try plan.share(Shard(0, of: 4)) }
        #expect(throws: ExperimentError.self) { try Self.plan(shards: 0) }
    }

    @Test("coverage counts each candidate in its shard, and finds what is missing", arguments: ShardDivision.allCases)
    func coverage(division: ShardDivision) throws {
        let plan = try Self.plan(division)
        var all = ShardCoverage(of: plan)
        for (index, share) in plan.shares.enumerated() {
            #expect(all.gaps(of: share).reduce(0) { $0 + $1.rows } == plan.rows(of: share))
            var own = ShardCoverage(of: plan)
            for (place, run) in plan.runs.enumerated() where share.includes(cell: run.cell) {
                for problem in 0..<run.problems where share.includes(place: problem) {
                    let rest = own.add(RangeSet(share.samples(of: run.samples)), run: place, place: problem)
                    #expect(rest.isEmpty)
                }
            }
            #expect(own.rows.enumerated().filter { $0.offset != index }.reduce(0) { $0 + $1.element } == 0)
            #expect(own.rows[index] == plan.rows(of: share))
            all.formUnion(own)
            #expect(all.gaps(of: share).isEmpty)
        }
        #expect(all.rows.reduce(0, +) == plan.rows)
    }

    @Test("what is not in the plan is told and not counted")
    func beyond() throws {
        let plan = try Self.plan()
        var coverage = ShardCoverage(of: plan)
        #expect(coverage.add(RangeSet(6..<12), run: 0, place: 0) == RangeSet(8..<12))
        #expect(coverage.add(RangeSet(0..<1), run: 0, place: 10) == RangeSet(0..<1))
        #expect(coverage.rows.reduce(0, +) == 2)
    }
}
