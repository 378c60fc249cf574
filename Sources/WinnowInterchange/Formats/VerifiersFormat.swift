import WinnowJSON
import WinnowMessages
import WinnowText

/// The verifiers library keeps a line per rollout with the conversation, the reference and the reward.
///
/// A reward that is 0 or 1 in the whole file is a verdict, another is a score; so are the rewards of its rubric's parts.
///
/// Source: github.com/willccbb/verifiers, `verifiers/utils/eval_utils.py`.
struct VerifiersFormat: ImportFormat {
    let name = "verifiers"
    let summary = "results of verifiers: a line per rollout with prompt, completion, answer and reward"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["reward"]?.number != nil && record["prompt"] != nil && record["completion"] != nil
            && (record["example_id"] != nil || record["task"] != nil || record["info"] != nil)
            && record["answer"] != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let survey = context.survey
        var id = record["example_id"]?.text ?? record["id"]?.text
        if let name = id, let task = record["task"]?.text, survey?.splitting.contains("task") == true {
            id = "\(task)/\(name)"
        }
        let problem = ImportedProblem(
            id: id, prompt: record["prompt"].flatMap(Conversation.asked),
            reference: record["answer"].flatMap(ReferenceText.init(value:))?.text)
        let completion = record["completion"]
        return [record].candidates { record throws(RecordFault) in
            var candidate = ImportedCandidate(
                problem: problem,
                completion: completion.flatMap(Conversation.said)
                    ?? (completion?.isNull == true || completion?.array != nil ? "" : nil))
            for (name, value) in record.object ?? [:] where name == "reward" || isPart(name, value) {
                if name == "reward", survey?.profile("reward").isScale == false {
                    candidate.add(verdict: value, called: "reward", isScale: false)
                } else {
                    candidate.add(scores: value, called: name)
                }
            }
            if let metrics = record["metrics"] { candidate.add(scores: metrics, called: "metrics") }
            return candidate
        }
    }

    /// Tells whether a member is the reward of a part of the rubric: a number that counts nothing and names nothing.
    private func isPart(_ name: ExactText, _ value: JSONValue) -> Bool {
        guard case .number = value else { return false }
        return name.text != "id"
            && !["_id", "_ms", "_index", "_idx", "_tokens", "_time"].contains { name.text.hasSuffix($0) }
    }
}
