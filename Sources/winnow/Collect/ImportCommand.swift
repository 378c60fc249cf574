import ArgumentParser
import Foundation
import WinnowBounds
import WinnowCollection
import WinnowCore
import WinnowInterchange
import WinnowRuns

/// `winnow import`: samples that other programs recorded.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in samples that other programs recorded, so that every table can be made of them.",
        discussion: """
            Formats, recognised by --format auto:
            \(ImportRequest.formatList)

            In the generic format a field is found by its usual names (prompt or question, completion or output, \
            reference or ground_truth, correct or is_correct, …), or by the one you name; paths such as a.b.0 lead \
            into it. A record may hold one sample, lists of samples, or objects with a sample of a model each. What a \
            field means is decided by all records of a file: answer, solution, label, score or grade may be a sample's or \
            the dataset's, a verdict or a point of a scale. Where the file leaves it open nothing is imported, and the \
            message shows the first record, the readings and the option for each. Of an Inspect log, --correct-field names \
            the scorer whose verdicts count.

            Files packed by gzip or zstd, in UTF-16, with a byte order mark, for people or with values one behind the \
            other are read. Files of one call whose names differ in a seed, run or trial have different samples of the same \
            problems; those of different tasks have different problems.

            Ways to read an answer (--extract); without one the file's own answer counts, else what auto finds:
            \(ImportRequest.extractionList)
            Thoughts (<think>…</think> and the like) are taken off first. The answer is then brought to an exact normal \
            form on which votes are counted: 1,000.5, \\frac{2001}{2} and 2.001e3/2 are one answer, 5 cm and 5 m are two. \
            A candidate without an answer abstains: it is paid for and never chosen. winnow extract --explain shows \
            every stage. Importing the same files with another --extract adds readings; tables use the newest, none is \
            lost.

            A reference grades where it and the answer can be read alike, each of several alternatives being right; else \
            the recorded verdict does, which is kept in any case. --grade-by chooses, also at a later import of the same \
            files, and winnow list disagreements shows where the two differ. Neither is a verdict of a verifier. With --domain its verifier judges each answer given the \
            problem alone: countdown takes numbers from the field puzzle or numbers, the one of --problem-field, the \
            prompt or the id, and the target from there or from --target. "Answer: (6 − 4) × 5 = 24" is read as \
            (6-4)*5.

            What cannot be read is reported, kept in the table rejected, and the rest goes in. A value that makes no sense \
            costs that value and not the sample. Of several files a damaged one is left out, which the exit status says; \
            where nothing comes in, there is no database. A last line that is half written goes in when it is whole. A file is known by its \
            content: importing it again adds nothing, an interrupted import goes on, a file that has grown adds what \
            is new. Tables leave out what the samples have no data for.

            Examples:
              winnow import in.jsonl --domain countdown --target 24 --extract last-line \\
                --db x.db
              winnow import solutions.jsonl --extract gsm8k --db x.db
              winnow import samples/ --format llmonkeys --model-name llama-3-8b \\
                --problem-set math --db x.db
              winnow import odd.jsonl --completion-field out.0 --correct-field ok \\
                --dry-run
              winnow import graded.jsonl --grade-by recorded --db x.db
            """)

    @Argument(help: "Files, or folders of them.", completion: .file())
    var files: [String]

    @Option(help: ArgumentHelp("The files' format, or auto.", valueName: "name"))
    var format = "auto"

    @Option(help: ArgumentHelp("How answers are read.", valueName: "name"))
    var extract: String?

    @Option(
        help: ArgumentHelp(
            "What the grade is: the verdict that the file records, the reference, or what the program of "
                + "--grade-command says. (default: the reference where it can be compared with the answer, else the "
                + "recorded verdict)", valueName: ImportRequest.gradeBases.joined(separator: "|")))
    var gradeBy: String?

    @Option(
        help: ArgumentHelp(
            "A program that grades: a JSON object a line with prompt, completion, answer and reference, to which it "
                + "says {\"outcome\": \"accepted\"} or rejected.", valueName: "command"))
    var gradeCommand: String?

    @Option(help: ArgumentHelp("The domain whose verifier judges the answers.", valueName: "name"))
    var domain: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What countdown problems are to make, where they do not say.", valueName: "number"))
    var target: Int?

    @Option(help: ArgumentHelp("What to call the model. (default: the first file's name)", valueName: "name"))
    var modelName: String?

    @Option(
        help: ArgumentHelp(
            "A problem set that several imports share, so that their runs can be compared.", valueName: "name"))
    var problemSet: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What the samples were drawn at. (default: unknown)", valueName: "number"))
    var temperature: Double?

    @Option(
        help: ArgumentHelp(
            "The most bytes of a record (a line, an element of a list, a document, an unpacked member): 64M, 2G.",
            valueName: "size"))
    var largestRecord = ByteCount(Bounds.record.limit)

    @OptionGroup(title: "Answers") var reading: ReadingOptionGroup
    @OptionGroup(title: "Fields of the generic format") var fields: FieldOptions

    @Flag(help: "Show what would come of the first \(ImportCommand.trialRecords) records; store nothing.")
    var dryRun = false

    @OptionGroup var database: DatabaseOption
    @OptionGroup var quiet: QuietOption

    private static let trialRecords = 1000

    func run() async throws {
        let request = try ImportRequest(
            files: files, format: format, fields: try fields.paths, domain: domain, target: target,
            extraction: extract, modelName: modelName, problemSet: problemSet, temperature: temperature,
            gradeBy: gradeBy, gradeCommand: gradeCommand, reading: try reading.options,
            limits: RecordLimits(record: largestRecord.bytes))
        let bar = quiet.progressBar
        if dryRun {
            let report = try await bar.during {
                try await FileSource.trial(of: request, records: Self.trialRecords, observe: $0)
            }
            return Terminal.write(report.text(database: nil))
        }
        let path = database.path
        try await DatabaseFile.with(path, for: .creating) { store in
            let report = try await interruptible {
                try await bar.during {
                    try await FileSource(request).collect(into: Collector(into: store, observe: $0))
                }
            }
            guard !report.hasNothing else {
                Terminal.write(report.text(database: nil))
                throw ExperimentError(
                    "nothing was imported: there is no sample in what was read", hint: "see the reasons above")
            }
            Terminal.write(report.text(database: path))
            if let damaged = report.damaged {
                throw ExperimentError(
                    "'\(damaged.name)' was left out: \(damaged.reason)", hint: "all other samples are stored")
            }
        }
    }
}

/// The names of fields.
struct FieldOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The completion.", valueName: "path"))
    var completionField: String?

    @Option(help: ArgumentHelp("The answer that was read before.", valueName: "path"))
    var answerField: String?

    @Option(help: ArgumentHelp("The problem's text or numbers.", valueName: "path"))
    var problemField: String?

    @Option(help: ArgumentHelp("The problem's name.", valueName: "path"))
    var idField: String?

    @Option(help: ArgumentHelp("The right answer.", valueName: "path"))
    var referenceField: String?

    @Option(help: ArgumentHelp("Whether the sample is right.", valueName: "path"))
    var correctField: String?

    @Option(help: ArgumentHelp("The sample's number.", valueName: "path"))
    var indexField: String?

    @Option(
        name: .customLong("field"),
        help: ArgumentHelp("Any other: \(ImportRequest.roleList).", valueName: "role=path"))
    var others: [String] = []

    /// The path of each role that is named.
    var paths: [String: String] {
        get throws {
            var paths = [
                "completion": completionField, "answer": answerField, "problem": problemField, "problem_id": idField,
                "reference": referenceField, "correct": correctField, "sample_index": indexField,
            ].compactMapValues(\.self)
            for other in others {
                let parts = other.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw ValidationError("--field \(other) is not ROLE=PATH.") }
                paths[parts[0]] = parts[1]
            }
            return paths
        }
    }
}
