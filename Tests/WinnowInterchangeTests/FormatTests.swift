import Foundation
import Testing
import WinnowText

@testable import WinnowInterchange

@Suite("Formats of recorded samples")
struct FormatTests {
    @Test(
        "every format is recognised by its records",
        arguments: [
            ("generic.jsonl", "generic"), ("17.yaml", "llmonkeys"), ("18.yaml", "llmonkeys"),
            ("best_of_n_completions.jsonl", "search-and-learn"), ("samples_gsm8k_2026-01-01.jsonl", "lm-eval"),
            ("output-rs3.jsonl", "nemo-skills"), ("record.jsonl", "openr"),
            ("samples.jsonl_results.jsonl", "human-eval"), ("scored-test-samples.jsonl", "prm800k"),
            ("adaptive.jsonl", "adaptive-consistency"), ("rlhflow.jsonl", "rlhflow"), ("log.json", "inspect"),
        ])
    func recognition(file: String, format: String) async throws {
        #expect(try await FileContent(fixturePath(file)).format == format)
    }

    @Test("there is a fixture of every format, and names are told apart")
    func registry() throws {
        let names = ImportFormats.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count == 18)
        for name in names { #expect(ImportFormats.named(name)?.name == name) }
    }

    @Test("a generic record has samples, lists of samples or a sample of each model, and says what is wrong with it")
    func generic() async throws {
        let content = try await FileContent(fixturePath("generic.jsonl"))
        #expect(content.candidates.count == 7)
        let first = try #require(content.candidates.first)
        #expect(
            first.problem == ImportedProblem(id: "p1", prompt: "What is 6 × 7?", reference: "42", difficulty: "easy"))
        #expect(first.isRight == true && first.sampleIndex == 3 && first.promptTokens == 8)
        #expect(first.logProbability == -0.75 && first.completionTokens == 2)
        #expect(first.scores == ["orm": 0.9] && first.stepScores == ["prm": [0.5, 0.75]])
        #expect(first.verdicts == ["sympy": .accepted, "slow": .error])
        #expect(content.candidates[1].answer == "41" && content.candidates[1].isTruncated == true)
        #expect(content.candidates[2].problem.prompt == "And 2 + 2?")
        #expect(content.candidates[2...3].map(\.isRight) == [true, false])
        #expect(content.candidates[4...5].map(\.model) == ["large", "small"])
        #expect(content.candidates[4...5].map(\.completion) == ["A: 3", "A: 2"])
        #expect(content.faults.map { $0.prefix(11) } == ["5: not JSON", "6: it has n"])
        #expect(content.candidates[6].isRight == nil && content.candidates[6].leftOut == [.verdict])
    }

    @Test("fields that the user names count, and are taken for nothing else")
    func fields() async throws {
        try await withFolder { folder in
            let path = folder + "/x.jsonl"
            try #"{"puzzle":"4 5 6 10","idx":900,"out":{"0":"so 24"},"answer":"24","ok":1}"#
                .write(toFile: path, atomically: true, encoding: .utf8)
            let fields = FieldMapping([
                .problem: "puzzle", .completion: "out.0", .reference: "answer", .correct: "ok", .problemID: "idx",
            ])
            let candidate = try #require(try await FileContent(path, fields: fields).candidates.first)
            #expect(candidate.completion == "so 24" && candidate.answer == nil && candidate.isRight == true)
            #expect(candidate.problem.reference == "24" && candidate.problem.id == "900")
            #expect(candidate.problem.specification == "4 5 6 10")
            let error = await #expect(throws: ImportFileError.self) {
                _ = try await FileContent(path, fields: FieldMapping([.completion: "nothing"]))
            }
            #expect(error?.what.contains("\"nothing\"") == true && error?.kind == .open)
        }
    }

    @Test("Large Language Monkeys: both names of the flags are read", arguments: ["17.yaml", "18.yaml"])
    func llmonkeys(file: String) async throws {
        let candidates = try await FileContent(fixturePath(file)).candidates
        #expect(candidates.map(\.isRight) == [true, false, true])
        #expect(candidates.map(\.sampleIndex) == [0, 1, 2])
        #expect(candidates[1].completion == "I add: 4 + 3 = 7\n#### 7")
        #expect(candidates[2].completion == "12" && candidates[0].problem.reference == "12")
        #expect(candidates[0].problem.id == String(file.prefix(2)))
    }

    @Test("search-and-learn: step scores become a process scorer, and -1 tokens are unknown")
    func searchAndLearn() async throws {
        let candidates = try await FileContent(fixturePath("best_of_n_completions.jsonl")).candidates
        #expect(candidates.map { $0.stepScores["prm"] } == [[0.9, 0.8], [0.4]])
        #expect(candidates.map { $0.scores["prm"] } == [0.8, 0.4])
        #expect(candidates.map(\.completionTokens) == [9, nil])
        #expect(candidates[0].problem.reference == "1" && candidates[0].answer == nil)
    }

    @Test("lm-eval: samples are in resps, known by document and place whatever the filter")
    func lmEval() async throws {
        let candidates = try await FileContent(fixturePath("samples_gsm8k_2026-01-01.jsonl")).candidates
        #expect(candidates.map(\.sampleIndex) == [0, 1, 0, 1, 0])
        #expect(candidates[0] == candidates[2])
        // The metric of several responses is not one of each.
        #expect(candidates.map(\.isRight) == [nil, nil, nil, nil, false])
        #expect(candidates[0].problem.prompt == "Q: 3 and 4?\nA:")
    }

    @Test("Inspect: the epoch is the sample, texts are put together, a failed sample is none")
    func inspect() async throws {
        let content = try await FileContent(fixturePath("log.json"))
        #expect(content.faults == ["3: the sample failed: out of memory"])
        #expect(content.candidates.map(\.sampleIndex) == [0, 1])
        #expect(content.candidates.map(\.completion) == ["ANSWER: 3", "ANSWER:\n4"])
        #expect(content.candidates.map(\.answer) == ["3", "4"] && content.candidates.map(\.isRight) == [true, false])
        #expect(content.candidates.map(\.problem.prompt) == ["1 + 2?", "1 + 2?"])
        #expect(content.candidates.map(\.model) == ["openai/tiny", "openai/tiny"])
        #expect(content.candidates.map(\.isTruncated) == [false, true])
        #expect(content.candidates[0].scores == ["graded": 0.75] && content.candidates[0].completionTokens == 4)
    }

    @Test("the other formats: samples, flags, scores and references are where they belong")
    func others() async throws {
        let nemo = try await FileContent(fixturePath("output-rs3.jsonl")).candidates
        #expect(nemo.map(\.sampleIndex) == [3, 3] && nemo.map(\.isRight) == [true, false])
        #expect(nemo[0].scores == ["reward_model": 0.25] && nemo[1].answer == "7")
        let openR = try await FileContent(fixturePath("record.jsonl")).candidates
        #expect(openR.map { $0.stepScores["prm"] } == [[0.7, 0.9], [0.2]] && openR[1].completionTokens == 6)
        let code = try await FileContent(fixturePath("samples.jsonl_results.jsonl")).candidates
        #expect(code.map(\.isRight) == [true, false] && code[0].problem.id == "HumanEval/0")
        let scored = try await FileContent(fixturePath("scored-test-samples.jsonl")).candidates
        #expect(scored.map(\.answer) == ["6", "8"] && scored.map { $0.scores["orm"] } == [-1.5, 2])
        #expect(scored[0].problem.reference == "8")
        let answers = try await FileContent(fixturePath("adaptive.jsonl")).candidates
        #expect(answers.map(\.answer) == ["17", "17.0", "", "18"] && answers[0].problem.reference == "17")
        let labels = try await FileContent(fixturePath("rlhflow.jsonl")).candidates
        #expect(labels.map(\.isRight) == [true, false])
    }
}
