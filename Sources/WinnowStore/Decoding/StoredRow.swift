import Foundation
import GRDB

/// A stored row is one of a query, whose values are read with checks.
///
/// A file may be damaged or be made by others, and SQLite turns what it has into what is asked for, a text into 0. Here
/// a value that its column cannot hold is a ``DamagedValue``, which says where it is. This is the only way in which the
/// module reads rows.
struct StoredRow {
    /// The statement is at this row.
    private let statement: Statement
    private let table: StaticString

    /// The value at this index tells the table's rows apart, and has this name.
    private let key: Int
    private let keyName: StaticString

    /// - Parameters:
    ///   - table: what the values are of, as people see it.
    ///   - key: the index of the value that tells the table's rows apart.
    ///   - keyName: what that is called.
    init(_ statement: Statement, of table: StaticString, key: Int = 0, _ keyName: StaticString = "row") {
        self.statement = statement
        self.table = table
        self.key = key
        self.keyName = keyName
    }

    /// Makes the same row, for values of another table that it joins.
    func of(_ table: StaticString, key: Int, _ keyName: StaticString = "row") -> StoredRow {
        StoredRow(statement, of: table, key: key, keyName)
    }

    func isNull(_ index: Int) -> Bool { storage(index) == .null }

    func integer(_ index: Int, _ range: ClosedRange<Int>) throws -> Int {
        guard let value = try integerIfAny(index, range) else { throw damage(index, Self.text(range)) }
        return value
    }

    func integerIfAny(_ index: Int, _ range: ClosedRange<Int>) throws -> Int? {
        switch storage(index) {
        case .null: return nil
        case .int64(let value) where range.contains(Int(value)): return Int(value)
        default: throw damage(index, Self.text(range))
        }
    }

    /// Reads an identifier of a row; of another table's row, whether it is there is for the query to see.
    func id<Record>(_ index: Int) throws -> RowID<Record> {
        try RowID(Int64(integer(index, StoreLimits.any)))
    }

    func idIfAny<Record>(_ index: Int) throws -> RowID<Record>? {
        try integerIfAny(index, StoreLimits.any).map { RowID(Int64($0)) }
    }

    /// Reads 0 or 1.
    func flag(_ index: Int) throws -> Bool {
        try integer(index, 0...1) == 1
    }

    func flagIfAny(_ index: Int) throws -> Bool? {
        try integerIfAny(index, 0...1).map { $0 == 1 }
    }

    /// Reads a number below infinity and no less than `least`.
    func number(_ index: Int, from least: Double = -.greatestFiniteMagnitude) throws -> Double {
        guard let value = try numberIfAny(index, from: least) else { throw damage(index, Self.text(from: least)) }
        return value
    }

    func numberIfAny(_ index: Int, from least: Double = -.greatestFiniteMagnitude) throws -> Double? {
        switch storage(index) {
        case .null: return nil
        case .double(let value) where value >= least && value < .infinity: return value
        case .int64(let value) where Double(value) >= least: return Double(value)
        default: throw damage(index, Self.text(from: least))
        }
    }

    /// Reads operations or seconds: what is added up and is not negative.
    func amount(_ index: Int) throws -> Double {
        let value = try number(index, from: 0)
        guard value <= StoreLimits.amount else { throw damage(index, "a number in 0...\(StoreLimits.amount)") }
        return value
    }

    func text(_ index: Int) throws -> String {
        guard let value = try textIfAny(index) else { throw damage(index, "text") }
        return value
    }

    func textIfAny(_ index: Int) throws -> String? {
        switch storage(index) {
        case .null: return nil
        case .string(let value): return value
        default: throw damage(index, "text")
        }
    }

    /// Reads a word of a few.
    func word<Word: RawRepresentable & CaseIterable>(
        _ index: Int, as _: Word.Type = Word.self
    ) throws -> Word where Word.RawValue == String {
        guard let value = try wordIfAny(index, as: Word.self) else { throw damage(index, Self.text(Word.self)) }
        return value
    }

    func wordIfAny<Word: RawRepresentable & CaseIterable>(
        _ index: Int, as _: Word.Type = Word.self
    ) throws -> Word? where Word.RawValue == String {
        switch storage(index) {
        case .null: return nil
        case .string(let text):
            if let word = Word(rawValue: text) { return word }
            throw damage(index, Self.text(Word.self), found: "another word")
        default: throw damage(index, Self.text(Word.self))
        }
    }

    func amountIfAny(_ index: Int) throws -> Double? {
        isNull(index) ? nil : try amount(index)
    }

    /// Reads the bytes of tokens, of which each has two.
    func tokenBytes(_ index: Int) throws -> Data {
        guard case .blob(let data) = storage(index), data.count % 2 == 0 else {
            throw damage(index, "an even number of bytes")
        }
        return data
    }

    func values() -> [DatabaseValue] { (0..<statement.columnCount).map(value) }

    /// Makes the error for a value that is not what was expected.
    ///
    /// - Parameter found: what is there; nil for what its type says.
    func damage(_ index: Int, _ expected: String, found: String? = nil) -> DamagedValue {
        return DamagedValue(
            table: "\(table)", row: "\(keyName) \(DamagedValue.name(of: storage(key)))",
            column: statement.columnNames[index], expected: expected,
            found: found ?? DamagedValue.name(of: storage(index)))
    }

    private func storage(_ index: Int) -> DatabaseValue.Storage { value(index).storage }

    /// Reads the value with the type that it has in the file: GRDB's ways to it convert, or take some times longer.
    private func value(_ index: Int) -> DatabaseValue {
        unsafe DatabaseValue(sqliteStatement: statement.sqliteStatement, index: CInt(index))
    }

    static func text(_ range: ClosedRange<Int>) -> String {
        range == StoreLimits.any ? "an integer" : "an integer in \(range.lowerBound)...\(range.upperBound)"
    }

    private static func text(from least: Double) -> String {
        switch least {
        case 0: "a number that is not negative"
        case -.infinity: "a number below infinity"
        default: "a finite number"
        }
    }

    private static func text<Word: RawRepresentable & CaseIterable>(
        _: Word.Type
    ) -> String where Word.RawValue == String {
        Word.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
