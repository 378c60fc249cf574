import GRDB

/// Inserts rows into one table, many with each statement: a statement of its own costs a small row more than the row.
struct MultiRowInsert {
    private let db: Database
    private let table: String

    /// These columns are the same in every row, and have these values.
    private let constants: (columns: [String], values: StatementArguments)

    /// The other columns differ from row to row.
    private let columns: [String]

    /// A statement inserts so many rows: the first of these numbers that are left.
    ///
    /// Only some, since each is a prepared statement that is kept; SQLite takes 32,766 arguments at most.
    private static let sizes = [128, 16, 1]

    init(
        _ db: Database, into table: String, constants: (columns: [String], values: StatementArguments),
        columns: [String]
    ) {
        self.db = db
        self.table = table
        self.constants = constants
        self.columns = columns
    }

    /// Inserts as many rows as `count`, in order; `row` gives each row's values for the columns.
    ///
    /// - Throws: ``RefusedRow`` for a row that contradicts the data, with some of the rows before it inserted; what
    ///   `row` throws.
    func insert(_ count: Int, row: (Int) throws -> StatementArguments) throws {
        var rest = 0..<count
        for size in Self.sizes where rest.count >= size {
            let statement = try db.cachedStatement(sql: sql(rows: size))
            while rest.count >= size {
                let some = rest.prefix(size)
                // Of GRDB's ways to make arguments, short literals are by far the quickest.
                var arguments = constants.values
                for index in some { arguments += try row(index) }
                do {
                    // What `execute(arguments:)` would check of the arguments holds by construction.
                    statement.setUncheckedArguments(arguments)
                    try statement.execute()
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    guard size > 1 else { throw RefusedRow(row: some.lowerBound, reason: error) }
                    // Nothing of the statement is stored. One by one, the row at fault is the one that fails.
                    return try insertOneByOne(rest, row)
                }
                rest.removeFirst(size)
            }
        }
    }

    private func insertOneByOne(_ rows: Range<Int>, _ row: (Int) throws -> StatementArguments) throws {
        let statement = try db.cachedStatement(sql: sql(rows: 1))
        for index in rows {
            do {
                try statement.execute(arguments: constants.values + row(index))
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw RefusedRow(row: index, reason: error)
            }
        }
    }

    private func sql(rows: Int) -> String {
        // A constant is bound once, under its number; a ? has the number after the largest one before it.
        let parameters = constants.columns.indices.map { "?\($0 + 1)" } + columns.map { _ in "?" }
        let row = "(\(parameters.joined(separator: ", ")))"
        return """
            INSERT INTO \(table) (\((constants.columns + columns).joined(separator: ", ")))
            VALUES \(repeatElement(row, count: rows).joined(separator: ", "))
            """
    }
}

/// A refused row contradicts the data in the table.
struct RefusedRow: Error {
    /// The row is 0-based, in the order given.
    let row: Int
    let reason: DatabaseError
}
