import Foundation
import TestGuards
import Testing
import WinnowText

@testable import WinnowInterchange

/// Whose word a field is, and what a sample says, in files as other programs write them.
@Suite("Samples of other programs")
struct OwnSamplesTests {
    private func content(
        _ lines: [String], fields: [FieldRole: String] = [:], name: String = "x.jsonl"
    ) async throws -> FileContent {
        try await withFolder { folder in
            let path = folder + "/" + name
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            return try await FileContent(path, fields: FieldMapping(fields))
        }
    }

    private func refusal(_ lines: [String]) async throws -> String {
        let error = await #expect(throws: ImportFileError.self) { _ = try await content(lines) }
        #expect(error?.kind == .open)
        return error?.description ?? ""
    }

    // MARK: Whose word a field is

    @Test(
        "what a dataset gives is the reference beside a field that only a model's words have",
        arguments: [
            #"{"question":"q","answer":"7","predicted_answer":"8"}"#,
            #"{"question":"q","answer":"7","response":"so 8","predicted_answer":"8"}"#,
            #"{"question":"q","answers":["7"],"response":"so 8"}"#,
            #"{"instruction":"q","input":"","output":"7","model_output":"so 8"}"#,
            #"{"instruction":"q","output":"7","generated":"so 8"}"#,
            #"{"instruction":"q","output":"7","response":"so 8"}"#,
        ])
    func gold(line: String) async throws {
        let found = try await content([line])
        #expect(found.candidates.count == 1, "\(found.faults)")
        #expect(try nonEmpty(found.candidates).allSatisfy { $0.problem.reference == "7" })
        #expect(try nonEmpty(found.candidates).allSatisfy { $0.completion == "so 8" || $0.answer == "8" })
    }

    @Test("alternatives in answers are one reference")
    func alternatives() async throws {
        let line = #"{"question":"q","answers":["Paris","City of Paris"],"response":"Answer: Paris"}"#
        let found = try await content([line]).candidates
        #expect(found.count == 1)
        #expect(found.first?.problem.reference.map(ReferenceText.alternatives) == ["Paris", "City of Paris"])
    }

    @Test(
        "what may be either stops the import",
        arguments: [
            (#"{"question":"q","final_answer":"7","generation":"so 8"}"#, "final_answer"),
            (#"{"prompt":"q","output":"7","completion":"so 8"}"#, "output"),
            (#"{"prompt":"q","output":"7","pred":"8"}"#, "output"),
            (#"{"input":"q","outputs":["7"],"pred":"The number is 8."}"#, "outputs"),
            (#"{"prompt":"q","response":"Answer: 1","label":0}"#, "label"),
        ])
    func open(line: String, field: String) async throws {
        #expect(try await refusal([line]).contains("\"\(field)\""))
    }

    @Test("labels of 0 and 1 are flags where the texts beside them end otherwise")
    func labels() async throws {
        let found = try await content([
            #"{"prompt":"q","response":"Answer: 5","label":1}"#, #"{"prompt":"q","response":"Answer: 1","label":0}"#,
        ]).candidates
        #expect(found.map(\.isRight) == [true, false])
    }

    @Test("letters of a judge are verdicts, and those of a school are none")
    func grades() async throws {
        func line(_ letter: String) -> String {
            #"{"problem":"q\#(letter)","answer":"Ann","predicted_answer":"Bob","grade":"\#(letter)"}"#
        }
        let found = try await content(["A", "B", "C"].map(line)).candidates
        #expect(
            found.map(\.isRight) == [true, false, false] && found.map(\.problem.reference) == ["Ann", "Ann", "Ann"])
        let school = try await content(["A", "B", "F"].map(line)).candidates
        #expect(school.map(\.isRight) == [nil, nil, nil] && school.map(\.problem.reference) == ["Ann", "Ann", "Ann"])
    }

    @Test(
        "an answer that is a whole completion is read as one, in all records of the file",
        arguments: ["prediction", "pred", "model_answer", "answer"])
    func wholes(field: String) async throws {
        let texts = [#"Two and two is 4.\nThe answer is 4."#, "<think>hm</think>5", "6"]
        let found = try await content(
            texts.map { #"{"id":"\#($0.count)","question":"q","\#(field)":"\#($0)","gold":"4"}"# })
        #expect(
            found.candidates.map(\.completion) == ["Two and two is 4.\nThe answer is 4.", "<think>hm</think>5", "6"])
        #expect(try nonEmpty(found.candidates).allSatisfy { $0.answer == nil && $0.problem.reference == "4" })
        let short = try await content([#"{"id":"a","question":"q","\#(field)":"4","gold":"4"}"#]).candidates
        #expect(short.map(\.answer) == ["4"] && short.map(\.completion) == [nil])
    }

    @Test("a content is a sample where no other field is")
    func flatContent() async throws {
        let found = try await content([
            #"{"prompt":"q","content":"so 5","reasoning_content":"2 and 3","reference":"5"}"#
        ])
        #expect(found.candidates.count == 1 && found.candidates.first?.completion?.hasSuffix("so 5") == true)
        let other = try await content([#"{"prompt":"q","content":"a page","response":"so 5"}"#])
        #expect(other.candidates.map(\.completion) == ["so 5"])
    }

    // MARK: What a sample says

    @Test("a thought that the prompt began and the completion never ends has no answer")
    func begunThoughts() async throws {
        let found = try await content([
            #"{"prompt":"q<think>\n","completion":"so \\boxed{9}? hm"}"#,
            #"{"prompt":"r<think>\n","completion":"so 4</think>\\boxed{4}"}"#,
            #"{"prompt":"s","completion":"\\boxed{4}"}"#,
        ]).candidates
        let reader = AnswerReader(.automatic)
        #expect(found.map { reader.stages(of: $0.completion ?? "").key } == [nil, "4", "4"])
    }

    @Test("marks of programs for no answer are none", arguments: ["[invalid]", "[No answer]", "[none]"])
    func noAnswer(mark: String) async throws {
        let line = #"{"prompt":"q","completion":"bla 3","extracted_answer":"\#(mark)","gold":"4"}"#
        #expect(try await content([line]).candidates.map(\.answer) == [""])
    }

    @Test("whole answers of servers are read with all their choices, and their refusals abstain")
    func wholeAnswers() async throws {
        func choice(_ text: String, _ index: Int) -> String {
            #"{"index":\#(index),"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"stop"}"#
        }
        let lines = [
            #"{"id":"a","prompt":"q","response":{"choices":[\#(choice("so 5", 0)),\#(choice("so 6", 1))]}}"#,
            #"{"id":"b","prompt":"q","response":{"object":"response","output":[{"type":"reasoning","summary":[]},"#
                + #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"so 7"}]}]}}"#,
            #"{"id":"c","prompt":"q","response":{"candidates":[{"content":{"role":"model","parts":[{"text":"so 8"}]}}]}}"#,
            #"{"id":"d","prompt":"q","response":{"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}}"#,
        ]
        let found = try await content(lines).candidates
        let reader = AnswerReader(.automatic)
        #expect(found.dropLast().map(\.completion) == ["so 5", "so 6", "so 7", "so 8"])
        #expect(found.last?.completion?.contains("no") == true)
        #expect(found.last.flatMap { reader.stages(of: $0.completion ?? "").key } == nil)
    }

    @Test("a conversation whose last message is empty is an abstention")
    func emptyLastMessage() async throws {
        let line = #"{"id":"c","messages":[{"role":"user","content":"q"},{"role":"assistant","content":null}]}"#
        #expect(try await content([line]).candidates.map(\.completion) == [""])
    }

    @Test("a list without its end has its last element, where that is whole")
    func brokenList() async throws {
        let element = #"{"id":"a","prompt":"q","completion":"so 5"}"#
        for (text, count) in [("[\(element), \(element)", 2), ("[\(element), \(element.dropLast(3))", 1)] {
            let found = try await content([text], name: "x.json")
            #expect(found.candidates.count == count && found.faults.count == 1, "\(found.faults)")
        }
    }

    @Test("the place holder of instructions without a right answer is no reference")
    func instructions() async throws {
        let line =
            #"{"doc_id":0,"doc":{"key":0},"target":0,"arguments":{"gen_args_0":{"arg_0":"P"}},"resps":[["A letter."]],"#
            + #""filtered_resps":["A letter."],"filter":"none","metrics":["prompt_level_strict_acc"],"#
            + #""doc_hash":"a","prompt_level_strict_acc":true}"#
        let found = try await content([line]).candidates
        #expect(found.map(\.isRight) == [true] && found.map(\.problem.reference) == [nil])
    }

    @Test("several letters of a choice are right together, and other targets each alone")
    func severalLetters() async throws {
        func log(_ target: String, _ choices: String) -> String {
            #"{"version":2,"status":"success","eval":{"task":"t","model":"m"},"samples":[{"id":1,"epoch":1,"input":"q","#
                + #""choices":\#(choices),"target":\#(target),"output":{"choices":[{"message":{"content":"A"}}]},"#
                + #""scores":{"match":{"value":"I","answer":"A"}},"uuid":"u"}]}"#
        }
        let letters = try await content([log(#"["C","A"]"#, #"["x","y","z"]"#)], name: "a.json").candidates
        #expect(letters.map(\.problem.reference) == ["A, C"] && letters.map(\.uuid) == ["u"])
        let texts = try await content([log(#"["Rome","Roma"]"#, "[]")], name: "b.json").candidates
        #expect(texts.first?.problem.reference.map(ReferenceText.alternatives) == ["Rome", "Roma"])
    }

    // MARK: What is asked

    @Test(
        "what a dataset keeps beside a question is asked with it",
        arguments: [
            (#"{"question":"2+3?","choices":["4","5"],"answer":1}"#, "2+3?\n\nA. 4\nB. 5", "B"),
            (
                #"{"question":"2+3?","choices":{"text":["4","5"],"label":["A","B"]},"answerKey":"B"}"#,
                "2+3?\n\nA. 4\nB. 5", "B"
            ),
            (#"{"question":"2+3? A. 4 B. 5","options":["4","5"],"answer":"5"}"#, "2+3? A. 4 B. 5", "B"),
            (#"{"instruction":"Add","input":"2+3","output":"5"}"#, "Add\n\n2+3", "5"),
            (#"{"instruction":"Add 2+3","input":"","output":"5"}"#, "Add 2+3", "5"),
            (#"{"context":"Tom has 5.","question":"How many?","answer":"5"}"#, "Tom has 5.\n\nHow many?", "5"),
            (#"{"prompt":"2+3?","answer":5}"#, "2+3?", "5"),
        ])
    func asked(line: String, prompt: String, reference: String) async throws {
        let problem = try await problems([line])[0]
        #expect(problem.prompt == prompt && problem.reference == reference)
        #expect(problem.earlier.isEmpty)
    }

    @Test("a system message comes first, and what the user calls the prompt is all of it")
    func system() async throws {
        let problem = try await problems([#"{"system":"Be brief","prompt":"2+3?"}"#])[0]
        #expect(problem.earlier.map(\.role) == ["system"] && problem.earlier.map(\.content) == ["Be brief"])
        let named = try await problems(
            [#"{"system":"x","context":"y","question":"2+3?"}"#], fields: [.problem: "question"])
        #expect(named[0].prompt == "2+3?" && named[0].earlier.map(\.content) == ["x"])
    }

    private func problems(_ lines: [String], fields: [FieldRole: String] = [:]) async throws -> [RecordedProblem] {
        try await withFolder { folder in
            let path = folder + "/p.jsonl"
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            return try await RecordedProblem.all(in: path, fields: FieldMapping(fields))
        }
    }
}
