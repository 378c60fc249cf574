import WinnowJSON
import WinnowText

/// A look at all records of a file finds its format and what its fields hold.
struct FileLook {
    private(set) var format: (any ImportFormat)?
    private(set) var survey = FileSurvey()
    private(set) var header: JSONValue?

    /// The first reason why a record cannot be read.
    private(set) var fault: RecordFault?

    /// True where some record is JSON, of whatever layout.
    private(set) var isJSON = false

    private let fields: FieldMapping

    /// Roles whose fields have not been seen yet.
    private var unseen: Set<FieldRole>
    private var looked = 0

    /// So many records are looked at for one that can be recognised.
    private static let most = 100

    init(_ format: (any ImportFormat)?, _ fields: FieldMapping) {
        self.format = format
        self.fields = fields
        unseen = Set(fields.paths.keys)
    }

    mutating func add(_ value: Result<JSONValue, RecordFault>, _ place: RecordReader.Place) {
        looked += 1
        let record: JSONValue
        switch value {
        case .success(let value): record = value
        case .failure(let reason):
            fault = fault ?? reason
            return
        }
        isJSON = true
        header = header ?? place.record.header
        // The first lines may be broken, but not all of them.
        if format == nil, looked <= Self.most { format = recognised(record, place.record) }
        survey.add(record, in: place.record, excerpt: place.excerpt)
        for role in unseen {
            guard let path = fields.paths[role], record.at(path) != nil else { continue }
            unseen.remove(role)
        }
    }

    /// A record whose fields the user names is a generic one; a log is what it is.
    private func recognised(_ record: JSONValue, _ context: RecordContext) -> (any ImportFormat)? {
        ImportFormats.all.first { format in
            (fields.paths.isEmpty || format is GenericFormat || context.header != nil)
                && format.recognises(record, in: context)
        }
    }

    /// Checks that what the user says of fields is said of this format and of fields that there are.
    ///
    /// - Throws: ``ImportFileError``.
    func checkFields(of format: any ImportFormat, _ path: String) throws(ImportFileError) {
        guard !fields.paths.isEmpty else { return }
        if format is InspectFormat {
            let others = fields.paths.keys.filter { $0 != .correct }.map(\.rawValue).sorted()
            guard others.isEmpty else {
                throw ImportFileError(
                    .open,
                    what:
                        "'\(path)' is an Inspect log, in which no field is named for \(others.joined(separator: ", "))",
                    hint: "name none but the scorer whose verdicts count, with --correct-field")
            }
            return
        }
        guard format is GenericFormat else {
            throw ImportFileError(
                .open, what: "fields are named, but '\(path)' is read as \(format.name), whose fields are known",
                hint: "leave the fields out, or give --format generic")
        }
        guard survey.records > 0, let role = unseen.min(by: { $0.rawValue < $1.rawValue }),
            let name = fields.paths[role]
        else { return }
        let names = survey.names.prefix(12).joined(separator: ", ")
        throw ImportFileError(
            .open, what: "no record of '\(path)' has the field \"\(name)\" that is named for \(role.rawValue)",
            hint: "the fields are \(names)")
    }
}
