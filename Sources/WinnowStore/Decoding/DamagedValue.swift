import GRDB

/// A damaged value is one that its column cannot hold.
struct DamagedValue: Error {
    let table: String

    /// The row is such as `row 5`.
    let row: String

    let column: String

    /// The column holds this, in words.
    let expected: String

    /// This was found in its place, in words.
    let found: String

    /// Names the kind of a value, or the number, but no text: texts of a damaged file may hold anything.
    static func name(of value: DatabaseValue.Storage) -> String {
        switch value {
        case .null: "nothing"
        case .int64(let integer): "\(integer)"
        case .double(let number): "\(number)"
        case .string: "text"
        case .blob(let data): "\(data.count) bytes"
        }
    }
}

/// Rows contradict each other or are missing, where only a search can tell which.
struct SuspectedDamage: Error {
    /// This is wrong, for a search that finds no row.
    let what: String
}

extension StoreError {
    init(_ damage: DamagedValue, path: String) {
        self = .damaged(
            path,
            "table \(damage.table), \(damage.row), column \(damage.column) "
                + "(expected \(damage.expected), found \(damage.found))")
    }

    /// Makes the error of a reader of this module's records for a value that makes no sense to it.
    ///
    /// - Parameter expected: in words, such as `the settings of a search`.
    public static func damaged(
        _ path: String, table: String, row: Int64, column: String, expected: String
    ) -> StoreError {
        StoreError(
            DamagedValue(table: table, row: "row \(row)", column: column, expected: expected, found: "another"),
            path: path)
    }

    /// Makes the error for what is wrong with a file that SQLite can read.
    static func damaged(_ path: String, _ what: String) -> StoreError {
        StoreError(.corrupt, "'\(path)' is damaged: \(what)", hint: "restore a copy of it, or make it again")
    }
}
