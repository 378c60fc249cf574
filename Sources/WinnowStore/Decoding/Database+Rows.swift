import GRDB

/// The rows of these queries are read with checks; see ``StoredRow``.
extension Database {
    /// Calls `body` with each row of a query, one at a time, in constant memory.
    func forEachRow(
        _ sql: String, _ arguments: StatementArguments = [], of table: StaticString, key: Int = 0,
        _ keyName: StaticString = "row",
        _ body: (StoredRow) throws -> Void
    ) throws {
        try makeStatement(sql: sql).forEachRow(arguments, of: table, key: key, keyName, body)
    }

    /// Returns what `read` makes of each row of a query.
    func rows<Value>(
        _ sql: String, _ arguments: StatementArguments = [], of table: StaticString, key: Int = 0,
        _ keyName: StaticString = "row",
        _ read: (StoredRow) throws -> Value
    ) throws -> [Value] {
        try makeStatement(sql: sql).rows(arguments, of: table, key: key, keyName, read)
    }

    /// Reads the integer of a query that has exactly one row.
    func single(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64 {
        guard let value = try integer(sql, arguments) else {
            throw StoreError(.missing, "there is no such row", hint: sql)
        }
        return value
    }

    /// Reads the integer of a query's first row; nil where that is NULL or there is no row.
    func integer(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try cachedStatement(sql: sql).integer(arguments)
    }

    /// Finds the identifier of a table's next row, which so many may follow.
    func nextID(in table: String, count: Int) throws -> Int64 {
        let last = try integer("SELECT max(id) FROM \(table)") ?? 0
        guard last < Int64(StoreLimits.number), count <= StoreLimits.number else {
            throw DamagedValue(
                table: table, row: "row \(last)", column: "id", expected: "an identifier that others can follow",
                found: "\(last)")
        }
        return last + 1
    }
}

extension Statement {
    func forEachRow(
        _ arguments: StatementArguments, of table: StaticString, key: Int = 0, _ keyName: StaticString = "row",
        _ body: (StoredRow) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(self, arguments: arguments)
        let row = StoredRow(self, of: table, key: key, keyName)
        while try rows.next() != nil { try body(row) }
    }

    func rows<Value>(
        _ arguments: StatementArguments, of table: StaticString, key: Int = 0, _ keyName: StaticString = "row",
        _ read: (StoredRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEachRow(arguments, of: table, key: key, keyName) { values.append(try read($0)) }
        return values
    }

    func integer(_ arguments: StatementArguments) throws -> Int64? {
        var value: Int?
        try forEachRow(arguments, of: "sqlite_schema") { row in
            if value == nil { value = try row.integerIfAny(0, StoreLimits.any) }
        }
        return value.map(Int64.init)
    }
}
