public import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
public import WinnowReport

/// The page of the study `results/study` is made of the files that its commands wrote: every figure is one of theirs.
///
/// A table whose file is missing is replaced by a sentence that says so.
public struct StudyPage: Study {
    private let files: [String: FigureFile]

    /// The bundled process scorers have these rank correlations on their cards.
    let steps: [StepPrediction]

    /// The folder has these pictures, by name.
    private let pictures: Set<String>

    /// The page is made of these files.
    static let names = [
        "allocation", "break-even", "claims", "confidence", "diagnosis", "dial", "distinct-texts", "equal-flops",
        "equal-tokens", "estimates", "partial", "require", "risk", "scorer-combinations", "scorer-confidence",
        "scorer-equal-cost", "scorer-estimates", "scorer-gains", "scorer-require", "scorer-transfer", "scorer-trials",
        "scorer-tuned", "scorers", "search", "solve-or-verify",
        "solve-or-verify-vote", "stopping",
        "temperatures", "traces",
    ]

    static let domains = ["maze", "countdown", "chain", "unchain"]

    /// Reads the files of a folder.
    ///
    /// - Throws: ``ExperimentError`` for a folder without any of the files, or with one that cannot be read; `ModelError`
    ///   for a damaged scorer.
    public init(folder: URL) throws {
        var files: [String: FigureFile] = [:]
        for name in Self.names { files[name] = try FigureFile(name, in: folder) }
        guard !files.isEmpty else {
            throw ExperimentError(
                "'\(folder.path)' has no files of the study",
                hint: "make them with `make study`, or name their --folder")
        }
        self.files = files
        steps = try StepPrediction.bundled(Self.domains)
        pictures = Set(
            Self.pictures.filter {
                FileManager.default.fileExists(atPath: folder.appending(path: "plots/\($0).svg").path)
            })
    }

    /// A page is one of the study: `README` has the findings, each of the others what is behind one question.
    public struct Page: Sendable {
        /// The file has this name without its ending.
        public let name: String
        public let report: Report
    }

    /// The report is the first page.
    public var report: Report { pages[0].report }

    /// The first page leads to the others.
    public var pages: [Page] {
        let first = Report(
            title: "The study: how should an answer be picked?",
            introduction + findings + [.heading("Questions")] + questions.map { .note(Self.line($0)) } + ending)
        return [Page(name: "README", report: first)]
            + questions.map { question in
                let back: Note = "\(link: "All questions and findings", to: "README.md")"
                return Page(
                    name: question.name, report: Report(title: question.title, question.sections + [.note(back)]))
            }
    }

    private struct Question {
        let name: String
        let title: String
        let sections: [Report.Section]
    }

    private static func line(_ question: Question) -> Note {
        "\(link: question.title, to: "\(question.name).md")"
    }

    private var questions: [Question] {
        [
            Question(name: "voting", title: "Vote or verify?", sections: voting),
            Question(name: "claims", title: "Do published claims hold here?", sections: claims),
            Question(name: "requirements", title: "How good must a verifier be?", sections: requirements),
            Question(name: "noise", title: "What is a verifier worth that errs?", sections: noise),
            Question(name: "learned-scorers", title: "What are learned scorers worth?", sections: scorers),
            Question(name: "stopping", title: "When to stop, and which problems get the budget?", sections: stopping),
            Question(name: "risk", title: "When should an answer be withheld?", sections: risk),
            Question(name: "temperature", title: "Which confidence, and which temperature?", sections: temperatures),
            Question(name: "models", title: "Do traces pay, and does size?", sections: betweenPools),
            Question(name: "plateaus", title: "Why do the curves level off?", sections: plateaus),
            Question(name: "traces", title: "Do traces mean anything?", sections: traces),
        ]
    }

    // MARK: Pieces

    /// Finds the rows of a file; none where it is missing.
    func rows(_ name: String) -> [FigureRow] { files[name]?.rows ?? [] }

    /// Makes a table of files, or a sentence for the first that is missing.
    func table(_ names: String..., columns: [String], rows: () -> [[Cell]]) -> Report.Section {
        if let missing = names.first(where: { files[$0] == nil }) {
            return .note("Not made: \(missing).csv is missing.")
        }
        return .table(Table(columns: columns.map { Column($0) }, rows: rows()))
    }

    private static let pictures = [
        "accuracy-budget", "accuracy-tokens", "require", "dial", "stopping", "risk-coverage", "histogram",
        "scorers/accuracy-budget", "scorers/gains", "scorers/require",
    ]

    /// Finds those of the pictures that the folder has.
    func pictures(_ names: String...) -> [Report.Section] {
        names.filter(pictures.contains).map { .picture(name: $0, path: "plots/\($0).svg") }
    }

    /// Finds the largest number of a column; nil where the file is missing.
    func largest(_ column: String, of name: String) -> Int? { rows(name).numbers(column).max().map { Int($0) } }

    /// Writes the same as text.
    func largestText(_ column: String, of name: String) -> String {
        largest(column, of: name).map { "\($0)" } ?? PageNumber.missing
    }
}

/// A prediction says how far a quantity tells whether the generator ends right from a step, of a domain's process
/// scorer.
struct StepPrediction: Sendable {
    let domain: String
    let predictor: String

    /// The correlation is Spearman's rank correlation with the share of many rollouts that end right.
    let correlation: Cell

    /// Reads the cards of the bundled process scorers.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for a damaged scorer.
    static func bundled(_ domains: [String]) throws -> [StepPrediction] {
        try domains.flatMap { name -> [StepPrediction] in
            guard let domain = Domains.generated.first(where: { $0.name == name }) else { return [] }
            return try read(domain)
        }
    }

    private static func read(_ domain: some GeneratedDomain) throws -> [StepPrediction] {
        let folder = ScorerCatalogue.bundle(domain).appending(path: "prm-medium")
        let rows = try ScorerCatalogue.load(folder, for: domain).information.test?.nearTruth?.rows ?? []
        return rows.map { row in
            func text(_ value: Double?) -> String { PageNumber.text(value, 2) }
            return StepPrediction(
                domain: domain.name, predictor: row.predictor,
                correlation: .text("\(text(row.correlation)) [\(text(row.low)), \(text(row.high))]"))
        }
    }
}
