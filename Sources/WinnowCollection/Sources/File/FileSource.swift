import Foundation
public import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore
import WinnowText

/// Files bring samples that other programs recorded.
public struct FileSource: CandidateSource {
    private let request: ImportRequest

    /// The most records of each file to read, for a trial; nil for all.
    private let limit: Int?

    public init(_ request: ImportRequest, limit: Int? = nil) {
        self.request = request
        self.limit = limit
    }

    /// Imports the files into a database.
    ///
    /// A file is known by its content. One that was imported before adds nothing; one that was interrupted goes on; one
    /// that begins with a file imported before, as a log that has grown, adds what is new. Samples that were read in
    /// another way then get a reading of the way that was asked for as well.
    ///
    /// - Throws: ``ExperimentError`` for what cannot be done, `ImportFileError` for a file that cannot be read,
    ///   `StoreError`; `CancellationError` when cancelled, with finished batches kept.
    public func collect(into collector: Collector) async throws -> ImportReport {
        let (store, observe) = (collector.store, collector.observe)
        var report = ImportReport(isTrial: limit != nil)
        let files = try await opened(&report, observe: observe)
        var origins = Origins(tasks: Set(files.map(\.part.task)).count)
        var names: Set<ExactText> = []
        var stored: [RowID<RunRecord>: (reader: TextReader, tools: TextTools)] = [:]
        for file in files {
            let (row, settings) = try await row(of: file, origins, in: store, observe: observe)
            let origin = origins.origin(of: row.record.origin, settings, file, request)
            let set = problemSet(origins.setOrigin(of: file, origin), task: origins.hasTasks ? file.part.task : nil)
            var runs = ImportedRuns(origin, set: set, in: store)
            try runs.findStored()
            runs.names = names
            let rule = try request.rule(stored: runs.rule(), format: file.format.extraction)
            let reader = TextReader(
                rule: rule, domain: request.domain,
                grading: request.grading == .reference ? .reference : .comparable)
            let tools = try TextTools(rule, domain: request.domain, grading: request.grading, in: store)
            var problems = try ImportedProblems(
                store.findOrInsert(set), domain: request.domain, target: request.target, in: store)
            var outcome = FileImport.Outcome(progress: row.record.progress)
            if !outcome.progress.isFinished {
                let importing = FileImport(
                    file: file, row: row, store: store, reader: reader, tools: tools, limit: limit)
                outcome = try await importing.read(into: &problems, &runs, observe: observe)
            }
            names = runs.names
            for run in runs.runs.values { stored[run] = (reader, tools) }
            try report.add(
                row, outcome, of: file, extraction: rule.name, problems: problems, in: store)
        }
        for run in try store.runs() {
            guard let (reader, tools) = stored[run.id] else { continue }
            let reread = try await Rereading(store: store, reader: reader, tools: tools).read(run, observe: observe)
            var counting = tools.counting
            if let command = request.gradeCommand {
                counting.grader = try await CommandGrading(command, in: store).grade(
                    run, readBy: tools.judges, observe: observe)
            }
            // Also of an earlier way of reading, which has nothing left to read.
            try store.choose(counting, of: run.id)
            try report.add(run, reread: reread, tools: tools, counting: counting, in: store)
        }
        return report
    }

    /// Looks at all files before anything is stored: what one of them leaves open stops the import, and of several, one
    /// that cannot be read does not keep the others out.
    private func opened(_ report: inout ImportReport, observe: WorkProgress.Observer) async throws -> [RecordFile] {
        var files: [RecordFile] = []
        for path in request.files {
            try Task.checkCancellation()
            let name = URL(fileURLWithPath: path).lastPathComponent
            await observe(WorkProgress(task: "looking at \(name)", done: 0, total: 1))
            do {
                files.append(
                    try await RecordFile(
                        path: path, format: request.format, fields: request.fields, isJudged: request.domain != nil,
                        limits: request.limits))
            } catch let error as ImportFileError where error.kind != .open && request.files.count > 1 {
                report.add(unread: name, error)
            }
        }
        guard !files.isEmpty else {
            throw ExperimentError(
                "none of \(request.files.count) files has samples; of the first, \(report.unread.first?.reason ?? "")",
                hint: "name other files")
        }
        return files
    }

    /// Reads the beginning of files into nothing, to show what an import would make of them.
    ///
    /// - Throws: as ``collect(into:)``.
    public static func trial(
        of request: ImportRequest, records: Int, observe: @escaping WorkProgress.Observer
    ) async throws -> ImportReport {
        try await FileSource(request, limit: records).collect(into: Collector(into: Store.inMemory(), observe: observe))
    }

    /// The file's row, and the settings of the runs that its samples are in.
    private func row(
        of file: RecordFile, _ origins: Origins, in store: Store, observe: WorkProgress.Observer
    ) async throws -> (Stored<ImportRecord>, settings: String) {
        let name = URL(fileURLWithPath: file.path).lastPathComponent
        let own = try request.settings(format: file.format, part: file.part, drawing: true)
        let all = try store.imports().map(\.record)
        let earlier = all.filter { $0.settingsJSON == own }
        // Only what is read line by line has a place inside at which to go on.
        let sizes = file.isReadByLine ? Set(earlier.map(\.bytes)) : []
        let digest = try await FileDigest(of: file.path, prefixes: sizes) { share in
            await observe(WorkProgress(task: "looking at \(name)", done: share, total: 1))
        }
        // Earlier versions of this program told no parts apart.
        let plain = try request.settings(format: file.format)
        let isEarlier = all.contains { $0.settingsJSON == plain && $0.sha256 == digest.sha256 && $0.file == name }
        let settings = isEarlier ? plain : try request.settings(format: file.format, part: file.part)
        let grown = earlier.filter { $0.bytes < digest.bytes && digest.prefixes[$0.bytes] == $0.sha256 }
            .max { $0.bytes < $1.bytes }
        var record = ImportRecord(
            sha256: digest.sha256, settingsJSON: isEarlier ? plain : own,
            origin: origins.first(settings)?.sha256 ?? grown?.origin ?? digest.sha256,
            file: name, bytes: digest.bytes, format: file.format.name, begunAt: Date.now.formatted(.iso8601))
        if let grown {
            record.progress = ImportProgress(position: grown.progress.position, records: grown.progress.records)
        }
        return (try store.findOrInsert(record), settings)
    }

    private func problemSet(_ origin: ImportedRuns.Origin, task: String?) -> ProblemSetRecord {
        let domain = request.domain?.name ?? TextRuns.domain
        let named = request.problemSet.map { name in task.map { "\(name)/\($0)" } ?? name }
        var digest = Digest()
        // Without a name that the user gave, two files of the same name are two sets.
        for part in ["imported", domain, named ?? origin.sha256] { digest.combine(part) }
        return ProblemSetRecord(
            domain: domain, name: named ?? task ?? origin.model, version: 1, sha256: digest.hexadecimal)
    }
}

/// The origins of the runs that files of one call go into, by what decides which samples they have.
private struct Origins {
    private var origins: [String: ImportedRuns.Origin] = [:]

    /// Greedy samples and others of one task are of one set of problems.
    private var sets: [String?: ImportedRuns.Origin] = [:]
    let hasTasks: Bool

    init(tasks: Int) { hasTasks = tasks > 1 }

    func first(_ settings: String) -> ImportedRuns.Origin? { origins[settings] }

    mutating func origin(
        of sha256: String, _ settings: String, _ file: RecordFile, _ request: ImportRequest
    ) -> ImportedRuns.Origin {
        if let origin = origins[settings] { return origin }
        let temperature = request.temperature ?? (file.part.isGreedy ? 0 : nil)
        let origin = ImportedRuns.Origin(
            sha256: sha256, settings: settings, model: request.modelName ?? Self.stem(of: file.path),
            temperature: temperature, isNamed: request.modelName != nil)
        origins[settings] = origin
        return origin
    }

    mutating func setOrigin(of file: RecordFile, _ origin: ImportedRuns.Origin) -> ImportedRuns.Origin {
        if let set = sets[file.part.task] { return set }
        sets[file.part.task] = origin
        return origin
    }

    private static func stem(of path: String) -> String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        return name.firstIndex(of: ".").flatMap { $0 > name.startIndex ? String(name[..<$0]) : nil } ?? name
    }
}

/// SHA-256 of a file and of its beginnings, read once and in pieces.
struct FileDigest {
    /// The hash is of the whole file.
    let sha256: String
    let bytes: Int

    /// The hashes of the first bytes, for each number of them that was asked for and that the file has.
    let prefixes: [Int: String]

    /// - Parameters:
    ///   - sizes: of the beginnings.
    ///   - observe: takes the share that is read.
    /// - Throws: ``ExperimentError`` for a file that cannot be read; `CancellationError`.
    init(of path: String, prefixes sizes: Set<Int>, observe: (Double) async -> Void) async throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ExperimentError("cannot read '\(path)'", hint: "check its permissions")
        }
        defer { try? file.close() }
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        var digest = Digest()
        var prefixes: [Int: String] = [:]
        var ends = sizes.sorted().filter { $0 <= size }[...]
        var position = 0
        while true {
            try Task.checkCancellation()
            let next = min(ends.first ?? .max, position + 4 << 20)
            let piece = try file.read(upToCount: next - position) ?? Data()
            digest.combine(piece)
            position += piece.count
            if position == ends.first {
                prefixes[position] = digest.hexadecimal
                ends.removeFirst()
            }
            if piece.isEmpty && next > position { break }
            await observe(Double(position) / Double(max(1, size)))
        }
        sha256 = digest.hexadecimal
        bytes = position
        self.prefixes = prefixes
    }
}
