import Foundation
import TestGuards
import Testing
import WinnowText

@testable import WinnowInterchange

/// What generic fields mean, by all records of a file.
@Suite("What fields mean")
struct FieldMeaningTests {
    private func content(
        _ lines: [String], fields: [FieldRole: String] = [:], name: String = "x.jsonl"
    ) async throws -> FileContent {
        try await withFolder { folder in
            let path = folder + "/" + name
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            return try await FileContent(path, fields: FieldMapping(fields))
        }
    }

    /// The message with which a file is refused.
    private func refusal(_ lines: [String], fields: [FieldRole: String] = [:]) async throws -> String {
        let error = await #expect(throws: ImportFileError.self) { _ = try await content(lines, fields: fields) }
        #expect(error?.kind == .open)
        return error?.description ?? ""
    }

    // MARK: Gold and samples

    @Test(
        "what a dataset gives is nobody's sample beside samples that name themselves",
        arguments: [
            #"{"question":"q","answer":"7","responses":["so 8","so 7"]}"#,
            #"{"problem":"q","solution":"hence 7","answer":"7","generated_responses":["so 8","so 7"]}"#,
            #"{"question":"q","gt":"7","solution":"hence 7","answer":"7","generations":["so 8","so 7"]}"#,
            #"{"full_prompt":"q","golds":["7"],"predictions":["so 8","so 7"]}"#,
            #"{"prompt":"q","answer":"7","code":["so 8","so 7"]}"#,
            #"{"prompt":"q","target":7,"samples":["so 8","so 7"]}"#,
        ])
    func gold(line: String) async throws {
        let found = try await content([line])
        #expect(found.candidates.map(\.completion) == ["so 8", "so 7"], "\(found.faults)")
        #expect(try nonEmpty(found.candidates).allSatisfy { $0.problem.reference == "7" && $0.answer == nil })
    }

    @Test(
        "what the file leaves open stops the import, which shows the record and the options",
        arguments: [
            (#"{"question":"q","answer":"7","response":"so 8"}"#, "answer", "--reference-field answer"),
            (#"{"question":"q","answer":"7"}"#, "answer", "--answer-field answer"),
            (#"{"problem":"q","solution":"so 7"}"#, "solution", "--completion-field solution"),
            (#"{"problem":"q","solution":"so 7","answer":"7"}"#, "solution", "--reference-field solution"),
            (#"{"prompt":"q","response":"C","label":"C"}"#, "label", "--correct-field label"),
            (#"{"prompt":"q","response":"no","label":"yes"}"#, "label", "--reference-field label"),
            (#"{"prompt":"q","response":"5","label":3}"#, "label", "--field scores=label"),
            (#"{"prompt":"q","response":"5","score":1}"#, "score", "--correct-field score"),
            (#"{"prompt":"q","responses":["5"],"answer":["5"]}"#, "answer", "--reference-field answer"),
        ])
    func open(line: String, field: String, option: String) async throws {
        let message = try await refusal([line])
        #expect(message.contains("\"\(field)\"") && message.contains(option), "\(message)")
        #expect(message.contains(String(line.prefix(20))) && message.utf8.count < 500)
    }

    @Test("an option settles what was left open")
    func settled() async throws {
        let line = #"{"question":"q","answer":"7","response":"so 8"}"#
        let gold = try await content([line], fields: [.reference: "answer"]).candidates[0]
        #expect(gold.problem.reference == "7" && gold.completion == "so 8" && gold.answer == nil)
        let read = try await content([line], fields: [.answer: "answer"]).candidates[0]
        #expect(read.problem.reference == nil && read.completion == "so 8" && read.answer == "7")
        let score = try await content(
            [#"{"prompt":"q","response":"5","score":1}"#], fields: [.scores: "score"]
        ).candidates[0]
        #expect(score.scores == ["score": 1] && score.isRight == nil)
        let verdict = try await content(
            [#"{"prompt":"q","response":"5","score":1}"#], fields: [.correct: "score"]
        ).candidates[0]
        #expect(verdict.isRight == true && verdict.scores.isEmpty)
    }

    @Test("Winnow's own layout has one reading: answer is what was read from the completion")
    func own() async throws {
        let line = #"{"problem_id":"p","completion":"so 8","answer":"8","reference":"8","sample_index":0}"#
        let candidate = try await content([line]).candidates[0]
        #expect(candidate.answer == "8" && candidate.problem.reference == "8")
        #expect(try await content([#"{"problem_id":"p","answer":"8","reference":"9"}"#]).candidates[0].answer == "8")
    }

    // MARK: Verdicts, letters and scales

    @Test("letters of a choice are gold, as soon as one of the file is no verdict")
    func letters() async throws {
        let lines = ["C", "C", "D"].map { #"{"prompt":"q\#($0)","response":"A","label":"\#($0)"}"# }
        let found = try await content(lines).candidates
        #expect(found.map(\.isRight) == [nil, nil, nil])
        #expect(found.map(\.problem.reference) == ["C", "C", "D"])
    }

    @Test("points of a scale are scores, also those that are 0 or 1", arguments: ["correct", "grade", "acc"])
    func scales(field: String) async throws {
        let lines = [1, 5, 0, 3].map { #"{"prompt":"q","response":"A\#($0)","\#(field)":\#($0)}"# }
        for lines in [lines, lines.reversed()] {
            let found = try await content(lines).candidates
            #expect(found.allSatisfy { $0.isRight == nil })
            #expect(Set(found.compactMap { $0.scores.values.first }) == [0, 1, 3, 5])
        }
    }

    @Test("a flag that says neither costs the flag and not the sample")
    func oddFlags() async throws {
        let values = ["true", #""N/A""#, #""""#, "null", "{}", #""Incorrect""#, "0"]
        let found = try await content(
            values.enumerated().map { #"{"problem_id":"p","completion":"c\#($0)","correct":\#($1)}"# })
        #expect(found.faults.isEmpty)
        #expect(found.candidates.map(\.isRight) == [true, nil, nil, nil, nil, false, false])
        #expect(
            found.candidates.map { $0.leftOut.contains(.verdict) } == [false, true, false, false, true, false, false])
    }

    @Test("of several verdicts the first is the flag, and the others are kept under their names")
    func severalVerdicts() async throws {
        let line = #"{"problem_id":"p","completion":"c","is_correct":true,"passed":false,"verdict":"timeout"}"#
        let candidate = try await content([line]).candidates[0]
        #expect(candidate.isRight == true)
        #expect(candidate.verdicts == ["passed": .rejected, "verdict": .error])
    }

    @Test("lists beside the samples belong to them by place, whatever named them")
    func sides() async throws {
        let line = #"{"prompt":"q","outs":["a","b"],"ok":[true,false],"lp":[-1,-2],"rm":[0.5,2],"n":[3,4]}"#
        let found = try await content(
            [line],
            fields: [.completion: "outs", .correct: "ok", .logProbability: "lp", .scores: "rm", .completionTokens: "n"]
        ).candidates
        #expect(found.map(\.isRight) == [true, false] && found.map(\.logProbability) == [-1, -2])
        #expect(found.map { $0.scores["score"] } == [0.5, 2] && found.map(\.completionTokens) == [3, 4])
        let usual = try await content(
            [
                #"{"prompt":"q","samples":["a","b"],"correct":[1,0],"scores":[[0.1,0.2],[0.3]],"logprobs":[[-1,-1],null]}"#
            ]
        ).candidates
        #expect(usual.map(\.isRight) == [true, false] && usual.map { $0.stepScores["score"] } == [[0.1, 0.2], [0.3]])
        #expect(usual.map(\.logProbability) == [-2, nil])
    }

    @Test("a list of another length is left out, and the samples stay")
    func oddLengths() async throws {
        let found = try await content([#"{"prompt":"q","samples":["a","b"],"scores":[1],"target":"a"}"#]).candidates
        #expect(found.count == 2 && found.allSatisfy { $0.leftOut == [.score] && $0.scores.isEmpty })
    }

    @Test("log-probabilities of tokens have many layouts, and one that is unknown makes the sum unknown")
    func logProbabilities() async throws {
        let layouts = [
            "[-0.5,-0.25]", #"{"content":[{"logprob":-0.5},{"logprob":-0.25}]}"#,
            #"{"token_logprobs":[-0.5,-0.25]}"#, "[null,-0.25]",
            #"[{"token":"a","logprob":-0.5},{"token":"b","logprob":-0.25}]"#,
        ]
        let found = try await content(
            layouts.map { #"{"problem_id":"p","completion":"c","reference":"c","logprobs":\#($0)}"# }
        ).candidates
        #expect(found.map(\.logProbability) == [-0.75, -0.75, -0.75, nil, -0.75])
        #expect(found.map(\.completionTokens) == [2, 2, 2, 2, 2])
    }

    @Test("an answer that another program looked for and did not find is an abstention, unless it never found one")
    func nullAnswers() async throws {
        let lines = [#"null"#, #""5""#].map {
            #"{"problem_id":"p","completion":"so 5","extracted_answer":\#($0),"reference":"5"}"#
        }
        #expect(try await content(lines).candidates.map(\.answer) == ["", "5"])
        #expect(try await content([lines[0]]).candidates.map(\.answer) == [nil])
    }

    // MARK: Problems

    @Test("an id is an id where a prompt exists, and tasks tell equal ids apart")
    func ids() async throws {
        let same = (1...2).map { #"{"id":"p\#($0)","prompt":"same","response":"x","gold":"\#($0)"}"# }
        #expect(try await content(same).candidates.map(\.problem.id) == ["p1", "p2"])
        let tasks = ["x", "y"].map { #"{"id":1,"dataset":"\#($0)","prompt":"\#($0)","response":"x","gold":"1"}"# }
        #expect(try await content(tasks).candidates.map(\.problem.id) == ["x/1", "y/1"])
        // One task alone adds nothing to the names.
        #expect(try await content([tasks[0]]).candidates.map(\.problem.id) == ["1"])
    }

    @Test("several references are alternatives, each once")
    func references() async throws {
        let line = #"{"prompt":"q","response":"x","references":["Rome","Roma","Rome",""]}"#
        let reference = try #require(try await content([line]).candidates[0].problem.reference)
        #expect(ReferenceText.alternatives(reference) == ["Rome", "Roma"])
        #expect(ReferenceText.alternatives("one [\"2\"]") == ["one [\"2\"]"])
        let empty = try await content([#"{"prompt":"q","response":"x","reference":" "}"#])
        #expect(empty.candidates[0].problem.reference == nil)
    }

    @Test(
        "what the assistant said last is the completion, in messages, parts and answers of servers",
        arguments: [
            #"{"role":"assistant","content":"so 5"}"#,
            #"[{"role":"assistant","content":[{"type":"text","text":"so 5"}]}]"#,
            #"[{"role":"assistant","content":"so 5"},{"role":"tool","content":"17"}]"#,
            #"[{"type":"text","text":"so 5"}]"#, #"{"choices":[{"message":{"content":"so 5"}}]}"#,
            #"[{"from":"human","value":"q"},{"from":"gpt","value":"so 5"}]"#,
        ])
    func conversations(completion: String) async throws {
        let found = try await content([#"{"problem_id":"p","completion":\#(completion),"reference":"5"}"#])
        #expect(found.candidates.map(\.completion) == ["so 5"], "\(found.faults)")
    }

    @Test("a conversation that ends with the model's words has the problem and the sample")
    func wholeConversation() async throws {
        let messages = #"[{"role":"user","content":"2+3?"},{"role":"assistant","content":"so 5"}]"#
        let candidate = try await content([#"{"messages":\#(messages),"gold":"5"}"#]).candidates[0]
        #expect(candidate.problem.prompt == "2+3?" && candidate.completion == "so 5")
    }

    // MARK: Options

    @Test("no field that is named is ignored in silence")
    func named() async throws {
        let line = #"{"problem_id":"p","completion":"c","reference":"c"}"#
        #expect(try await refusal([line], fields: [.scores: "reward"]).contains("\"reward\""))
        let log = #"{"unique_id":"p","problem":"q","completions":["c"],"scores":[[1]],"mine":true}"#
        let found = try await content([log], fields: [.correct: "mine"])
        #expect(found.format == "generic")
    }

    @Test("records in any order have the same meaning", arguments: 0..<20)
    func shuffled(seed: Int) async throws {
        var lines = ["C", "D", "I", "A"].map { #"{"id":"\#($0)","prompt":"q","response":"A","label":"\#($0)"}"# }
        lines += (0..<6).map { #"{"id":"s\#($0)","prompt":"q","response":"A","label":"B","correct":\#($0)}"# }
        var state = UInt64(seed + 1)
        for place in stride(from: lines.count - 1, to: 0, by: -1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            lines.swapAt(place, Int(state >> 33) % (place + 1))
        }
        let found = try await content(lines).candidates
        #expect(found.allSatisfy { $0.isRight == nil && $0.problem.reference != nil })
        #expect(found.reduce(0) { $0 + ($1.scores["correct"] ?? 0) } == 15)
    }
}
