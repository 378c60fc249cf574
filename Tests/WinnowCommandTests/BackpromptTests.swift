import Foundation
import TestGuards
import Testing
import WinnowDomains
import WinnowRandom
import WinnowRuns
import WinnowStore

@Suite("winnow backprompt")
struct BackpromptTests {
    private let folder: TemporaryFolder
    private let domain = CountdownDomain()

    init() throws { folder = try TemporaryFolder() }

    private var database: String { folder.path("x.db") }

    /// What a server answers: first, told that it is wrong, asked again, and told what is wrong.
    private let words = ["97+98", "97+99", "97+96", "97+95"]

    private func ask(_ server: ScriptedServer, _ options: [String]) throws -> Call {
        try Call(
            [
                "backprompt", "--endpoint", server.address, "--chat", "--model", "m", "--domain", "countdown",
                "--extract", "last-line", "--rounds", "3", "--problems", "4", "--db", database, "--quiet",
            ] + options)
    }

    /// A conversation that the server was sent: of which problem, and its messages.
    private struct Asked {
        var problem: CountdownProblem
        var messages: [(role: String, text: String)]
    }

    private func asked(_ server: ScriptedServer) throws -> [Asked] {
        let problems = domain.problemSet(.test, count: 4).problems
        return try server.requests.map { request in
            let messages = try #require(request.body.messages).map { ($0["role"] ?? "", $0["content"] ?? "") }
            let problem = try #require(
                problems.first { messages[0].1.contains("\n" + domain.specification(of: $0) + "\n") })
            return Asked(problem: problem, messages: messages)
        }
    }

    @Test(
        "each arm sends what it claims", .enabled(if: ScriptedServer.isAvailable),
        arguments: ["none", "binary", "first", "all", "shuffled", "wrong"])
    func arms(_ critique: String) throws {
        let server = try ScriptedServer(["critic"], words: words)
        let call = try ask(server, ["--critique", critique, "--history", "last"])
        #expect(call.status == 0, "\(call.error)")
        let asked = try asked(server)
        // Nothing is right, so that every episode has all rounds.
        #expect(asked.count == 12)
        let firsts = Set(asked.flatMap { domain.objections(to: words[0], of: $0.problem)?.first.map { [$0] } ?? [] })
        for conversation in asked where conversation.messages.count > 1 {
            let messages = conversation.messages
            // The first prompt, the last answer and what is said of it.
            #expect(messages.map(\.role) == ["user", "assistant", "user"])
            let (answer, told) = (messages[1].text, messages[2].text)
            let all = try #require(domain.objections(to: answer, of: conversation.problem))
            let last = try #require(all.last)
            switch critique {
            case "none": #expect(told.contains("once more") && all.allSatisfy { !told.contains($0.message) })
            case "binary": #expect(told.contains("the answer is wrong") && !told.contains(all[0].message))
            case "first": #expect(told.contains(all[0].description) && !told.contains(last.message))
            case "all": #expect(all.allSatisfy { told.contains($0.description) })
            case "shuffled": #expect(firsts.contains { told.contains($0.description) })
            default: #expect(all.allSatisfy { !told.contains($0.description) } && !told.contains("is wrong"))
            }
        }
        // The model answered to what it was told, and the database says so, round by round.
        let store = try Store(path: database, readOnly: true)
        let run = try #require(try store.runs().first)
        let expected = ["none": words[2], "binary": words[1]][critique] ?? words[3]
        for position in 1...4 {
            let entries = try store.candidates(
                of: run.id, positions: position...position, judgedBy: store.judges(of: run.id))
            #expect(entries.map(\.record.candidate.round) == [0, 1, 2])
            #expect(entries.map { $0.record.judgements.reading?.answer } == [words[0], expected, expected])
            let prompts = try store.prompts(of: run.id, position: position)
            #expect(prompts.count == 3)
            for entry in entries.dropFirst() {
                let prompt = try #require(prompts[entry.candidateID])
                let told = CritiqueText.critiques(prompt.critiquesJSON)
                #expect(told.isEmpty == (critique == "none"))
            }
        }
        let shown = try Call(["inspect", "--db", database, "--problem", "2", "--episode", "0"])
        #expect(
            shown.status == 0 && shown.output.contains("Round 3") && shown.output.contains(expected), "\(shown.error)")
    }

    @Test(
        "histories show the same prompt again, the last turn or the whole conversation",
        .enabled(if: ScriptedServer.isAvailable))
    func histories() throws {
        for (history, critique, counts) in [
            ("none", "none", [1, 1, 1]), ("none", "first", [1, 1, 1]), ("last", "first", [1, 3, 3]),
            ("all", "first", [1, 3, 5]),
        ] {
            let server = try ScriptedServer(["critic"], words: words)
            let call = try ask(server, ["--critique", critique, "--history", history, "--concurrency", "1"])
            #expect(call.status == 0, "\(call.error)")
            let asked = try asked(server)
            let byProblem = Dictionary(grouping: asked, by: \.problem)
            for conversations in byProblem.values {
                #expect(conversations.map(\.messages.count) == counts, "\(history) \(critique)")
                let first = conversations[0].messages[0].text
                for later in conversations { #expect(later.messages[0].text.hasPrefix(first)) }
                if critique == "none" { #expect(conversations.allSatisfy { $0.messages[0].text == first }) }
                if history == "all" {
                    #expect(
                        conversations[2].messages[1].text == words[0] && conversations[2].messages[3].text == words[3])
                }
            }
        }
    }

    @Test(
        "what is right ends an episode, and a template says how the feedback is put",
        .enabled(if: ScriptedServer.isAvailable))
    func accepted() throws {
        let problem = domain.problemSet(.test, count: 1).problems[0]
        var random = CounterRandom(key: 1)
        let right = try #require(domain.read(domain.solve(problem, using: &random).completion(.answerOnly)).answer)
        let server = try ScriptedServer(["critic"], words: [words[0], words[1], words[2], right])
        let template = try folder.write("For {{problem}}, {{previous}} fails:\n{{critiques}}\n", to: "feedback.txt")
        let call = try ask(server, ["--problems", "1", "--rounds", "8", "--feedback-template", template.path])
        #expect(call.status == 0, "\(call.error)")
        let asked = try asked(server)
        #expect(asked.count == 2)
        #expect(asked[1].messages[2].text.hasPrefix("For \(domain.specification(of: problem)), \(words[0]) fails:\n"))
        #expect(call.output.contains("After 1 round 0.0 %") && call.output.contains("100.0 %"))
        let table = try Call(["table", "--db", database, "--format", "csv"])
        let header = table.lines[0].split(separator: ",").map(String.init)
        let budget = try #require(header.firstIndex(of: "budget"))
        let strategy = try #require(header.firstIndex(of: "strategy"))
        let rows = table.lines.dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let loop = rows.filter { $0[strategy] == "backprompt" }
        #expect(loop.map { $0[budget] } == ["1", "2"])
        #expect(loop.map { $0[budget + 1] } == ["0.0", "1.0"])
    }

    @Test(
        "a used-up budget ends a loop, and a larger one goes on with the same conversation",
        .enabled(if: ScriptedServer.isAvailable))
    func budget() throws {
        let server = try ScriptedServer(["critic"], words: words)
        let options = ["--critique", "first", "--concurrency", "1", "--max-tokens", "20"]
        let short = try ask(server, options + ["--token-budget", "400"])
        #expect(short.status == 0 && short.output.contains("budget is used up"), "\(short.error)\(short.output)")
        let whole = try ask(server, options)
        #expect(whole.status == 0)
        #expect(try server.requests.count == 12)
        #expect(whole.output.contains("4 used up their rounds"))
    }

    @Test(
        "a judge decides in place of the domain's verifier, and its reply is the critique",
        .enabled(if: ScriptedServer.isAvailable))
    func judge() throws {
        let server = try ScriptedServer(["critic"], words: words)
        let judge = try ScriptedServer(["ok"], words: ["No, this cannot be."])
        let template = try folder.write("Is {{answer}} right for {{problem}}? yes or no", to: "judge.txt")
        let call = try ask(
            server,
            [
                "--verifier", "judge:llm", "--critique", "judge", "--judge-template", template.path, "--judge-endpoint",
                judge.address,
            ])
        #expect(call.status == 0, "\(call.error)")
        #expect(try judge.requests.count == 12)
        let asked = try asked(server).filter { $0.messages.count > 1 }
        #expect(asked.count == 8 && asked.allSatisfy { $0.messages[2].text.contains("No, this cannot be.") })
        let missing = try ask(server, ["--verifier", "judge:llm"])
        #expect(missing.status != 0 && missing.hasOneLineError)
    }

    // MARK: Logs

    @Test("a recorded loop gives the same tables, by its own verdicts or by a domain's verifier")
    func log() throws {
        let problem = domain.problemSet(.test, count: 1).problems[0]
        var random = CounterRandom(key: 1)
        let right = try #require(domain.read(domain.solve(problem, using: &random).completion(.answerOnly)).answer)
        func record(_ trial: Int, _ number: Int, _ response: String, _ verdict: String) -> String {
            #"{"problem_id": "p", "problem": "\#(domain.specification(of: problem))", "trial_num": \#(trial), "#
                + #""prompt_num": \#(number), "prompt": "again", "response": "\#(response)"\#(verdict)}"#
        }
        func write(_ verdicts: [String]) throws -> String {
            let lines = [
                record(1, 0, "97+98", verdicts[0]), record(1, 1, right, verdicts[1]),
                record(0, 0, "97+98", verdicts[0]),
                record(0, 1, "97+99", verdicts[0]),
            ]
            return try folder.write(lines.joined(separator: "\n") + "\n", to: "log.jsonl").path
        }
        func figures(_ options: [String]) throws -> [String] {
            let name = folder.path("log-\(options.count)-\(UUID().uuidString).db")
            let call = try Call(["backprompt", "--db", name, "--quiet", "--format", "csv"] + options)
            #expect(call.status == 0, "\(call.error)")
            let again = try Call(["backprompt", "--db", name, "--quiet", "--format", "csv"] + options)
            #expect(again.output == call.output)
            return call.lines.filter { $0.contains(",backprompt,") }.map { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                return "\(fields[8]) \(fields[9]) \(fields[12])"
            }
        }
        let recorded = try write([#", "stopped": false"#, #", "stopped": true"#])
        #expect(try figures(["--log", recorded]) == ["1 0.0 0.0", "2 0.5 0.0"])
        #expect(try figures(["--log", recorded, "--domain", "countdown"]) == ["1 0.0 0.0", "2 0.5 0.0"])
        // An unsound verifier accepted what is wrong, which the domain's grader says.
        let unsound = try write([#", "verdict": "accepted""#, #", "verdict": "rejected""#])
        #expect(try figures(["--log", unsound, "--domain", "countdown"]) == ["1 0.0 1.0"])
        let silent = try write(["", ""])
        #expect(try figures(["--log", silent, "--domain", "countdown"]) == ["1 0.0 0.0", "2 0.5 0.0"])
        let unknown = try Call(["backprompt", "--log", silent, "--db", folder.path("none.db"), "--quiet"])
        #expect(unknown.status != 0 && unknown.hasOneLineError, "\(unknown.error)")
        // An interrupted program leaves its last line half written; elsewhere such a line is no log.
        let first = record(0, 0, "97+98", "")
        let half = try folder.write(first + "\n" + record(0, 1, right, "").prefix(40), to: "half.jsonl").path
        #expect(try figures(["--log", half, "--domain", "countdown"]) == ["1 0.0 0.0"])
        let named = try Call(["backprompt", "--log", half, "--domain", "countdown", "--db", folder.path("half.db")])
        #expect(named.status == 0 && named.output.contains("half written"), "\(named.output)")
        for wrong in [first.prefix(40) + "\n" + first, first + "\nnone", String(first.prefix(40))] {
            let path = try folder.write(String(wrong), to: "wrong.jsonl").path
            let call = try Call(["backprompt", "--log", path, "--db", folder.path("none.db"), "--quiet"])
            #expect(call.status != 0 && call.hasOneLineError && call.error.contains("line "), "\(call.error)")
        }
        let gap = try folder.write(record(0, 0, "1", "") + "\n" + record(0, 2, "1", "") + "\n", to: "gap.jsonl").path
        let refused = try Call([
            "backprompt", "--log", gap, "--domain", "countdown", "--db", folder.path("none.db"), "--quiet",
        ])
        #expect(refused.status != 0 && refused.error.contains("behind a gap"), "\(refused.error)")
    }

    // MARK: Kills

    private func arguments(_ database: String) throws -> [String] {
        [
            "backprompt", "--domain", "chain", "--model", try TinyGenerator.chain.get(), "--critique", "none",
            "--history",
            "none", "--rounds", "6", "--problems", "20", "--episodes", "40", "--seed", "7", "--db",
            folder.path(database), "--quiet",
        ]
    }

    /// Answers of all rounds.
    private func answers(_ database: String) -> Int {
        guard let store = try? Store(path: folder.path(database), readOnly: true), let run = try? store.runs().first
        else {
            return 0
        }
        var count = 0
        try? store.forEachCandidateBytes(of: run.id) { _ in count += 1 }
        return count
    }

    @Test("a loop that is killed again and again ends as an uninterrupted one")
    func killed() throws {
        var random = CounterRandom(key: 20_261_130)
        var stored = 0
        for kill in 0..<3 {
            let program = try RunningProgram(try arguments("k.db"))
            if kill > 0 { _ = program.wait { answers("k.db") > stored } }
            Thread.sleep(forTimeInterval: 0.001 * Double(random.below(60)))
            _ = try program.end(with: SIGKILL)
            let now = answers("k.db")
            #expect(now >= stored)
            stored = now
        }
        let resumed = try Call(try arguments("k.db"))
        #expect(resumed.status == 0, "\(resumed.error)")
        let whole = try Call(try arguments("whole.db"))
        #expect(resumed.output.replacing("k.db", with: "whole.db") == whole.output)
        #expect(stored < answers("whole.db"))
        let digests = try ["k.db", "whole.db"].map { name in
            let store = try Store(path: folder.path(name), readOnly: true)
            return try PoolDigest.sha256(of: store.runs()[0].id, in: store)
        }
        #expect(digests[0] == digests[1])
    }
}
