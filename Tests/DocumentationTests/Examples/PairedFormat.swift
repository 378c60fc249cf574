import WinnowJSON

@testable import WinnowInterchange

/// A line per question, with samples and their grades as pairs: `{"q": "2 + 2?", "pairs": [["4", true], ["5", false]]}`.
struct PairedFormat: ImportFormat {
    let name = "paired"
    let summary = "a line per question with pairs of sample and grade"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["q"]?.text != nil && record["pairs"]?.array != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let pairs = record["pairs"]?.array else { throw RecordFault("it has no pairs") }
        let problem = ImportedProblem(prompt: record["q"]?.text)
        return pairs.enumerated().candidates { index, pair throws(RecordFault) in
            guard let pair = pair.array, pair.count == 2, let text = pair[0].text else {
                throw RecordFault("a pair is no sample and grade")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            candidate.isRight = pair[1].flag
            return candidate
        }
    }
}
