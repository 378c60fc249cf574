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

    public var report: Report {
        Report(
            title: "The study: how should an answer be picked?",
            introduction + findings + voting + claims + requirements + noise + stopping + risk + temperatures
                + betweenPools
                + plateaus + traces + scorers + ending)
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
