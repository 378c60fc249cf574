import WinnowJSON
import WinnowMessages
import WinnowText

/// Qwen2.5-Math's evaluation, and the harnesses made of it, write a line per problem with all samples in `code`, what was
/// read from each in `pred`, and a verdict on each in `score`; `gt`, `solution` and `answer` are the dataset's.
///
/// Source: github.com/QwenLM/Qwen2.5-Math, `evaluation/math_eval.py`.
struct QwenMathFormat: ImportFormat {
    let name = "qwen-math"
    let summary = "outputs of Qwen2.5-Math's evaluation: code (the samples), pred, gt and score"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["code"]?.array != nil && record["pred"]?.array != nil
            && (record["gt"] != nil || record["score"]?.array != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let samples = record["code"]?.array else { throw RecordFault("it has no list of samples") }
        let prompt = record["question"]?.text ?? record["problem"]?.text
        let problem = ImportedProblem(
            // The number is one of a dataset, which no line names: the text tells problems apart.
            id: prompt == nil ? record["idx"]?.text : nil, prompt: prompt,
            reference: (record["gt"] ?? record["answer"]).flatMap(ReferenceText.init(value:))?.text,
            difficulty: record["level"]?.text)
        let (read, verdicts) = (record["pred"]?.array, record["score"]?.array)
        let reasons = record["finish_reason"]?.array
        return samples.enumerated().candidates { index, sample throws(RecordFault) in
            guard let text = Conversation.said(sample) ?? (sample.isNull ? "" : nil) else {
                throw RecordFault("a sample is no text")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = samples.count > 1 ? index : nil
            candidate.isNumberedByPlace = true
            if let read {
                if read.count == samples.count {
                    candidate.answer = read[index].text ?? ""
                } else {
                    candidate.leaveOut(.recordedAnswer)
                }
            }
            candidate.add(verdicts: verdicts, of: samples.count, at: index, called: "score")
            if let reasons, reasons.indices.contains(index), let reason = reasons[index].string {
                candidate.isTruncated = reason == "length"
            }
            return candidate
        }
    }
}
