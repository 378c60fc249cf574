import WinnowAnswers
import WinnowJSON
import WinnowStore

extension CandidateInspection {
    /// What each stage of reading sees in a free text, from thoughts to the key.
    public struct Stages: Hashable, Sendable, Encodable {
        /// The tool read the answer by this rule, such as `auto`.
        public let rule: String

        /// It is raised when answers may be found elsewhere or have other keys.
        public let version: Int

        /// The thoughts are taken off first; nil where there are none.
        public let thoughts: String?

        /// True for a thought that was cut off: it has no answer.
        public let isUnfinished: Bool

        /// The text that gives the answer, and the mark that it was found by; nil where no answer is given.
        public let candidate: String?
        public let mark: String?

        /// What the answer was read as, such as `expression` or `text`.
        public let kind: String?

        /// What may be meant in another way too.
        public let notes: [String]
    }

    /// Finds what the stages see as they read now; nil for a candidate of tokens, or one that no rule was asked to read.
    static func stages(of entry: CandidateEntry, readBy tool: ToolRecord?) -> Stages? {
        guard let tool, let text = entry.candidate.completion?.text,
            let parameters = try? JSONValue(parsing: tool.parametersJSON), let rule = parameters["extract"]?.string
        else { return nil }
        let tags = parameters["thought_tags"]?.string?.split(separator: ",").map(String.init) ?? []
        let thoughts = Thoughts(in: text, tags: tags)
        let answer = entry.judgements.reading?.answer
        let found = rule == "auto" ? FinalAnswer.found(in: thoughts.rest, isCutOff: thoughts.isUnfinished) : nil
        let form = answer.flatMap { NormalForm($0) }
        // An answer that came with the sample was not found in it.
        let isFound = found.map { $0.answer == answer } ?? (rule != "auto")
        return Stages(
            rule: rule, version: tool.version, thoughts: thoughts.thoughts.isEmpty ? nil : thoughts.thoughts,
            isUnfinished: thoughts.isUnfinished, candidate: isFound ? found?.candidate ?? answer : answer,
            mark: answer == nil ? nil : isFound ? found?.rule.rawValue ?? rule : "recorded",
            kind: form?.kind.rawValue, notes: form?.notes ?? [])
    }
}

extension CandidateInspection {
    /// The stages, a line each.
    func stageLines(_ page: InspectionPage) -> [String] {
        guard let stages else { return [] }
        var lines = [page.bold("How the answer was read (\(stages.rule), version \(stages.version))")]
        let thoughts = stages.thoughts.map { text in
            let count = text.unicodeScalars.count
            return "\(count) characters" + (stages.isUnfinished ? ", which never end" : "")
        }
        lines += page.wrapped("", "thoughts: \(thoughts ?? "none")")
        lines += page.wrapped(
            "", "found: " + (stages.candidate ?? "nothing") + (stages.mark.map { " (by \($0))" } ?? ""))
        lines += page.wrapped("", "key: \(answerKey ?? "none")" + (stages.kind.map { " (\($0))" } ?? ""))
        for note in stages.notes { lines += page.wrapped("", "note: \(note)") }
        return lines
    }
}
