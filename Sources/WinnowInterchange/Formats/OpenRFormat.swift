import WinnowJSON
import WinnowText

/// OpenR writes a line per question with the paths of its tree search and the value of every step.
///
/// Source: github.com/openreasoner/openr, `reason/evaluation`.
struct OpenRFormat: ImportFormat {
    let name = "openr"
    let summary = "OpenR record.jsonl: a line per question with paths and the values of their steps"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["question"] != nil && record["output"]?.array?.first?["text"] != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let paths = record["output"]?.array else { throw RecordFault("it has no list of outputs") }
        let problem = ImportedProblem(
            id: nil, prompt: record["question"]?.text,
            reference: record["groundtruth"].flatMap(ReferenceText.init(value:))?.text,
            difficulty: record["level"]?.text)
        return paths.enumerated().candidates { index, path throws(RecordFault) in
            var candidate = ImportedCandidate(
                problem: problem, completion: path["text"]?.text ?? (path["text"]?.isNull == true ? "" : nil))
            candidate.sampleIndex = path["path_idx"]?.integer ?? index
            if let values = path["value"] { candidate.add(stepScores: values, called: "prm") }
            candidate.completionTokens = path["completion_tokens"]?.integer
            return candidate
        }
    }
}
