import Foundation
import TestGuards
import Testing
import WinnowStore

/// A server on loopback with all the faults there are, and the program that asks it.
@Suite("Endpoints", .enabled(if: ScriptedServer.isAvailable, "python3 runs the server"))
struct EndpointTests {
    private let folder: TemporaryFolder
    private let problems: String
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        problems = folder.path("problems.jsonl")
        database = folder.path("x.db")
        let lines = (1...4).map { "{\"prompt\": \"What is \($0) + 1?\", \"reference\": \"2\"}\n" }
        try folder.write(lines.joined(), to: "problems.jsonl")
    }

    private func ask(
        _ server: ScriptedServer, _ options: [String] = [], samples: Int = 6, environment: [String: String] = [:]
    ) throws -> Call {
        try Call(
            [
                "sample", "--endpoint", server.address, "--model", "m", "--problems-file", problems, "--samples",
                "\(samples)", "--db", database, "--quiet",
            ] + options, environment: environment)
    }

    /// (problem, sample index, completion) of all candidates, in order.
    private func candidates() throws -> [String] {
        let store = try Store(path: database, readOnly: true)
        var found: [String] = []
        for run in try store.runs() {
            try store.forEachCandidate(of: run.id) { entry in
                let candidate = entry.record.candidate
                found.append("\(candidate.problem) \(candidate.sampleIndex) \(candidate.completion?.text ?? "-")")
            }
        }
        return found
    }

    @Test("whatever the server does, nothing is lost and nothing doubled")
    func faults() throws {
        let server = try ScriptedServer(["429", "500", "break", "garbage", "hang", "ok"])
        let call = try ask(server, ["--request-timeout", "1", "--concurrency", "3"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("24 new candidates"))
        let faulty = try candidates()
        #expect(faulty.count == 24 && Set(faulty).count == 24)
        // Every request was sent until it was answered, and then never again.
        let requests = try server.requests
        #expect(requests.filter { $0.fault == "ok" }.count == 24)
        #expect(Set(requests.map(\.fault)) == ["429", "500", "break", "garbage", "hang", "ok"])

        let other = folder.path("calm.db")
        let calm = try ScriptedServer(["ok"])
        #expect(
            try Call([
                "sample", "--endpoint", calm.address, "--model", "m", "--problems-file", problems, "--samples", "6",
                "--db", other, "--quiet",
            ]).status == 0)
        let store = try Store(path: other, readOnly: true)
        var texts: [String] = []
        try store.forEachCandidate(of: store.runs()[0].id) { entry in
            let candidate = entry.record.candidate
            texts.append("\(candidate.problem) \(candidate.sampleIndex) \(candidate.completion?.text ?? "-")")
        }
        #expect(faulty == texts, "the answers do not depend on the faults before them")
    }

    @Test("resuming asks only for what is missing, and more samples extend the run")
    func resuming() throws {
        let server = try ScriptedServer(["ok"])
        #expect(try ask(server, samples: 2).status == 0)
        #expect(try ask(server, samples: 2).output.contains(": 0 new candidates, 8 of 4 problems"))
        #expect(try ask(server, samples: 5).output.contains(": 12 new candidates, 20 of 4 problems"))
        #expect(try server.requests.count == 20)
        #expect(Set(try candidates()).count == 20)
    }

    @Test("a server that answers one completion where several are asked for is asked again")
    func fewerThanAsked() throws {
        let server = try ScriptedServer(["ok", "single"])
        let call = try ask(server, ["--per-request", "3"])
        #expect(call.status == 0, "\(call.error)")
        #expect(Set(try candidates()).count == 24)
        #expect(try server.requests.count == 24)
    }

    @Test("a killed call keeps every answer that came, and the same command goes on")
    func killed() throws {
        let server = try ScriptedServer(["ok", "ok", "ok", "ok", "ok", "hang", "ok"])
        let program = try RunningProgram([
            "sample", "--endpoint", server.address, "--model", "m", "--problems-file", problems, "--samples", "6",
            "--db", database, "--concurrency", "1", "--quiet",
        ])
        let reached = try program.wait { try server.requests.count >= 6 }
        #expect(reached)
        let end = try program.end(with: SIGINT)
        #expect(end.status == 130 && end.error.contains("interrupted; finished work is kept"))
        #expect(try candidates().count == 5)
        #expect(try ask(server).output.contains(": 19 new candidates"))
        #expect(Set(try candidates()).count == 24)
    }

    @Test("the key is sent to the server, and is nowhere else")
    func secret() throws {
        let key = "sk-0123456789abcdef"
        let server = try ScriptedServer(["ok", "ok", "401"])
        let call = try ask(
            server, ["--key-variable", "MY_KEY", "--concurrency", "1"], environment: ["MY_KEY": key])
        #expect(call.status == 1 && call.hasOneLineError)
        #expect(call.error.contains("answered 401: no, says the server to Bearer <secret>"))
        #expect(try nonEmpty(server.requests).allSatisfy { $0.key == "Bearer \(key)" })
        #expect(!call.error.contains(key) && !call.output.contains(key))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where file.hasPrefix("x.db") {
            let data = try Data(contentsOf: folder.url.appending(path: file))
            #expect(data.firstRange(of: Data(key.utf8)) == nil, "\(file)")
        }
        #expect(try candidates().count == 2)
    }

    @Test("a budget ends the call before it is exceeded, and a larger one goes on")
    func budget() throws {
        let server = try ScriptedServer(["ok"])
        // A request costs 13 tokens, and may cost some 33 + 20.
        let options = ["--max-tokens", "20", "--concurrency", "2"]
        let call = try ask(server, options + ["--token-budget", "150"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("the budget is used up"))
        let asked = try server.requests.count
        #expect((5..<12).contains(asked))
        #expect(try candidates().count == asked)
        let price = try ask(server, options + ["--prices", "1,1", "--cost-budget", "0.001"])
        #expect(price.output.contains("24 of 4 problems now") && price.output.contains("cost 0.0"))
        #expect(Set(try candidates()).count == 24)
    }

    @Test("a rule stops asking as soon as a replay of the samples would, also after an interruption")
    func stopping() throws {
        // All answers agree, so that the rule of the five-in-a-row stops after five of them.
        let server = try ScriptedServer(["ok"], words: ["2"])
        let call = try ask(server, ["--stopping", "esc"], samples: 20)
        #expect(call.output.contains(": 20 new candidates, 20 of 4 problems"), "\(call.error)")
        #expect(call.output.contains("a rule ended 4 problems early"))
        #expect(try ask(server, ["--stopping", "esc"], samples: 20).output.contains(": 0 new candidates"))
        #expect(try server.requests.count == 20)
        // How many samples a problem has depends on its answers: they say nothing of other strategies.
        let table = try Call(["table", "--db", database, "--format", "csv"])
        #expect(table.lines.dropFirst().map { $0.split(separator: ",")[6] } == ["esc"], "\(table.error)")
        #expect(table.lines.last?.contains(",esc,none,5,") == true && table.lines.last?.contains(",prefix,") == true)
        let refused = try Call(["table", "--db", database, "--strategies", "majority"])
        #expect(refused.status == 1 && refused.error.contains("sampled until esc stopped"), "\(refused.error)")
        let noted = try Call(["table", "--db", database, "--strategies", "esc,majority", "--explain"])
        #expect(noted.output.contains("cannot say what majority would have done"), "\(noted.error)")
        #expect(try Call(["diagnose", "--db", database, "--run", "1"]).error.contains("sampled until esc stopped"))
        // Cut pools are a run of their own, which other commands pass over.
        #expect(try ask(server, samples: 1).output.contains("run 2: 4 new candidates"))
        #expect(try Call(["compare", "--strategies", "single,majority", "--db", database]).status == 0)
    }

    @Test("chats, templates, examples and system messages reach the server")
    func templates() throws {
        let server = try ScriptedServer(["ok"])
        try folder.write("{\"prompt\": \"What is 0 + 1?\", \"completion\": \"1\"}\n", to: "shots.jsonl")
        let options = [
            "--template", "step-by-step", "--few-shot", folder.path("shots.jsonl"), "--system", "Be brief.",
            "--extra", "{\"top_k\": 5}", "--log-probabilities", "--stop-text", "Q:",
        ]
        #expect(try ask(server, options, samples: 1).status == 0)
        let prompt = try #require(try server.requests.first?.body.prompt)
        #expect(prompt.hasPrefix("Be brief.\n\nWhat is 0 + 1?\n\nLet's think step by step.\n1\n\nWhat is"))
        #expect(prompt.hasSuffix("+ 1?\n\nLet's think step by step."))
        #expect(try ask(server, options + ["--chat"], samples: 1).output.contains("run 2: 4 new"))
        #expect(try server.requests.last?.path == "/v1/chat/completions")
        let table = try Call([
            "table", "--db", database, "--run", "2", "--strategies", "best-logprob", "--format", "csv",
        ])
        #expect(table.status == 0 && table.output.contains("best-logprob"), "\(table.error)")
    }

    @Test("a domain's problems are asked too, and its own verifier judges the answers")
    func domain() throws {
        let server = try ScriptedServer(["ok"], words: ["I think.\nAnswer: 5", "no idea", "7"])
        let call = try Call([
            "sample", "--endpoint", server.address, "--chat", "--model", "m", "--domain", "chain", "--extract",
            "last-line", "--problems", "3", "--samples", "6", "--db", database, "--quiet",
        ])
        #expect(call.output.contains("18 new candidates"), "\(call.error)")
        #expect(try Call(["export", "--db", database, "--format", "jsonl", "-"]).lines.count == 18)
        let store = try Store(path: database, readOnly: true)
        let judges = try store.judges(of: store.runs()[0].id)
        var outcomes: [String?] = []
        try store.forEachCandidate(of: store.runs()[0].id, judgedBy: judges) { entry in
            outcomes.append(entry.record.judgements.verdict?.outcome.rawValue)
        }
        #expect(outcomes.contains("rejected") && outcomes.contains(nil))
    }

    @Test("a model judges candidates as often as it is asked to, and is never asked twice")
    func judging() throws {
        let answering = try ScriptedServer(["ok"])
        #expect(try ask(answering, samples: 3).status == 0)
        let judge = try ScriptedServer(["500", "ok"], words: ["Let me see. Yes.", "No!", "Yes or no? Yes", "perhaps"])
        try folder.write("Is {{answer}} right?\n{{prompt}}\n{{completion}}\nSay yes or no.\n", to: "judge.txt")
        func call() throws -> Call {
            try Call([
                "judge", "--endpoint", judge.address, "--chat", "--model", "j", "--name", "wise", "--template",
                folder.path("judge.txt"), "--verifications", "4", "--db", database, "--quiet",
            ])
        }
        let first = try call()
        #expect(first.status == 0, "\(first.error)")
        let asked = try judge.requests.filter { $0.fault == "ok" }.count
        #expect(first.output.contains("\(asked) asked"))
        #expect(try call().output.contains("nothing new, 48 judged before"))
        #expect(try judge.requests.filter { $0.fault == "ok" }.count == asked)
        let store = try Store(path: database, readOnly: true)
        let run = try store.runs()[0].id
        let scorer = try #require(try store.scorers(of: run).first { $0.record.name == "wise" })
        let scores = try store.scores(of: run, by: scorer.id)
        #expect(Set(scores.map(\.repeat)) == [0, 1, 2, 3] && Set(scores.map(\.value)) == [0, 1])
        #expect(scores.count < 48, "a reply without a verdict is no score")
        let table = try Call(["table", "--db", database, "--verifier", "wise", "--strategies", "verifier"])
        #expect(table.status == 0, "\(table.error)")
    }

    @Test(
        "what cannot be asked is one clear line",
        arguments: [
            (["--endpoint", "here"], "is no address of a server"),
            (["--endpoint", "http://u:p@h/v1"], "an address with a user"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--retries", "0"], "asked 1 times"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--template", "nothing"], "there is no template"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--samples", "0"], "cannot be asked for"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--extract", "magic"], "magic"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--extra", "3"], "is no JSON object"),
            (["--endpoint", "http://127.0.0.1:9/v1", "--stopping", "never"], "there is no stopping rule"),
        ])
    func badInput(options: [String], message: String) throws {
        let call = try Call(
            ["sample", "--model", "m", "--problems-file", problems, "--db", database, "--quiet"] + options)
        #expect(call.status == 1 && call.hasOneLineError && call.error.contains(message), "\(call.error)")
    }

    @Test(
        "a body that is larger than any answer, packed or not, is that request's fault alone",
        arguments: ["bomb", "endless"])
    func largeBodies(fault: String) throws {
        let server = try ScriptedServer([fault, "ok"])
        let call = try ask(server, ["--concurrency", "1"], samples: 2)
        #expect(call.status == 1 && call.hasOneLineError)
        #expect(call.error.contains("1 candidates of run 1 were refused") && call.error.contains("larger than 64 MiB"))
        #expect(try candidates().count == 7)
        // It was not asked again.
        #expect(try server.requests.filter { $0.fault == fault }.count == 1)
    }

    @Test("numbers that cannot be cost their fields, and the samples stay")
    func oddNumbers() throws {
        let server = try ScriptedServer(["odd"])
        let call = try ask(
            server, ["--log-probabilities", "--token-budget", "1000000", "--prices", "1,1", "--cost-budget", "5"],
            samples: 2)
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("8 new candidates"))
        #expect(call.output.contains("the log-probabilities of 8 candidates cannot be and were left out"))
        let store = try Store(path: database, readOnly: true)
        var logs: [Double?] = []
        try store.forEachCandidate(of: store.runs()[0].id) { logs.append($0.record.candidate.logProbability) }
        #expect(logs == Array(repeating: nil, count: 8))
        #expect(try Call(["list", "runs", "--db", database]).status == 0)
    }

    @Test("a problem that always fails is set aside with its reason, the others go on, and it is asked again")
    func setAside() throws {
        let server = try ScriptedServer(["stubborn"])
        let call = try ask(server, ["--retries", "1", "--concurrency", "1"], samples: 2)
        #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        #expect(call.error.contains("2 candidates of 1 problems") && call.error.contains("this one breaks me"))
        #expect(try candidates().count == 6)
        let calm = try ScriptedServer(["ok"])
        #expect(try ask(calm, samples: 2).status == 0)
        #expect(try candidates().count == 8 && calm.requests.count == 2)
    }

    @Test("a server that fails all problems ends the call with its words, and leaves no database")
    func allFail() throws {
        let server = try ScriptedServer(["error-in-200"])
        let call = try ask(server, ["--retries", "0", "--concurrency", "1"], samples: 2)
        #expect(call.status == 1 && call.error.contains("the quota of today is used up"), "\(call.error)")
        #expect(!FileManager.default.fileExists(atPath: database))
        #expect(try server.requests.count < 8)
    }

    @Test("a server that takes fewer completions a request is asked for fewer, which is said")
    func fewerPerRequest() throws {
        let server = try ScriptedServer(["one-each"])
        let call = try ask(server, ["--per-request", "4", "--concurrency", "1", "--log-probabilities"], samples: 4)
        #expect(call.status == 0, "\(call.error)")
        #expect(try candidates().count == 16)
        #expect(call.output.contains("--per-request"))
    }

    @Test("a probe says what the server heeds, with answers that are not stored")
    func probe() throws {
        let server = try ScriptedServer(["ok"], words: ["1", "2", "3"])
        let call = try ask(server, ["--probe"], samples: 1)
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("n is honoured") && call.output.contains("the seed is honoured"), "\(call.output)")
        #expect(try candidates().count == 4 && server.requests.count == 6)
    }

    @Test("problems are read as datasets have them, and what is wrong is named")
    func datasets() throws {
        let server = try ScriptedServer(["ok"], words: ["5"])
        let conversation = #"[{"role":"system","content":"Be brief."},{"role":"user","content":"And 2+3?"}]"#
        let lines = [
            #"{"id":1,"question":"2+3?","answer":5,"level":3}"#,
            #"{"messages":\#(conversation),"target":["5","five"]}"#,
            #"{"q":"really?","prompt":"4+1?","solution":"so\n#### 5"}"#,
        ]
        try folder.write("[\(lines.joined(separator: ",\n"))]", to: "problems.jsonl")
        let call = try ask(server, samples: 1)
        #expect(call.status == 0, "\(call.error)")
        let graded = "SELECT count(*), sum(correct) FROM candidate_readable"
        #expect(try Call(script: "sqlite3 '\(database)' '\(graded)'").output == "3|3\n")
        #expect(try server.requests.contains { $0.body.prompt == "Be brief.\n\nAnd 2+3?" })
        try folder.write(lines[2], to: "problems.jsonl")
        #expect(try ask(server, ["--problems-field", "problem=q"], samples: 1).status == 0)
        #expect(try server.requests.contains { $0.body.prompt == "really?" })
        for (line, message) in [
            (#"{"answer":5}"#, "no member prompt"), (#"{"prompt":{"x":1}}"#, "\"prompt\""), ("[1]", "no object"),
            (#"{"prompt":"a","reference":{"x":1}}"#, "\"reference\""), (#"{"prompt":"a","id":[1]}"#, "\"id\""),
        ] {
            try folder.write(#"{"prompt":"good"}"# + "\n" + line + "\n", to: "problems.jsonl")
            let call = try ask(server, samples: 1)
            #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
            #expect(call.error.contains("line 2") && call.error.contains(message), "\(call.error)")
        }
    }

    @Test("a pause that a server asks for is cut to the longest there is")
    func longPause() throws {
        let server = try ScriptedServer(["later"])
        let call = try ask(server, ["--retries", "0"], samples: 1)
        #expect(call.status == 1 && call.hasOneLineError && call.error.contains("answered 429"))
    }

    @Test("a key is blotted out however it is written, and nothing of a message acts on the terminal")
    func splitSecret() throws {
        let key = "sk-0123456789abcdef"
        let server = try ScriptedServer(["split"])
        let call = try ask(server, ["--key-variable", "WINNOW_TEST_KEY"], environment: ["WINNOW_TEST_KEY": key])
        #expect(call.status == 1 && call.hasOneLineError)
        let letters = call.error.lowercased().unicodeScalars.filter {
            $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
        }
        #expect(!String(String.UnicodeScalarView(letters)).contains("0123456789abcdef"))
        #expect(!call.error.contains("%73%6b") && call.error.contains("\\u001b[2J\\u202e"))
        #expect(!call.error.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
}
