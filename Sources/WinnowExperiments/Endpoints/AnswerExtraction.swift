/// Finds answers in what a model writes, by the names that `winnow import` knows too.
struct AnswerExtraction: Sendable {
    /// Raised when what is found changes.
    static let version = 1

    let name: String

    init(named name: String) throws(ExperimentError) {
        guard name == "last-line" else {
            throw ExperimentError("there is no extraction \"\(name)\"", hint: "use last-line")
        }
        self.name = name
    }

    /// The answer's text; nil when there is none, which is an abstention.
    func answer(in text: String) -> String? {
        text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
    }

    /// The form that votes are counted on.
    func key(of answer: String) -> String? { answer }

    /// An answer as a domain's own reader takes it.
    func expression(_ answer: String) -> String { answer }
}
