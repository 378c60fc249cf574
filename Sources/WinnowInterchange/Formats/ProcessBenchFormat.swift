import WinnowJSON
import WinnowText

/// ProcessBench has solutions in steps by several models, whether their final answer is right, and the first wrong step.
///
/// The label is kept as the scores of the steps that it speaks of: 1 before the first wrong step, 0 for it, and 1 for
/// all where it is −1.
///
/// Source: Zheng et al., arXiv 2412.06559.
struct ProcessBenchFormat: ImportFormat {
    let name = "processbench"
    let summary = "ProcessBench: problem, steps, final_answer_correct and the label of the first wrong step"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["problem"] != nil && record["steps"]?.array?.contains { $0.string != nil } == true
            && record["label"]?.integer != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let steps = record["steps"]?.array?.map({ $0.text ?? "" }) else { throw RecordFault("it has no steps") }
        // The id is that of a solution: solutions of one problem by several models have its text.
        let problem = ImportedProblem(prompt: record["problem"]?.text, reference: record["answer"]?.text)
        return [record].candidates { record throws(RecordFault) in
            var candidate = ImportedCandidate(problem: problem, completion: steps.joined(separator: "\n\n"))
            candidate.model = record["generator"]?.text
            if let verdict = record["final_answer_correct"] {
                candidate.add(verdict: verdict, called: "final_answer_correct", isScale: false)
            }
            if let label = record["label"]?.integer, (-1..<steps.count).contains(label) {
                let scores = label < 0 ? steps.map { _ in 1.0 } : (0..<label).map { _ in 1.0 } + [0]
                candidate.stepScores["label"] = scores
            } else {
                candidate.leaveOut(.stepScores)
            }
            return candidate
        }
    }
}
