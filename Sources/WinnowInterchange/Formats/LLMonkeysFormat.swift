import WinnowJSON

/// Large Language Monkeys keeps a YAML file per problem, whose name is the problem's.
///
/// The flags are called `is_corrects` by the program and `is_correct` by its manual; both are read.
///
/// Source: Brown et al., arXiv 2407.21787; github.com/ScalingIntelligence/large_language_monkeys.
struct LLMonkeysFormat: ImportFormat {
    let name = "llmonkeys"
    let summary = "Large Language Monkeys: a YAML file per problem with prompt, samples, is_corrects or is_correct"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["samples"]?.array?.contains { $0.string != nil } == true
            && ["gt_answer", "is_corrects", "is_correct", "test_cases", "theorem_name"].contains { record[$0] != nil }
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let samples = record["samples"]?.array else { throw RecordFault("it has no list of samples") }
        let flags = (record["is_corrects"] ?? record["is_correct"])?.array
        let problem = ImportedProblem(
            id: record["id"]?.text ?? record["theorem_name"]?.text ?? context.stem,
            prompt: record["question"]?.text ?? record["prompt"]?.text,
            reference: record["gt_answer"].flatMap(ReferenceText.init(value:))?.text,
            difficulty: record["level"]?.text)
        return samples.enumerated().candidates { index, sample throws(RecordFault) in
            guard let text = sample.text ?? (sample.isNull ? "" : nil) else { throw RecordFault("a sample is no text") }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            candidate.isNumberedByPlace = true
            candidate.add(verdicts: flags, of: samples.count, at: index, called: "is_correct")
            return candidate
        }
    }
}

// MARK: Writing

extension LLMonkeysFormat: WrittenFormat {
    /// Writes one file.
    ///
    /// Texts are quoted as JSON quotes them, which YAML 1.2 reads alike. A candidate that was never graded counts as
    /// wrong, because the format has no third value.
    func text(of pool: RecordedPool) -> String {
        let question = JSONValue.string(pool.prompt).json()
        var text = "prompt: \(question)\nquestion: \(question)\n"
        text += "gt_answer: \(pool.referenceValue.json())\n"
        text += "samples:\n"
        for candidate in pool.candidates { text += "- \(JSONValue.string(candidate.text).json())\n" }
        guard pool.candidates.contains(where: { $0.isCorrect != nil }) else { return text }
        text += "is_corrects:\n"
        for candidate in pool.candidates { text += "- \(candidate.isCorrect ?? false)\n" }
        return text
    }
}
