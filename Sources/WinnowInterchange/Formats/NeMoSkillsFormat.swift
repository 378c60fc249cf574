import WinnowJSON
import WinnowText

/// NeMo-Skills writes a file `output-rsN.jsonl` for each random seed N, with a line per problem.
///
/// Source: github.com/NVIDIA/NeMo-Skills.
struct NeMoSkillsFormat: ImportFormat {
    let name = "nemo-skills"
    let summary = "NeMo-Skills: output-rsN.jsonl, one file per seed N, which is the sample index"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["generation"].map { $0.string != nil || $0.isNull } == true
            && ["predicted_answer", "expected_answer", "symbolic_correct"].contains { record[$0] != nil }
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let prompt = ["problem", "question", "prompt"].lazy.compactMap { record[$0]?.text }.first
        let problem = ImportedProblem(
            id: record["id"]?.text, prompt: prompt,
            reference: record["expected_answer"].flatMap(ReferenceText.init(value:))?.text,
            difficulty: record["level"]?.text)
        // An answer of null is one that was looked for and not found: the sample abstains.
        let predicted = record["predicted_answer"].map { $0.text ?? "" }
        var candidate = ImportedCandidate(
            problem: problem, completion: record["generation"]?.text ?? "", answer: predicted)
        candidate.sampleIndex = seed(in: context.stem)
        for name in ["symbolic_correct", "is_correct", "judge_correct"] {
            if let verdict = record[name] { candidate.add(verdict: verdict, called: name, isScale: false) }
        }
        if let said = record["judgement"].flatMap(judgement) {
            candidate.add(verdict: .bool(said), called: "judgement", isScale: false)
        }
        candidate.completionTokens = record["num_generated_tokens"]?.integer
        if let reward = record["reward_model_score"] { candidate.add(scores: reward, called: "reward_model") }
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }

    /// Reads the number N of `output-rsN`.
    private func seed(in stem: String) -> Int? {
        guard let mark = stem.firstRange(of: "-rs") else { return nil }
        return Int(stem[mark.upperBound...].prefix { $0.isNumber })
    }

    /// Reads what a judge wrote behind `Judgement:`.
    private func judgement(_ value: JSONValue) -> Bool? {
        guard let text = value.text, let mark = text.firstRange(of: "Judgement:") else { return value.flag }
        let word = text[mark.upperBound...].split { !$0.isLetter }.first.map(String.init)
        return word.flatMap { JSONValue.string($0).flag }
    }
}
