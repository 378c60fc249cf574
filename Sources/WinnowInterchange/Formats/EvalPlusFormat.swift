import WinnowJSON
import WinnowMessages
import WinnowText

/// EvalPlus keeps whole programs as samples, and results in which each has passed or failed the tests of the benchmark
/// and those that EvalPlus adds; the flag is that of all tests.
///
/// Source: Liu et al., arXiv 2305.01210; github.com/evalplus/evalplus.
struct EvalPlusFormat: ImportFormat {
    let name = "evalplus"
    let summary = "EvalPlus samples (task_id, solution) or eval_results.json; the whole program is the answer"
    let extraction: Extraction? = .whole

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        guard let task = record["task_id"]?.string, record["solution"] != nil else { return false }
        return record["base_status"] != nil || HumanEvalFormat.benchmarks.contains { task.hasPrefix($0) }
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let problem = ImportedProblem(
            id: record["task_id"]?.text, prompt: record["prompt"].flatMap(Conversation.asked))
        return [record].candidates { record throws(RecordFault) in
            let program = record["solution"]
            var candidate = ImportedCandidate(
                problem: problem, completion: program?.text ?? (program?.isNull == true ? "" : nil))
            let said = ["plus", "base"].compactMap { name in
                record["\(name)_status"].flatMap(status).map { (name, $0) }
            }
            for (name, verdict) in said {
                // Programs pass all tests only where they pass the benchmark's own as well.
                let hasPassed = verdict && said.allSatisfy(\.1)
                candidate.add(verdict: .bool(name == said.first?.0 ? hasPassed : verdict), called: name, isScale: false)
            }
            if let passed = record["passed"] { candidate.add(verdict: passed, called: "passed", isScale: false) }
            return candidate
        }
    }

    /// Reads `pass`, `fail` and `timeout`; nil where nothing was tested.
    private func status(_ value: JSONValue) -> Bool? {
        guard let word = value.string?.lowercased(), !word.isEmpty else { return value.flag }
        return word == "pass" || word == "success"
    }
}
