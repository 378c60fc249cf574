import Foundation
public import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore

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
        var origins: [String: ImportedRuns.Origin] = [:]
        var stored: [RowID<RunRecord>: (reader: TextReader, tools: TextTools)] = [:]
        for path in request.files {
            let file = try await RecordFile(
                path: path, format: request.format, fields: request.fields, limits: request.limits)
            let settings = try request.settings(format: file.format)
            let row = try await row(of: path, file, settings, first: origins[settings], in: store, observe: observe)
            let origin =
                origins[settings]
                ?? ImportedRuns.Origin(
                    sha256: row.record.origin, settings: settings, model: request.modelName ?? stem(of: path),
                    temperature: request.temperature, isNamed: request.modelName != nil)
            origins[settings] = origin
            let set = problemSet(request, origin)
            var runs = ImportedRuns(origin, set: set, in: store)
            try runs.findStored()
            let extraction =
                try request.extraction ?? runs.extraction() ?? file.format.extraction ?? Extraction.automatic
            let reader = TextReader(extraction: extraction, domain: request.domain)
            let tools = try TextTools(extraction, domain: request.domain, in: store)
            var problems = try ImportedProblems(
                store.findOrInsert(set), domain: request.domain, target: request.target, in: store)
            var (progress, leftOut) = (row.record.progress, LeftOut())
            if !progress.isFinished {
                let importing = FileImport(
                    file: file, row: row, store: store, reader: reader, tools: tools, limit: limit)
                (progress, leftOut) = try await importing.read(into: &problems, &runs, observe: observe)
            }
            for run in runs.runs.values { stored[run] = (reader, tools) }
            try report.add(
                row, progress, format: file.format.name, extraction: extraction.name,
                otherReferences: problems.otherReferences.count, leftOut: leftOut.text, in: store)
        }
        for run in try store.runs() {
            guard let (reader, tools) = stored[run.id] else { continue }
            let reread = try await Rereading(store: store, reader: reader, tools: tools).read(run, observe: observe)
            // Also of an earlier way of reading, which has nothing left to read.
            try store.choose(tools.judges, of: run.id)
            try report.add(run, reread: reread, tools: tools, in: store)
        }
        return report
    }

    /// Reads the beginning of files into nothing, to show what an import would make of them.
    ///
    /// - Throws: as ``collect(into:)``.
    public static func trial(
        of request: ImportRequest, records: Int, observe: @escaping WorkProgress.Observer
    ) async throws -> ImportReport {
        try await FileSource(request, limit: records).collect(into: Collector(into: Store.inMemory(), observe: observe))
    }

    private func row(
        of path: String, _ file: RecordFile, _ settings: String, first: ImportedRuns.Origin?, in store: Store,
        observe: WorkProgress.Observer
    ) async throws -> Stored<ImportRecord> {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let earlier = try store.imports().map(\.record).filter { $0.settingsJSON == settings }
        // Only what is read line by line has a place inside at which to go on.
        let sizes = file.isReadByLine ? Set(earlier.map(\.bytes)) : []
        let digest = try await FileDigest(of: path, prefixes: sizes) { share in
            await observe(WorkProgress(task: "looking at \(name)", done: share, total: 1))
        }
        guard digest.bytes > 0 else { throw ExperimentError("'\(path)' is empty", hint: "name another file") }
        let grown = earlier.filter { $0.bytes < digest.bytes && digest.prefixes[$0.bytes] == $0.sha256 }
            .max { $0.bytes < $1.bytes }
        var record = ImportRecord(
            sha256: digest.sha256, settingsJSON: settings, origin: first?.sha256 ?? grown?.origin ?? digest.sha256,
            file: name, bytes: digest.bytes, format: file.format.name, begunAt: Date.now.formatted(.iso8601))
        if let grown {
            record.progress = ImportProgress(position: grown.progress.position, records: grown.progress.records)
        }
        return try store.findOrInsert(record)
    }

    private func problemSet(
        _ request: ImportRequest, _ origin: ImportedRuns.Origin
    ) -> ProblemSetRecord {
        let domain = request.domain?.name ?? TextRuns.domain
        let name = request.problemSet ?? origin.model
        var digest = Digest()
        // Without a name that the user gave, two files of the same name are two sets.
        for part in ["imported", domain, request.problemSet ?? origin.sha256] { digest.combine(part) }
        return ProblemSetRecord(domain: domain, name: name, version: 1, sha256: digest.hexadecimal)
    }

    private func stem(of path: String) -> String {
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
