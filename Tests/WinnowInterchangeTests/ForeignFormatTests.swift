import Foundation
import TestGuards
import Testing
import WinnowText

@testable import WinnowInterchange

/// Layouts of other programs, of which each has one declared reading.
@Suite("Layouts of other programs")
struct ForeignFormatTests {
    private func content(_ text: String, name: String = "x.jsonl") async throws -> FileContent {
        try await withFolder { folder in
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
            return try await FileContent(folder + "/" + name)
        }
    }

    @Test("OpenAI's batches: every choice is a sample, a failed request says why, and nothing said is an abstention")
    func batches() async throws {
        func line(_ id: String, _ choices: String) -> String {
            #"{"id":"b","custom_id":"\#(id)","response":{"status_code":200,"body":{"model":"m","choices":[\#(choices)],"#
                + #""usage":{"prompt_tokens":3,"completion_tokens":4}}},"error":null}"#
        }
        let found = try await content(
            [
                line("one", #"{"index":0,"message":{"content":"so 5"},"finish_reason":"length"}"#),
                line("two", #"{"index":1,"message":{"content":"b"}},{"index":0,"message":{"content":null}}"#),
                #"{"custom_id":"three","response":{"status_code":429,"body":{"error":{"message":"too fast"}}},"error":null}"#,
                #"{"custom_id":"four","response":null,"error":{"message":"expired"}}"#,
                #"{"custom_id":"five","result":{"type":"succeeded","message":{"content":[{"type":"text","text":"so 6"}]}}}"#,
            ].joined(separator: "\n"))
        #expect(found.format == "openai-batch")
        #expect(found.candidates.map(\.problem.id) == ["one", "two", "two", "five"])
        #expect(found.candidates.map(\.completion) == ["so 5", "b", "", "so 6"])
        #expect(found.candidates.map(\.completionTokens) == [4, nil, nil, nil])
        #expect(found.candidates[0].isTruncated == true && found.candidates[1].sampleIndex == 1)
        #expect(found.faults == ["3: the request failed: too fast", "4: the request failed: expired"])
    }

    @Test("verifiers: a reward that is 0 or 1 in the whole file is a verdict, any other a score")
    func verifiers() async throws {
        func lines(_ rewards: [Double]) -> String {
            rewards.map {
                #"{"example_id":7,"task":"t","prompt":[{"role":"user","content":"2+3?"}],"completion":"#
                    + #"[{"role":"assistant","content":"so 5"}],"answer":"5","reward":\#($0),"style":0.5,"total_ms":9}"#
            }.joined(separator: "\n")
        }
        let flags = try await content(lines([1, 0]))
        #expect(flags.format == "verifiers" && flags.candidates.map(\.isRight) == [true, false])
        #expect(flags.candidates[0].scores == ["style": 0.5] && flags.candidates[0].problem.reference == "5")
        #expect(flags.candidates[0].problem.prompt == "2+3?" && flags.candidates[0].completion == "so 5")
        let scores = try await content(lines([1, 0.25]))
        #expect(scores.candidates.map(\.isRight) == [nil, nil])
        #expect(scores.candidates.map { $0.scores["reward"] } == [1, 0.25])
    }

    @Test("reasoning-gym: results of all categories are read with all completions")
    func reasoningGym() async throws {
        func result(_ scores: [Double]) -> String {
            let samples = scores.map {
                #"{"model_answer":"5","full_model_response":"<answer>5</answer>","score":\#($0)}"#
            }
            return
                #"{"question":"2+3?","expected_answer":"5","best_full_model_response":"b","completions":[\#(samples.joined(separator: ","))]}"#
        }
        for scores in [[1.0, 0], [1, 0.01]] {
            let document =
                #"{"summary":{},"categories":[{"name":"c","datasets":[{"name":"d","results":[\#(result(scores))]}]},"#
                + #"{"name":"e","datasets":[{"name":"f","results":[\#(result([0]))]}]}]}"#
            let found = try await content(document, name: "results.json")
            #expect(found.format == "reasoning-gym" && found.candidates.count == 3)
            #expect(found.candidates[0].answer == "5" && found.candidates[0].problem.reference == "5")
            #expect(found.candidates.map(\.isRight) == (scores == [1, 0] ? [true, false, false] : [nil, nil, nil]))
            #expect(found.candidates.compactMap { $0.scores["score"] } == (scores == [1, 0] ? [] : [1, 0.01, 0]))
        }
    }

    @Test("Qwen2.5-Math: code has the samples, pred their answers, and gt, solution and answer are gold")
    func qwenMath() async throws {
        let found = try await content(
            #"{"idx":3,"question":"6*7?","gt_cot":"x","gt":"42","solution":"so \\boxed{42}","answer":"42","#
                + #""code":["I get 42","I get 41",null],"pred":["42","",null],"report":[null,null,null],"#
                + #""score":[true,false,false]}"#)
        #expect(found.format == "qwen-math")
        #expect(found.candidates.map(\.completion) == ["I get 42", "I get 41", ""])
        #expect(
            found.candidates.map(\.answer) == ["42", "", ""] && found.candidates.map(\.isRight) == [true, false, false])
        #expect(found.candidates[0].problem == ImportedProblem(prompt: "6*7?", reference: "42"))
    }

    @Test("LiveCodeBench and EvalPlus: programs are answers as a whole, with the word of their tests")
    func programs() async throws {
        let questions =
            #"[{"question_id":"abc","question_content":"do","difficulty":"easy","output_list":["```x```","y"],"#
            + #""code_list":["x",""],"graded_list":[true,false],"pass@1":0.5}]"#
        let questioned = try await content(questions, name: "lcb.json")
        #expect(questioned.format == "livecodebench")
        #expect(
            questioned.candidates.map(\.answer) == ["x", ""] && questioned.candidates.map(\.isRight) == [true, false])
        #expect(
            questioned.candidates[0].completion == "```x```" && questioned.candidates[0].problem.difficulty == "easy")

        let results =
            #"{"date":"d","eval":{"HumanEval/0":[{"solution":"a\n","base_status":"pass","plus_status":"fail"},"#
            + #"{"solution":"b","base_status":"pass","plus_status":"pass"}]}}"#
        let evaluated = try await content(results, name: "samples_eval_results.json")
        #expect(evaluated.format == "evalplus" && evaluated.candidates.map(\.isRight) == [false, true])
        #expect(evaluated.candidates.map { $0.verdicts["base"] } == [.accepted, .accepted])
        #expect(evaluated.candidates.map(\.problem.id) == ["HumanEval/0", "HumanEval/0"])
        let samples = try await content(#"{"task_id":"Mbpp/2","solution":"def f(): pass","_identifier":"x"}"#)
        #expect(samples.format == "evalplus" && samples.candidates[0].completion == "def f(): pass")
        let extra = try await content(
            #"{"task_id":"HumanEval/1","completion":"  return 1","result":"passed","passed":true,"time":0.5,"model":"m"}"#
        )
        #expect(extra.format == "human-eval" && extra.candidates[0].isRight == true)
    }

    @Test("ProcessBench: the label speaks of steps, and the verdict of the final answer")
    func processBench() async throws {
        let found = try await content(
            [(-1, true), (1, false), (2, false)].enumerated().map { index, label in
                #"{"id":"g-\#(index)","generator":"m\#(index)","problem":"P","steps":["a","b","c"],"#
                    + #""final_answer_correct":\#(label.1),"label":\#(label.0)}"#
            }.joined(separator: "\n"))
        #expect(found.format == "processbench" && found.candidates.map(\.isRight) == [true, false, false])
        #expect(found.candidates.map { $0.stepScores["label"] } == [[1, 1, 1], [1, 0], [1, 1, 0]])
        #expect(found.candidates[0].completion == "a\n\nb\n\nc")
        #expect(found.candidates.map(\.model) == ["m0", "m1", "m2"])
    }

    // MARK: Inspect

    private func log(_ scores: [String], target: String = #""5""#) async throws -> FileContent {
        let samples = scores.enumerated().map { index, scores in
            #"{"id":1,"epoch":\#(index + 1),"input":"q","target":\#(target),"output":{"choices":[{"message":"#
                + #"{"role":"assistant","content":"so 5"},"stop_reason":"stop"}]},"scores":\#(scores)}"#
        }
        return try await content(
            #"{"version":2,"status":"success","eval":{"task":"t","model":"m"},"samples":[\#(samples.joined(separator: ","))]}"#,
            name: "log.json")
    }

    @Test("Inspect: values of a scale are scores, letters and truth values verdicts, by the whole log")
    func inspectScales() async throws {
        let scale = try await log([#"{"s":{"value":1}}"#, #"{"s":{"value":"4"}}"#, #"{"s":{"value":0}}"#])
        #expect(scale.candidates.map(\.isRight) == [nil, nil, nil])
        #expect(scale.candidates.map { $0.scores["s"] } == [1, 4, 0])
        let flags = try await log([#"{"s":{"value":1}}"#, #"{"s":{"value":0.0}}"#, #"{"s":{"value":NaN}}"#])
        #expect(flags.candidates.map(\.isRight) == [true, false, nil] && flags.candidates[2].leftOut.isEmpty)
        let letters = try await log([#"{"s":{"value":"C"}}"#, #"{"s":{"value":"P"}}"#, #"{"s":{"value":"I"}}"#])
        #expect(letters.candidates.map(\.isRight) == [true, nil, false] && letters.candidates[1].scores == ["s": 0.5])
    }

    @Test("Inspect: the scorer that judges answers gives the flag and the answer, whatever the names")
    func inspectScorers() async throws {
        for names in [("a", "z"), ("z", "a")] {
            let found = try await log([
                #"{"\#(names.0)":{"value":0.5,"answer":"polite"},"\#(names.1)":{"value":"C","answer":"5"}}"#,
                #"{"\#(names.0)":{"value":0.1,"answer":"rude"},"\#(names.1)":{"value":"I","answer":"6"}}"#,
            ])
            #expect(found.candidates.map(\.answer) == ["5", "6"] && found.candidates.map(\.isRight) == [true, false])
            #expect(found.candidates.map { $0.scores[ExactText(names.0)] } == [0.5, 0.1])
        }
        let two = try await log([#"{"one":{"value":"C"},"two":{"value":"I","answer":"5"}}"#])
        #expect(two.candidates[0].isRight == false && two.candidates[0].verdicts == ["one": .accepted])
    }

    @Test("Inspect: the members of a scorer's object and list are kept under names of their own")
    func inspectParts() async throws {
        let found = try await log([#"{"o":{"value":{"a":0.5,"b":"C"}},"l":{"value":[1,0.5]}}"#])
        #expect(found.candidates[0].scores == ["o.a": 0.5, "l.1": 1, "l.2": 0.5])
        #expect(found.candidates[0].verdicts == ["o.b": .accepted] && found.candidates[0].isRight == nil)
    }

    @Test("Inspect: several targets are alternatives, and a target of nothing is none")
    func inspectTargets() async throws {
        let several = try await log(["{}"], target: #"["5","five"]"#)
        #expect(several.candidates[0].problem.reference.map(ReferenceText.alternatives) == ["5", "five"])
        #expect(try await log(["{}"], target: #""""#).candidates[0].problem.reference == nil)
    }

    // MARK: Others

    @Test("lm-eval: metrics of 0 and 1 are verdicts, of other values scores; documents that repeat are problems each")
    func lmEval() async throws {
        func line(_ document: Int, _ hash: String, _ metrics: String, _ resps: String = #"[["so 5"]]"#) -> String {
            #"{"doc_id":\#(document),"doc":{},"target":"5","resps":\#(resps),"filtered_resps":["5"],"filter":"none","#
                + #""doc_hash":"\#(hash)",\#(metrics)}"#
        }
        let metrics = #""metrics":["bleu","pass@1"],"pass@1":1.0,"bleu":0.5"#
        let found = try await content(
            [line(0, "h", metrics), line(1, "h", metrics), line(2, "g", metrics)].joined(separator: "\n"))
        #expect(found.candidates.map(\.problem.id) == ["h/0", "h/1", "g"])
        #expect(found.candidates.allSatisfy { $0.isRight == true && $0.scores == ["bleu": 0.5] })
        let ranks = try await content(line(0, "h", metrics, #"[["A","B"],["B","A"]]"#))
        #expect(ranks.candidates.isEmpty && ranks.faults.count == 1)
        let several = try await content(line(0, "h", metrics, #"[["A"],["B"]]"#))
        #expect(several.candidates.map(\.completion) == ["A", "B"] && several.candidates[0].isRight == nil)
    }

    @Test("NeMo-Skills: an answer of null abstains, and older and newer verdicts are read")
    func nemo() async throws {
        func line(_ more: String) -> String { #"{"problem":"q","expected_answer":"5","generation":"so 5",\#(more)}"# }
        let found = try await content(
            [
                line(#""predicted_answer":null,"is_correct":false"#),
                line(#""predicted_answer":"5","is_correct":true"#),
                line(#""predicted_answer":"5","symbolic_correct":true,"judgement":"Reasoning: x\nJudgement: No""#),
            ].joined(separator: "\n"), name: "output-rs4.jsonl")
        #expect(
            found.candidates.map(\.answer) == ["", "5", "5"] && found.candidates.map(\.isRight) == [false, true, true])
        #expect(found.candidates[2].verdicts == ["judgement": .rejected] && found.candidates[2].sampleIndex == 4)
    }

    @Test("one odd field of a list costs that field, and the samples stay")
    func oddLists() async throws {
        let beam = try await content(
            #"{"unique_id":"p","problem":"q","completions":["a",null],"scores":[[0.5,"x"],[1]],"agg_scores":[1]}"#)
        #expect(beam.format == "search-and-learn" && beam.candidates.map(\.completion) == ["a", ""])
        #expect(beam.candidates.map { $0.stepScores["prm"] } == [nil, [1]])
        #expect(beam.candidates[0].leftOut == [.stepScores, .score])
        let labels = try await content(#"{"prompt":"q","answers":["a","b"],"labels":[1]}"#)
        #expect(labels.candidates.count == 2 && labels.candidates.allSatisfy { $0.leftOut == [.verdict] })
    }

    @Test("labels of steps without a sample are no samples", arguments: ["label", "steps"])
    func stepLabels(kind: String) async throws {
        let line =
            kind == "steps"
            ? #"{"question":{"problem":"q"},"generation":9,"label":{"steps":[{"completions":[{"text":"a"}]}]}}"#
            : #"{"input":"q","label":"\#(String(repeating: "Step: 1 and 1 make 2. + ", count: 20))"}"#
        let found = try await content(line)
        #expect(found.candidates.isEmpty && found.faults.allSatisfy { $0.utf8.count < 200 && !$0.contains("\"\"") })
    }
}
