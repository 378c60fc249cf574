import GRDB
import WinnowText

/// The texts of a batch of judgements are each kept once in the table `text`, within one transaction.
struct SharedTexts {
    /// The texts are told apart by their bytes, as the database does.
    private var ids: [ExactText: Int64] = [:]

    /// Each list of critiques is made of these.
    private var pieces: [ExactText: [String]] = [:]

    /// Finds the texts of judgements, and inserts those that are new in the order in which they come.
    init(of judgements: some Sequence<Judgements>, in db: Database) throws {
        var texts: [String] = []
        func add(_ text: String) {
            if ids.updateValue(0, forKey: ExactText(text)) == nil { texts.append(text) }
        }
        for judgement in judgements {
            if let check = judgement.traceCheck {
                if let error = check.error { add(error) }
                if let explanation = check.explanation { add(explanation) }
            }
            if let json = judgement.verdict?.critiquesJSON, pieces[ExactText(json)] == nil {
                let parts = Self.pieces(of: json)
                pieces[ExactText(json)] = parts
                parts.forEach(add)
            }
        }
        try find(texts, in: db)
        let new = texts.filter { ids[ExactText($0)] == 0 }
        let next = try db.nextID(in: "text", count: new.count)
        for (index, text) in new.enumerated() { ids[ExactText(text)] = next + Int64(index) }
        let rowInsert = MultiRowInsert(db, into: "text", constants: ([], []), columns: ["id", "content"])
        try rowInsert.insert(new.count) { [next + Int64($0), new[$0]] }
    }

    private mutating func find(_ texts: [String], in db: Database) throws {
        var rest = texts[...]
        for size in [64, 8, 1] where rest.count >= size {
            let parameters = repeatElement("?", count: size).joined(separator: ", ")
            let find = try db.cachedStatement(sql: "SELECT id, content FROM text WHERE content IN (\(parameters))")
            while rest.count >= size {
                try find.forEachRow(StatementArguments(rest.prefix(size)), of: "text") { row in
                    ids[ExactText(try row.text(1))] = Int64(try row.integer(0, StoreLimits.any))
                }
                rest.removeFirst(size)
            }
        }
    }

    /// Finds the identifier of a text of the batch.
    func id(of text: String) -> Int64 {
        guard let id = ids[ExactText(text)] else { preconditionFailure("'\(text)' is not a text of this batch") }
        return id
    }

    /// Makes of a JSON array what `judgement.critiques` holds for it: its objects are texts of their own, as many lists
    /// share them.
    ///
    /// Any text comes back as it was: where it is cut matters only for the space it takes.
    func critiques(_ json: String) -> DatabaseValue {
        let ids = (pieces[ExactText(json)] ?? [json]).map { id(of: $0) }
        return ids.count == 1
            ? ids[0].databaseValue : "[\(ids.map(String.init).joined(separator: ","))]".databaseValue
    }

    /// Cuts a text at the comma of each `},{`; the pieces joined by commas are the text.
    static func pieces(of json: String) -> [String] {
        let bytes = json.utf8.span
        var pieces: [String] = []
        var start = json.utf8.startIndex
        for index in bytes.indices.dropFirst().dropLast()
        where bytes[index] == UInt8(ascii: ",") && bytes[index - 1] == UInt8(ascii: "}")
            && bytes[index + 1] == UInt8(ascii: "{")
        {
            let comma = json.utf8.index(json.utf8.startIndex, offsetBy: index)
            pieces.append(String(json[start..<comma]))
            start = json.utf8.index(after: comma)
        }
        pieces.append(String(json[start...]))
        return pieces
    }
}
