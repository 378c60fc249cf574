import Foundation
import Testing
import WinnowRuns
import WinnowStore

/// A plan with what one machine makes of it, and a way to make shards; deleted with its last reference.
private final class PlannedSweep {
    let folder: TemporaryFolder
    static let sampling = ["--domain", "chain,maze", "--model", "weak", "--problems", "5", "--samples", "6"]

    init() throws {
        folder = try TemporaryFolder()
    }

    @discardableResult
    func plan(_ shards: Int, by division: String = "problems", name: String = "s.plan", _ more: [String] = []) throws
        -> String
    {
        let path = folder.path(name)
        let call = try Call(
            ["plan"] + Self.sampling + ["--shards", "\(shards)", "--shard-by", division, "--output", path] + more)
        #expect(call.status == 0, "\(call.error)")
        return path
    }

    func sample(_ plan: String, _ index: Int, of count: Int, to name: String) throws -> String {
        let path = folder.path(name)
        let call = try Call(["sample", "--plan", plan, "--shard", "\(index)/\(count)", "--db", path, "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        return path
    }

    /// What one machine makes.
    func whole() throws -> String {
        let path = folder.path("whole.db")
        #expect(try Call(["sample"] + Self.sampling + ["--db", path, "--quiet"]).status == 0)
        return path
    }

    func merge(_ sources: [String], _ plan: String, into name: String, _ more: [String] = []) throws -> (
        Call, path: String
    ) {
        let path = folder.path(name)
        return (try Call(["merge"] + sources + ["--plan", plan, "--into", path, "--quiet"] + more), path)
    }

    /// The runs with their numbers and digests, and the tables, as programs read them.
    func look(_ path: String) throws -> [String] {
        let list = try Call(["list", "runs", "--db", path, "--format", "csv"])
        // All columns but the time at which a run was begun.
        let runs = list.lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return (cells.dropLast(2) + cells.suffix(1)).joined(separator: ",")
        }
        let table = try Call(["table", "--db", path, "--strategies", "all", "--format", "csv"])
        #expect(list.status == 0 && table.status == 0, "\(list.error)\(table.error)")
        return runs + [table.output]
    }
}

@Suite("shards of a plan")
struct ShardCommandTests {
    @Test(
        "any split, in any order and with one shard twice, leads to the digests and table bytes of one machine",
        arguments: [("problems", [1, 2, 3, 7]), ("samples", [2, 7]), ("cells", [2, 3])])
    func splits(division: String, counts: [Int]) throws {
        let sweep = try PlannedSweep()
        let expected = try sweep.look(sweep.whole())
        for count in counts {
            let plan = try sweep.plan(count, by: division, name: "\(count).plan")
            var shards = try (0..<count).map { try sweep.sample(plan, $0, of: count, to: "\(count)-\($0).db") }
            shards.append(try sweep.sample(plan, 0, of: count, to: "\(count)-again.db"))
            let call = try sweep.merge(shards.reversed(), plan, into: "\(count).db")
            #expect(call.0.status == 0, "\(call.0.error)")
            #expect(try sweep.look(call.path) == expected, "\(count) shards by \(division)")
            #expect(try Call(["shards", "--plan", plan] + shards).status == 0)
        }
    }

    @Test("what is missing is named, and the exit status says so")
    func missing() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(3)
        let (a, c) = (try sweep.sample(plan, 0, of: 3, to: "s0.db"), try sweep.sample(plan, 2, of: 3, to: "s2.db"))
        let shards = try Call(["shards", "--plan", plan, a, c, "--format", "csv"])
        #expect(shards.status == 1)
        #expect(shards.hasOneLineError)
        #expect(shards.error.contains("lacks shard 1/3"))
        #expect(shards.lines.contains { $0.hasPrefix("1/3,missing,0,28,") }, "\(shards.output)")
        #expect(shards.lines.contains { $0.hasPrefix("0/3,done,28,28,") }, "\(shards.output)")
        let (refused, path) = try sweep.merge([a, c], plan, into: "all.db")
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains("1/3"))
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try sweep.merge([a, c], plan, into: "all.db", ["--allow-missing"]).0.status == 0)
        // What an earlier call has merged counts.
        let b = try sweep.sample(plan, 1, of: 3, to: "s1.db")
        #expect(try sweep.merge([b], plan, into: "all.db").0.status == 0)
        #expect(try sweep.look(path) == sweep.look(sweep.whole()))
    }

    @Test("the shards of another plan are refused unless they are allowed")
    func mixedPlans() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        let shards = try (0..<2).map { try sweep.sample(plan, $0, of: 2, to: "s\($0).db") }
        let other = sweep.folder.path("other.plan")
        let options = ["--domain", "chain", "--model", "weak", "--problems", "5", "--samples", "8", "--seed", "2"]
        #expect(try Call(["plan"] + options + ["--shards", "2", "--output", other]).status == 0)
        let foreign = try sweep.sample(other, 0, of: 2, to: "foreign.db")
        let (refused, path) = try sweep.merge(shards + [foreign], plan, into: "all.db")
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains(foreign))
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try Call(["shards", "--plan", plan, foreign] + shards).status == 1)
        #expect(try sweep.merge(shards + [foreign], plan, into: "all.db", ["--allow-foreign"]).0.status == 0)
    }

    @Test("a plan of another version, a changed plan and a shard that it has not are refused")
    func badPlans() throws {
        let sweep = try PlannedSweep()
        let plan = try ShardPlan(contentsOf: sweep.plan(2))
        var old = plan
        old.winnowVersion = "0.0.9"
        try sweep.folder.write(old.text, to: "old.plan")
        try sweep.folder.write(plan.text.replacing("\"samples\": 6", with: "\"samples\": 7"), to: "changed.plan")
        var weights = plan
        weights.runs[0].modelSHA256 = String(repeating: "0", count: 64)
        try sweep.folder.write(weights.text, to: "weights.plan")
        var kernels = plan
        kernels.kernelPath = "other-1"
        try sweep.folder.write(kernels.text, to: "kernels.plan")
        for (name, word) in [
            ("old.plan", "0.0.9"), ("changed.plan", "changed"), ("weights.plan", "weights"),
            ("kernels.plan", "other-1"),
            ("none.plan", "none.plan"),
        ] {
            let db = sweep.folder.path("x.db")
            let call = try Call(
                ["sample", "--plan", sweep.folder.path(name), "--shard", "0/2", "--db", db, "--quiet"])
            #expect(call.status == 1 && call.hasOneLineError && call.error.contains(word), "\(call.error)")
            #expect(!FileManager.default.fileExists(atPath: db))
        }
        let plain = sweep.folder.path("s.plan")
        #expect(try Call(["sample", "--plan", plain, "--shard", "2/3", "--db", sweep.folder.path("x.db")]).status == 1)
        #expect(try Call(["sample", "--plan", plain, "--db", sweep.folder.path("x.db")]).status == 64)
        let more = ["--shard", "0/2", "--samples", "9", "--db", sweep.folder.path("x.db")]
        let given = try Call(["sample", "--plan", plain] + more)
        #expect(given.status == 64 && given.error.contains("--samples"))
    }

    /// Changes raw data, as nothing of winnow's does; the triggers that stand in the way are there again afterwards.
    private func forge(_ path: String, _ sql: String) throws {
        let call = try Call(
            script: """
                set -e
                triggers=$(sqlite3 '\(path)' "select sql || ';' from sqlite_schema where type = 'trigger'")
                sqlite3 '\(path)' "select 'drop trigger ' || name || ';' from sqlite_schema where type = 'trigger'" | sqlite3 '\(path)'
                sqlite3 '\(path)' '\(sql)'
                sqlite3 '\(path)' "$triggers"
                """)
        #expect(call.status == 0, "\(call.error)")
    }

    @Test("a truncated shard and one with other bytes are named, and nothing is lost")
    func damage() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        let shards = try (0..<2).map { try sweep.sample(plan, $0, of: 2, to: "s\($0).db") }
        let data = try Data(contentsOf: URL(filePath: shards[1]))
        let cut = sweep.folder.path("cut.db")
        try data.prefix(data.count / 2).write(to: URL(filePath: cut))
        let told = try Call(["shards", "--plan", plan, shards[0], cut])
        #expect(told.status == 1 && told.hasOneLineError && told.error.contains("1/2"), "\(told.error)")
        #expect(told.output.contains("damaged"))
        let (refused, path) = try sweep.merge([shards[0], cut], plan, into: "all.db")
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains(cut), "\(refused.error)")
        #expect(!FileManager.default.fileExists(atPath: path))
        // The same shard, with another log-probability in one of its candidates.
        let forged = sweep.folder.path("forged.db")
        try data.write(to: URL(filePath: forged))
        try forge(forged, "update candidate set log_probability = -99 where id = 1")
        let twice = try sweep.merge(shards + [forged], plan, into: "all.db").0
        #expect(twice.status == 1 && twice.hasOneLineError, "\(twice.error)")
        #expect(twice.error.contains("1/2") && twice.error.contains(forged))
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try sweep.merge(shards, plan, into: "all.db").0.status == 0)
        let late = try sweep.merge([forged], plan, into: "all.db").0
        #expect(late.status == 1 && late.hasOneLineError, "\(late.error)")
        #expect(try sweep.look(path) == sweep.look(sweep.whole()))
    }

    @Test("shards of other kernels are refused by name, or become a run of their own path")
    func otherKernels() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        let shards = try (0..<2).map { try sweep.sample(plan, $0, of: 2, to: "s\($0).db") }
        let other = sweep.folder.path("other.db")
        try FileManager.default.copyItem(atPath: shards[1], toPath: other)
        // As a portable build would have named its runs.
        let store = try Store(path: other, readOnly: true)
        let renaming = try store.runs().map { run in
            var identity = RunIdentity(
                run.record, model: try store.model(run.record.model),
                problemSet: try store.problemSet(run.record.problemSet))
            identity.kernelPath = "portable-2"
            return
                "update run set kernel_path = \"portable-2\", identity = \"\(identity.sha256)\" where id = \(run.id);"
        }
        try store.close()
        try forge(other, renaming.joined().replacing("\"", with: "'\\''"))
        let (refused, path) = try sweep.merge([shards[0], other], plan, into: "all.db")
        #expect(
            refused.status == 1 && refused.hasOneLineError && refused.error.contains("portable-2"), "\(refused.error)")
        let (allowed, _) = try sweep.merge([shards[0], other], plan, into: "all.db", ["--allow-other-kernels"])
        #expect(allowed.status == 0, "\(allowed.error)")
        #expect(try Store(path: path, readOnly: true).runs().count == 8)
    }

    @Test("schedulers' variables choose the shard")
    func auto() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        let environments = [
            ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "2"],
            ["JOB_COMPLETION_INDEX": "1"],
        ]
        for (number, environment) in environments.enumerated() {
            let path = sweep.folder.path("auto\(number).db")
            let call = try Call(
                ["sample", "--plan", plan, "--shard", "auto", "--db", path, "--quiet"], environment: environment)
            #expect(call.status == 0 && call.output.contains("shard 1/2"), "\(call.error)\(call.output)")
        }
        let call = try Call(["sample", "--plan", plan, "--shard", "auto", "--db", sweep.folder.path("x.db"), "--quiet"])
        #expect(call.status == 1 && call.hasOneLineError)
    }

    @Test("without a plan, sample, sweep, backprompt and judge do their shard too")
    func withoutPlan() throws {
        let sweep = try PlannedSweep()
        let folder = sweep.folder
        let expected = try sweep.look(sweep.whole())
        for (command, division) in [("sample", "problems"), ("sweep", "samples")] {
            let parts = try (0..<3).map { index in
                let path = folder.path("\(command)\(index).db")
                let call = try Call(
                    [command] + PlannedSweep.sampling
                        + ["--shard", "\(index)/3", "--shard-by", division, "--db", path, "--quiet"])
                #expect(call.status == 0, "\(call.error)")
                return path
            }
            let merged = folder.path("\(command).db")
            #expect(try Call(["merge"] + parts + ["--into", merged]).status == 0)
            let digests = try Set(sweep.look(merged).dropLast().map { String($0.suffix(64)) })
            #expect(digests == Set(expected.dropLast().map { String($0.suffix(64)) }))
        }
        let loop = [
            "backprompt", "--domain", "chain", "--model", "weak", "--problems", "5", "--episodes", "2", "--rounds", "3",
            "--reviser", "none", "--quiet",
        ]
        let whole = folder.path("loop.db")
        #expect(try Call(loop + ["--db", whole]).status == 0)
        for division in ["problems", "samples"] {
            let parts = try (0..<2).map { index in
                let path = folder.path("loop-\(division)\(index).db")
                let call = try Call(loop + ["--shard", "\(index)/2", "--shard-by", division, "--db", path])
                #expect(call.status == 0, "\(call.error)")
                return path
            }
            let merged = folder.path("loop-\(division).db")
            #expect(try Call(["merge"] + parts + ["--into", merged]).status == 0)
            #expect(try sweep.look(merged) == sweep.look(whole))
        }
        try judged(folder)
    }

    private func judged(_ folder: TemporaryFolder) throws {
        let script = try folder.write(
            "import json, sys\nfor line in sys.stdin:\n    answer = json.loads(line)['answer']\n"
                + "    print(json.dumps({'outcome': 'accepted' if len(answer) % 2 else 'rejected'}), flush=True)\n",
            to: "odd.py")
        let judge = ["judge", "--name", "odd", "--command", "python3 '\(script.path)'", "--quiet", "--db"]
        let whole = folder.path("whole.db")
        for division in ["problems", "samples", "cells"] {
            let copies = try (0..<3).map { index in
                let path = folder.path("judged-\(division)\(index).db")
                try FileManager.default.copyItem(atPath: whole, toPath: path)
                let call = try Call(judge + [path, "--shard", "\(index)/3", "--shard-by", division])
                #expect(call.status == 0, "\(call.error)")
                return path
            }
            let merged = folder.path("judged-\(division).db")
            #expect(try Call(["merge"] + copies + ["--into", merged]).status == 0)
            let one = folder.path("judged-whole.db")
            if !FileManager.default.fileExists(atPath: one) {
                try FileManager.default.copyItem(atPath: whole, toPath: one)
                #expect(try Call(judge + [one]).status == 0)
            }
            let tables = try [one, merged].map { path in
                let call = try Call(["table", "--db", path, "--verifier", "odd", "--format", "csv"])
                #expect(call.status == 0, "\(call.error)")
                return call.output
            }
            #expect(tables[0] == tables[1], "\(division)")
        }
    }

    @Test("a merge that is killed goes on with the same call")
    func resumedMerge() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(7)
        let shards = try (0..<7).map { try sweep.sample(plan, $0, of: 7, to: "s\($0).db") }
        let path = sweep.folder.path("all.db")
        // What a merge leaves that was killed behind its third shard.
        #expect(try sweep.merge(Array(shards.prefix(3)), plan, into: "all.db", ["--allow-missing"]).0.status == 0)
        let again = try sweep.merge(shards, plan, into: "all.db").0
        #expect(again.status == 0, "\(again.error)")
        #expect(try sweep.look(path) == sweep.look(sweep.whole()))
    }
}

@Suite("winnow submit slurm")
struct SubmitTests {
    @Test("the script is sound for the shell and quotes every path")
    func script() throws {
        let sweep = try PlannedSweep()
        let odd = "it's $(touch pwned) `a` \"b\""
        let plan = try sweep.plan(3, name: odd + ".plan")
        let call = try Call([
            "submit", "slurm", "--plan", plan, "--print", "--time", "1:00:00", "--partition", "main", "--array-limit",
            "2",
        ])
        #expect(call.status == 0, "\(call.error)")
        for line in [
            "#SBATCH --array=0-2%2", "#SBATCH --time=1:00:00", "#SBATCH --partition=main",
            "#SBATCH --signal=B:USR1@120",
            "#SBATCH --requeue",
        ] { #expect(call.lines.contains(line), "\(line)") }
        #expect(call.output.contains("afterok") && call.output.contains("exit 75"))
        let script = try sweep.folder.write(call.output, to: "job.sh")
        #expect(try Call(script: "bash -n '\(script.path)'").status == 0)
        let named = try Call(
            script:
                "plan=$(bash -c \"$(grep '^plan=' '\(script.path)' | head -1)\"'; printf %s \"$plan\"'); test -f \"$plan\" && ! test -e pwned"
        )
        #expect(named.status == 0, "\(named.error)")
    }

    @Test("the script's tasks leave what one machine makes, also after a signal", .timeLimit(.minutes(5)))
    func tasks() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        let call = try Call(["submit", "slurm", "--plan", plan, "--print"])
        let script = try sweep.folder.write(call.output, to: "job.sh")
        // A Slurm of a few lines: it starts tasks one after the other, and says that each is running.
        for (name, body) in [
            ("squeue", "echo RUNNING"), ("scontrol", "echo \"$@\" >>'\(sweep.folder.path("requeued"))'"),
        ] {
            let file = try sweep.folder.write("#!/bin/bash\n\(body)\n", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let run = """
            export PATH='\(sweep.folder.url.path)':$PATH TMPDIR='\(sweep.folder.url.path)' SLURM_ARRAY_JOB_ID=1
            mkdir -p '\(plan).shards'
            task() { SLURM_ARRAY_TASK_ID=$1 SLURM_JOB_ID=1$1 SLURM_RESTART_COUNT=$2 bash '\(script.path)'; }
            task 0 0 || exit 1
            (export SLURM_ARRAY_TASK_ID=1 SLURM_JOB_ID=11 SLURM_RESTART_COUNT=0; exec bash '\(script.path)') & job=$!
            for _ in $(seq 200); do [ -f "$TMPDIR/winnow-$(id -u)-1-1/shard.db" ] && break; sleep 0.05; done
            kill -USR1 $job; wait $job; echo "status $?"
            task 1 1; echo "status $?"
            ls '\(plan).shards'
            """
        let tasks = try Call(script: run)
        #expect(tasks.status == 0, "\(tasks.error)")
        // On a fast machine the program may be done before it hears of the signal.
        let status = tasks.lines.filter { $0.hasPrefix("status ") }
        #expect(status.count == 2 && ["status 75", "status 0"].contains(status[0]), "\(tasks.output)\(tasks.error)")
        #expect(status.last == "status 0", "\(tasks.output)\(tasks.error)")
        if status.first == "status 75" {
            #expect(FileManager.default.fileExists(atPath: sweep.folder.path("requeued")))
        }
        let shards = (0..<2).map { plan + ".shards/shard-\($0).db" }
        let (merged, path) = try sweep.merge(shards, plan, into: "all.db")
        #expect(merged.status == 0, "\(merged.error)")
        #expect(try sweep.look(path) == sweep.look(sweep.whole()))
        let done = try Call(["submit", "slurm", "--plan", plan, "--print"])
        #expect(done.status == 1 && done.hasOneLineError && done.error.contains("winnow merge"))
        try FileManager.default.removeItem(atPath: shards[0])
        #expect(try Call(["submit", "slurm", "--plan", plan, "--print"]).lines.contains("#SBATCH --array=0"))
    }

    @Test("options that Slurm would not take are refused")
    func refusals() throws {
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(2)
        for options in [
            ["--time", "1 hour"], ["--partition", "a b"], ["--partition", "x\n#SBATCH --uid=0"],
            ["--array-limit", "0"],
            ["--cpus", "0"], ["--grace", "0"], ["--retries", "-1"],
        ] {
            let call = try Call(["submit", "slurm", "--plan", plan, "--print"] + options)
            #expect(call.status == 1 && call.hasOneLineError, "\(options): \(call.error)")
        }
    }
}

/// The page's own lines, which are run as they stand there.
@Suite("the page on shards")
struct ShardPageTests {
    private func page() throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/winnow/Winnow.docc/BeyondOneMachine.md")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private func check(_ sweep: PlannedSweep, _ plan: String, _ shards: [String]) throws {
        let (merged, path) = try sweep.merge(shards, plan, into: "all.db")
        #expect(merged.status == 0, "\(merged.error)")
        #expect(try sweep.look(path) == sweep.look(sweep.whole()))
    }

    @Test("the line for GNU parallel makes all shards")
    func parallel() throws {
        let line = try #require(try page().first { $0.hasPrefix("parallel ") })
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(3)
        // Where there is no GNU parallel, the same by a loop: what is tried is which indices the line names.
        let call = try Call(
            script: """
                cd '\(sweep.folder.url.path)'
                winnow() { "$winnow" "$@"; }
                if ! command -v parallel >/dev/null; then
                    for i in 0 1 2; do
                        eval "$(echo '\(line)' | sed -e 's/^parallel --jobs [0-9]* //' -e 's/ ::: .*//' -e "s/{}/$i/g")" || exit
                    done
                    exit
                fi
                \(line.replacing("winnow", with: "\"$winnow\""))
                """)
        #expect(call.status == 0, "\(call.error)")
        try check(sweep, plan, (0..<3).map { sweep.folder.path("s\($0).db") })
    }

    @Test("the script of the Kubernetes manifest makes the shard of each index")
    func kubernetes() throws {
        let lines = try page()
        let start = try #require(lines.firstIndex { $0.hasSuffix("            - |") })
        let indent = String(repeating: " ", count: 14)
        let script = lines[(start + 1)...].prefix { $0.hasPrefix(indent) }.map { $0.dropFirst(indent.count) }
            .joined(separator: "\n")
        #expect(script.contains("--shard auto"))
        #expect(lines.contains { $0.contains("completionMode: Indexed") } && lines.contains("  completions: 3"))
        let sweep = try PlannedSweep()
        let plan = try sweep.plan(3)
        for index in 0..<3 {
            let folder = sweep.folder.url.path
            let own = script.replacing("/tmp/", with: "POD/").replacing("/data", with: folder)
                .replacing("POD/", with: "\(folder)/pod\(index)/")
            let call = try Call(
                script: """
                    mkdir '\(folder)/pod\(index)'
                    winnow() { "$winnow" "$@"; }
                    export JOB_COMPLETION_INDEX=\(index)
                    \(own)
                    """)
            #expect(call.status == 0, "\(call.error)")
        }
        try check(sweep, plan, (0..<3).map { sweep.folder.path("shard-\($0).db") })
    }
}
