import WinnowInterchange

/// A format is how candidates are written for another program.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// One row for each candidate, with the columns of the view `candidate_readable` and one for each scorer and verifier.
    case csv

    /// The same, in which no text is a formula: one that begins with `=`, `+`, `-` or `@` gets an apostrophe in front.
    case spreadsheet = "csv-spreadsheet"

    /// One object a line for each candidate: what `winnow import` reads back.
    case jsonl

    /// One object a line for each problem: `completions` and `scores`, as search-and-learn writes them.
    case searchAndLearn = "search-and-learn"

    /// A folder of one YAML file for each problem, as Large Language Monkeys has them.
    case llmonkeys

    /// One object a line for each problem: `resps`, as lm-evaluation-harness logs its samples.
    case lmEval = "lm-eval"

    /// One object a line for each candidate: an instance of Every Eval Ever, schema 0.3.
    case everyEvalEver = "every-eval-ever"

    /// A folder that `datasets.load_dataset` loads, with a card.
    case huggingfaceDataset = "huggingface-dataset"

    /// A folder of candidates.parquet and estimates.parquet, which DuckDB or pyarrow writes.
    case parquet

    /// One request of a batch a line for each candidate, to put the same problems to a model that is served: what
    /// `winnow import` reads the answers of.
    case openAIBatch = "openai-batch"

    /// True where a folder is written.
    public var isFolder: Bool { [.llmonkeys, .huggingfaceDataset, .parquet].contains(self) }

    /// The layout of those that are read as well; nil of the others.
    var layout: (any WrittenFormat)? {
        let name = self == .jsonl ? "generic" : rawValue
        return ImportFormats.written.first { $0.name == name }
    }
}
