import WinnowJSON
import WinnowText

/// ProcessBench has solutions in steps by several models, whether their final answer is right, and the first wrong step.
///
/// The steps become paragraphs of the completion, so that its blank lines part them. The label, 0-based as in the file, is
/// kept as the scores of the steps that it speaks of: 1 before the first wrong step, 0 for it, and 1 for all where it is −1.
///
/// Source: Zheng et al., arXiv 2412.06559.
struct ProcessBenchFormat: ImportFormat {
    let name = "processbench"
    let summary = "ProcessBench: problem, steps, final_answer_correct and the label of the first wrong step"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["problem"] != nil && record["steps"]?.array?.contains { $0.string != nil } == true
            && (record["label"] != nil || record["final_answer_correct"] != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let steps = (record["steps"]?.array ?? []).map(\.string)
        guard !steps.isEmpty else { throw RecordFault("it has no steps") }
        let texts = steps.compactMap { $0.map(Self.paragraph) }
        guard texts.count == steps.count else { throw RecordFault("its steps are not all texts") }
        let label = try Self.label(of: record, steps: texts.count)
        // The id is that of a solution: solutions of one problem by several models have its text.
        let problem = ImportedProblem(prompt: record["problem"]?.text, reference: record["answer"]?.text)
        return [record].candidates { record throws(RecordFault) in
            var candidate = ImportedCandidate(problem: problem, completion: texts.joined(separator: "\n\n"))
            candidate.model = record["generator"]?.text
            if let verdict = record["final_answer_correct"] {
                candidate.add(verdict: verdict, called: "final_answer_correct", isScale: false)
            }
            candidate.stepScores["label"] =
                label < 0 ? texts.map { _ in 1.0 } : (0..<label).map { _ in 1.0 } + [0]
            return candidate
        }
    }

    /// Reads the label; a solution whose label says nothing is of no use to those who bring it.
    private static func label(of record: JSONValue, steps: Int) throws(RecordFault) -> Int {
        let meaning = "the index of the first wrong step, from 0, or -1 for none"
        guard let value = record["label"], !value.isNull else { throw RecordFault("it has no label: \(meaning)") }
        guard case .number = value, let label = value.integer else {
            throw RecordFault("its label is no whole number: \(meaning)")
        }
        guard (-1..<steps).contains(label) else {
            throw RecordFault(
                "its label \(label) names none of its \(steps == 1 ? "one step" : "\(steps) steps"): \(meaning)")
        }
        return label
    }

    /// Makes a step one paragraph: without line breaks at its ends, and with one in place of each blank line.
    private static func paragraph(_ step: String) -> String {
        var scalars: [Unicode.Scalar] = []
        for scalar in step.unicodeScalars where scalar != "\r" {
            if scalar == "\n", scalars.isEmpty || scalars.last == "\n" { continue }
            scalars.append(scalar)
        }
        while scalars.last == "\n" { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }
}
