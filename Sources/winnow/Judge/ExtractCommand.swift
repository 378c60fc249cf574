import ArgumentParser
import WinnowBounds
import WinnowCollection
import WinnowInterchange
import WinnowReport
import WinnowRuns

/// `winnow extract`: how answers are read, of a file or of what is stored.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Show how answers are read out of samples, stage by stage, or read stored samples again.",
        discussion: """
            Answers are read in three stages: thoughts are taken off, the final answer is found by the marks and \
            sentences that give it, and it is brought to an exact normal form, on which votes are counted. With --explain \
            each sample of a file is shown with what every stage made of it, and nothing is stored. With --run the stored \
            completions of a run are read as they are read now, or in another way: the new readings count from then on, \
            and the earlier ones stay.

            Ways to find an answer (--extract):
            \(ImportRequest.extractionList)

            Examples:
              winnow extract --explain samples.jsonl
              winnow extract --explain samples.jsonl --format csv --layout lm-eval
              winnow extract --db x.db --run 1
              winnow extract --db x.db --run 1 --extract boxed --units ignore
              winnow extract --db x.db --run 1 --tolerance 0.01
              winnow extract --db x.db --run 1 --equivalence "python3 equal.py"

            --tolerance links numbers of one unit that differ by at most so much, and --equivalence answers that a \
            program calls equal; all that such steps hold together is one answer from then on, in votes and in grades. \
            The program reads an object a line, with "answer" and "reference", the two answers, and "prompt", and \
            writes {"outcome": "accepted"} where they are equal, else rejected or error. Each pair of a problem is \
            asked about once. Pairs that it calls different and others hold together are listed.
            """)

    @Option(
        help: ArgumentHelp("A file of samples to show the stages of.", valueName: "file"), completion: .file())
    var explain: String?

    @Option(help: ArgumentHelp("The file's format, as of winnow import, or auto. (default: auto)", valueName: "name"))
    var layout: String?

    @Option(help: ArgumentHelp("The number of a stored run to read again.", valueName: "number"))
    var run: Int64?

    @Option(
        help: ArgumentHelp(
            "How answers are found. (default: of a file, its format's way; of a run, as before)", valueName: "name"))
    var extract: String?

    @Option(
        help: ArgumentHelp(
            "Count numbers of a problem as one answer that differ by at most so much, step by step.",
            valueName: "distance"))
    var tolerance: Double?

    @Option(
        help: ArgumentHelp(
            "Count answers of a problem as one that a program calls equal: a shell command.", valueName: "command"))
    var equivalence: String?

    @OptionGroup(title: "Answers") var reading: ReadingOptionGroup
    @OptionGroup(title: "Fields of the generic format") var fields: FieldOptions

    @Option(help: "How to write the table.")
    var format = TableFormat.terminal

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        guard (explain == nil) != (run == nil) else {
            throw ValidationError("Give --explain FILE or --run NUMBER, and not both.")
        }
        guard tolerance == nil || equivalence == nil else {
            throw ValidationError("Give --tolerance or --equivalence, and not both.")
        }
        guard explain == nil || tolerance == nil && equivalence == nil else {
            throw ValidationError("--tolerance and --equivalence are of all samples of a run: give them with --run.")
        }
        if run != nil, try !fields.paths.isEmpty || layout != nil {
            throw ValidationError("--layout and fields are of a file: give them with --explain.")
        }
    }

    func run() async throws {
        if let explain {
            let request = try ImportRequest(
                files: [explain], format: layout ?? "auto", fields: try fields.paths, extraction: extract,
                reading: try reading.options)
            return write(try await AnswerExplanation(request).report())
        }
        guard let number = run else { return }
        let stored = StoredReading(extraction: extract, options: try reading.options, grouping: try grouping)
        let bar = quiet.progressBar
        try await DatabaseFile.with(database.path, for: .writing) { store in
            let report = try await interruptible {
                try await bar.during { try await stored.read(run: number, in: Collector(into: store, observe: $0)) }
            }
            write(report)
        }
    }

    private var grouping: AnswerGrouping? {
        get throws {
            if let tolerance { return try .numbers(within: tolerance) }
            return equivalence.map { .equivalence(command: $0) }
        }
    }

    /// Writes all footnotes: they say what else an answer may mean.
    private func write(_ report: Report) {
        let layout = PageLayout(width: format == .terminal ? Terminal.width : nil, footnoteLines: nil)
        Terminal.write(report.rendered(as: format, layout), as: format)
    }
}
