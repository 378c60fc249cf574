import WinnowInterchange

/// Recorded files of all kinds, in every format.
enum RecordReading {
    static func lines(_ bytes: [UInt8]) { read(bytes, as: "x.jsonl", formats: ImportFormats.all) }

    static func document(_ bytes: [UInt8]) { read(bytes, as: "x.json", formats: [named("inspect"), named("generic")]) }

    static func yaml(_ bytes: [UInt8]) { read(bytes, as: "x.yaml", formats: [named("generic")]) }

    /// Files that are packed or in another encoding, and what is in them.
    static func packed(_ bytes: [UInt8]) { read(bytes, as: "x.jsonl.gz", formats: []) }

    static func archive(_ bytes: [UInt8]) { read(bytes, as: "x.eval", formats: []) }

    /// The members of an archive without a mistake, except in what they hold.
    static func archiveMembers(_ bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        var archive = ZipWriter()
        while !cursor.isAtEnd {
            let name = cursor.choice(["header.json", "samples/1.json", "samples/2.json", "_journal/start.json"])
            let method = cursor.choice(ZipWriter.Method.allCases)
            archive.add(name, Array(cursor.piece(cursor.short())), method)
        }
        read(archive.finished(), as: "x.eval", formats: [])
    }

    /// Reads a file in the format that it is recognised as, and in others.
    private static func read(_ bytes: [UInt8], as name: String, formats: [any ImportFormat]) {
        let path = Scratch.write(bytes, to: name)
        waitFor {
            await read(path, format: nil)
            for format in formats { await read(path, format: format) }
        }
    }

    private static func read(_ path: String, format: (any ImportFormat)?) async {
        guard let file = try? await RecordFile(path: path, format: format, fields: FieldMapping()) else { return }
        try? await file.read { record in
            for case .success(let candidate) in record.candidates {
                require(candidate.problem.reference != "", "a reference has something to it")
                require(candidate.completion != nil || candidate.answer != nil, "a candidate has something to it")
                require(candidate.sampleIndex ?? 0 >= 0, "a sample index is not negative")
                require(candidate.completionTokens ?? 0 >= 0, "a count of tokens is not negative")
                require(candidate.logProbability.map { !$0.isNaN } ?? true, "a log-probability is a number")
            }
            return true
        }
    }

    private static func named(_ name: String) -> any ImportFormat {
        guard let format = ImportFormats.named(name) else { fatalError("there is no format \(name)") }
        return format
    }
}
