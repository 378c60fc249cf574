import Foundation
import WinnowCatalogue
public import WinnowCore
import WinnowDomains
public import WinnowInterchange
import WinnowJSON

/// A request says which files to import, and what their samples are of.
public struct ImportRequest: Sendable {
    let files: [String]

    /// The format is nil to recognise each file's.
    var format: (any ImportFormat)?

    var fields: FieldMapping

    /// The domain verifies and grades the answers; nil for free text.
    var domain: (any Domain)?

    /// The number that problems of a domain which takes one are to make, where their text does not say.
    var target: Int?

    /// Answers are read in this way; nil for the format's own.
    var extraction: Extraction?

    /// How answers are read besides.
    var reading: ReadingOptions

    /// The name is nil to use the first file's.
    var modelName: String?

    /// A name that problems of several imports share, so that their runs can be paired; nil for a set of their own.
    var problemSet: String?

    /// The temperature that the samples were drawn at; nil when unknown.
    var temperature: Double?

    /// Grades of free text rest on this.
    var grading: GradeBasis

    /// A program grades instead; nil for none.
    var gradeCommand: String?

    /// The limits are of what is read of a file at once.
    var limits: RecordLimits

    /// - Parameters:
    ///   - format: `auto` or a format's name.
    ///   - domain: a domain's name, or nil.
    ///   - extraction: a name of ``Extraction/names``, or nil.
    ///   - fields: the path of each role that the user names; see ``roleList``.
    ///   - gradeBy: one of ``gradeBases``; nil for the reference where it can be compared, else the recorded verdict.
    ///   - gradeCommand: the program of `command`.
    /// - Throws: ``ExperimentError`` for a name that is not known, no file, or a target without its domain.
    public init(
        files: [String], format: String = "auto", fields: [String: String] = [:], domain: String? = nil,
        target: Int? = nil, extraction: String? = nil, modelName: String? = nil, problemSet: String? = nil,
        temperature: Double? = nil, gradeBy: String? = nil, gradeCommand: String? = nil,
        reading: ReadingOptions = .standard,
        limits: RecordLimits = RecordLimits()
    ) throws(ExperimentError) {
        self.limits = limits
        self.reading = reading
        grading = try Self.grading(gradeBy, command: gradeCommand, hasDomain: domain != nil)
        self.gradeCommand = gradeCommand
        self.files = try ImportFiles.expanded(files)
        if format != "auto" {
            guard let found = ImportFormats.named(format) else {
                let names = ImportFormats.all.map(\.name).joined(separator: ", ")
                throw ExperimentError("there is no format \"\(format)\"", hint: "the formats are auto, \(names)")
            }
            self.format = found
        }
        self.fields = try Self.mapping(fields)
        if let domain { self.domain = try DomainChoice.named(domain) }
        if let target {
            guard self.domain?.takesTarget == true else {
                let names = Domains.all.filter(\.takesTarget).map(\.name).joined(separator: " or ")
                throw ExperimentError("--target is of the domain \(names)", hint: "add --domain \(names)")
            }
            guard (0...1_000_000).contains(target) else {
                throw ExperimentError("the target \(target) is not in 0...1000000", hint: "give another --target")
            }
        }
        self.target = target
        if let extraction {
            do {
                self.extraction = try Extraction(named: extraction)
            } catch {
                throw ExperimentError("\(error)", hint: "see `winnow import --help`")
            }
        }
        if let temperature, !(temperature >= 0 && temperature.isFinite) {
            throw ExperimentError("\(temperature) is no temperature", hint: "give 0 or more, or leave it out")
        }
        self.modelName = modelName
        self.problemSet = problemSet
        self.temperature = temperature
    }

    /// How answers are read: as was asked for, else as before, else as the format has it.
    func rule(stored: AnswerReader?, format: Extraction?) -> AnswerReader {
        reading.reader(extraction ?? stored?.extraction ?? format ?? .automatic, stored: stored)
    }

    /// Makes a mapping of the path of each role.
    ///
    /// - Throws: ``ExperimentError`` for a role that there is not.
    static func mapping(_ fields: [String: String]) throws(ExperimentError) -> FieldMapping {
        var paths: [FieldRole: String] = [:]
        for (name, path) in fields.sorted(by: { $0.key < $1.key }) {
            guard let role = FieldRole(rawValue: name) else {
                throw ExperimentError("a record has no role \"\(name)\"", hint: "the roles are \(roleList)")
            }
            paths[role] = path
        }
        return FieldMapping(paths)
    }

    /// What can be asked for as the grade.
    public static let gradeBases = ["recorded", "reference", "command"]

    private static func grading(
        _ name: String?, command: String?, hasDomain: Bool
    ) throws(ExperimentError) -> GradeBasis {
        guard let name else {
            if command != nil {
                throw ExperimentError("a command is named that nothing asks for", hint: "add --grade-by command")
            }
            return .comparable
        }
        guard gradeBases.contains(name) else {
            throw ExperimentError(
                "nobody grades by \"\(name)\"", hint: "the ways are \(gradeBases.joined(separator: ", "))")
        }
        guard (name == "command") == (command != nil) else {
            throw ExperimentError(
                "--grade-by command and --grade-command belong together", hint: "give both or none of them")
        }
        guard !hasDomain || name != "reference" else {
            throw ExperimentError(
                "a domain grades by its own rules", hint: "leave out --grade-by reference or --domain")
        }
        return GradeBasis(rawValue: name) ?? .comparable
    }

    /// Writes what decides which candidates come out of a file, as a JSON object with sorted keys.
    ///
    /// How answers are read is not in it: reading them in another way adds readings to the same candidates.
    ///
    /// - Parameters:
    ///   - part: which samples those of the file are among those of several files; nil for those of a file alone.
    ///   - drawing: also tells apart files of different drawings, whose samples are in one run.
    func settings(format: any ImportFormat, part: FilePart? = nil, drawing: Bool = false) throws -> String {
        var settings = fields.paths.reduce(into: [:]) { $0["field_\($1.key.rawValue)"] = $1.value }
        settings["format"] = format.name
        settings["domain"] = domain?.name
        settings["target"] = target.map(String.init)
        settings["model"] = modelName
        settings["problem_set"] = problemSet
        settings["temperature"] = temperature.map { "\($0)" }
        settings["task"] = part?.task
        if part?.isGreedy == true { settings["greedy"] = "true" }
        if drawing { settings["drawing"] = part?.drawing }
        return JSONValue.object(sorting: settings).json(.compact)
    }
}

/// The files that a user names.
enum ImportFiles {
    private static let extensions: Set = ["json", "jsonl", "ndjson", "yaml", "yml", "eval"]

    /// Files that are packed end so, behind one of the others.
    private static let packed: Set = ["gz", "zst", "zstd"]

    private static func isRecorded(_ name: String) -> Bool {
        let url = URL(fileURLWithPath: name)
        let end = url.pathExtension.lowercased()
        guard packed.contains(end) else { return extensions.contains(end) }
        return extensions.contains(url.deletingPathExtension().pathExtension.lowercased())
    }

    /// Tells whether a file, or a folder that it is in, is one that programs keep for themselves.
    private static func isHidden(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.first == "." }
    }

    /// Tells whether a file has what macOS keeps beside another of the same name (AppleDouble, RFC 1740).
    private static func isSidecar(_ url: URL) -> Bool {
        guard url.lastPathComponent.hasPrefix("._"), let file = FileHandle(forReadingAtPath: url.path) else {
            return false
        }
        defer { try? file.close() }
        return (try? file.read(upToCount: 4)) == Data([0x00, 0x05, 0x16, 0x07])
    }

    /// The files themselves, and those with samples in the folders among them and below, in the order of their names.
    ///
    /// - Throws: ``ExperimentError`` for a name that nothing has, or a folder without such files.
    static func expanded(_ paths: [String]) throws(ExperimentError) -> [String] {
        var files: [String] = []
        for path in paths {
            let url = URL(fileURLWithPath: path)
            guard FileManager.default.fileExists(atPath: path) else {
                throw ExperimentError("there is no file '\(path)'", hint: "check the path")
            }
            guard (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true else {
                // What macOS keeps of a file beside it is named where all files of a folder are.
                if !(paths.count > 1 && isSidecar(url)) { files.append(path) }
                continue
            }
            // Harnesses put the files of each model and date into folders of their own.
            let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            let names = inside.filter { isRecorded($0) && !isHidden($0) }
            guard !names.isEmpty else {
                throw ExperimentError(
                    "the folder '\(path)' has no files with samples",
                    hint: "they end in \(extensions.sorted().joined(separator: ", "))")
            }
            files += names.sorted { $0.localizedStandardCompare($1) == .orderedAscending }
                .map { url.appendingPathComponent($0).path }
        }
        guard !files.isEmpty else { throw ExperimentError("no file was named", hint: "name one or several") }
        return files
    }
}

// MARK: Help

extension ImportRequest {
    /// The formats, a line each.
    public static var formatList: String {
        ImportFormats.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n")
    }

    /// The ways to read an answer, a line each.
    public static var extractionList: String {
        Extraction.names.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n")
    }

    /// The roles of fields in one line.
    public static var roleList: String { FieldRole.allCases.map(\.rawValue).joined(separator: ", ") }
}
