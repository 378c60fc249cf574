import WinnowJSON
import WinnowText

/// LiveCodeBench keeps a list of questions with the outputs of a model, the programs in them and what the tests said.
///
/// The program as a whole is the answer.
///
/// Source: Jain et al., arXiv 2403.07974; github.com/LiveCodeBench/LiveCodeBench, `lcb_runner`.
struct LiveCodeBenchFormat: ImportFormat {
    let name = "livecodebench"
    let summary = "LiveCodeBench: a list of questions with output_list, code_list and graded_list"
    let extraction: Extraction? = .recorded

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["code_list"]?.array != nil && (record["question_id"] != nil || record["question_content"] != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let programs = record["code_list"]?.array else { throw RecordFault("it has no list of programs") }
        let problem = ImportedProblem(
            id: record["question_id"]?.text, prompt: record["question_content"]?.text,
            difficulty: record["difficulty"]?.text)
        let outputs = record["output_list"]?.array
        return programs.enumerated().candidates { index, program throws(RecordFault) in
            let output = outputs?.count == programs.count ? outputs?[index].text : nil
            var candidate = ImportedCandidate(
                problem: problem, completion: output ?? program.text, answer: program.text ?? "")
            candidate.sampleIndex = index
            candidate.isNumberedByPlace = true
            candidate.add(verdicts: record["graded_list"]?.array, of: programs.count, at: index, called: "graded")
            return candidate
        }
    }
}
