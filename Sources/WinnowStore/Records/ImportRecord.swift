/// Candidates are read from this file; ``sha256`` and ``settingsJSON`` together are its natural key.
public struct ImportRecord: Hashable, Sendable {
    /// The file has this digest.
    public var sha256: String

    /// These settings decide which candidates come out of the file, as a JSON object with sorted keys.
    public var settingsJSON: String

    /// The runs of this file began with the file of this ``sha256``; it is its own unless it goes on where another
    /// ended.
    public var origin: String

    /// The file has this name.
    public var file: String

    public var bytes: Int
    public var format: String

    /// The time is ISO 8601, UTC.
    public var begunAt: String

    public var progress: ImportProgress

    public init(
        sha256: String, settingsJSON: String, origin: String, file: String, bytes: Int, format: String,
        begunAt: String, progress: ImportProgress = ImportProgress()
    ) {
        self.sha256 = sha256
        self.settingsJSON = settingsJSON
        self.origin = origin
        self.file = file
        self.bytes = bytes
        self.format = format
        self.begunAt = begunAt
        self.progress = progress
    }
}

/// Progress is how far a file has been read: where an interrupted import goes on.
public struct ImportProgress: Hashable, Sendable {
    /// So many bytes were read, of a format that is read line by line; 0 of another.
    public var position: Int

    /// So many lines, or members of an archive or a list, have been read.
    public var records: Int

    /// So many candidates were stored.
    public var candidates: Int

    /// The database had so many candidates already.
    public var known: Int

    public var isFinished: Bool

    public init(position: Int = 0, records: Int = 0, candidates: Int = 0, known: Int = 0, isFinished: Bool = false) {
        self.position = position
        self.records = records
        self.candidates = candidates
        self.known = known
        self.isFinished = isFinished
    }
}

/// A rejected record is a piece of an imported file that could not be read.
public struct RejectedRecord: Hashable, Sendable {
    /// The file is named with the member, of an archive.
    public var file: String

    /// The line is 1-based; it is the number of the record, of a format that is not read line by line.
    public var line: Int

    /// The part is 1-based and says which of several candidates of the record it is; 0 for all of it.
    public var part: Int

    public var reason: String

    /// It begins like this.
    public var excerpt: String

    public init(file: String, line: Int, part: Int = 0, reason: String, excerpt: String) {
        self.file = file
        self.line = line
        self.part = part
        self.reason = reason
        self.excerpt = excerpt
    }
}
