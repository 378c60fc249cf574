import WinnowCore
import WinnowInterchange
public import WinnowReport

/// An explanation shows what each stage of reading makes of the samples of a file; nothing is stored.
public struct AnswerExplanation: Sendable {
    private let request: ImportRequest

    /// - Parameter request: names the file and how its answers are read.
    public init(_ request: ImportRequest) {
        self.request = request
    }

    /// Reads the files and makes a table with a row for each sample, in their order.
    ///
    /// - Throws: ``ExperimentError`` or `ImportFileError` for a file that cannot be read.
    public func report() async throws -> Report {
        var table = Table(
            title: "How answers are read",
            columns: ["record", "thoughts", "candidate", "rule", "answer", "key"].map { Column($0) },
            footnotes: [
                "thoughts are taken off first, candidate is the text that was found and rule what it was found by, answer is "
                    + "the candidate without marks, key what votes are counted on; a sample without a key abstains."
            ])
        var notes: [String] = []
        for path in request.files {
            let file = try await RecordFile(
                path: path, format: request.format, fields: request.fields, isJudged: true, limits: request.limits)
            let rule = request.rule(stored: nil, format: file.format.extraction)
            let reader = TextReader(rule: rule, domain: request.domain)
            try await file.read { record in
                try Task.checkCancellation()
                for (index, result) in record.candidates.enumerated() {
                    let name = record.candidates.count == 1 ? "\(record.line)" : "\(record.line).\(index + 1)"
                    switch result {
                    case .success(let candidate):
                        let stages = reader.stages(
                            of: TextReader.Source(completion: candidate.completion, answer: candidate.answer),
                            reference: candidate.problem.reference)
                        table.append(Self.row(name, stages))
                        notes += Set(stages.notes).sorted().map { "record \(name): \($0)." }
                    case .failure(let fault):
                        table.append([.text(name)] + [Cell](repeating: .missing, count: 5))
                        notes.append("record \(name) cannot be read: \(fault).")
                    }
                }
                return true
            }
            table.title = "How answers are read: \(rule.name)"
        }
        table.footnotes += notes.prefix(Self.shown)
        if notes.count > Self.shown { table.footnotes.append("\(notes.count - Self.shown) more notes.") }
        return Report(table)
    }

    /// So many notes are shown.
    private static let shown = 20

    private static func row(_ name: String, _ stages: AnswerReader.Stages) -> [Cell] {
        func cell(_ text: String?) -> Cell { text.map { .text($0) } ?? .missing }
        return [
            .text(name), cell(stages.thoughts.isEmpty ? nil : stages.thoughts), cell(stages.candidate),
            cell(stages.rule), cell(stages.answer), cell(stages.key),
        ]
    }
}
