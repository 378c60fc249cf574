public import WinnowJSON

/// One piece of a recorded file that gives candidates: a line, an element of a list, a member of an archive.
public struct SourceRecord: Sendable {
    /// The file's name, with the member's of an archive.
    public let file: String

    /// 1-based: of the line, or of the record in a format that is not read line by line.
    public let line: Int

    /// The bytes of the file up to behind it, of a format that is read line by line; else 0.
    public let end: Int

    /// The candidates of the record, or why one of them or all are missing.
    public let candidates: [Result<ImportedCandidate, RecordFault>]

    /// How it begins, for whoever looks for what is wrong with it.
    public let excerpt: String
}

/// What a format may know of a record besides its content.
public struct RecordContext: Sendable {
    /// The file's name.
    public let file: String

    /// 1-based.
    public let line: Int

    /// What the file says of all its records, of an Inspect log.
    public let header: JSONValue?

    public let fields: FieldMapping

    /// The file's name without folder and extension.
    public var stem: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}
