/// An identifier is that of a stored record; it is valid in one database file only.
///
/// The phantom type keeps a problem's identifier from being taken for a candidate's.
public struct RowID<Record>: Hashable, Sendable, Comparable {
    /// The table's `id` column has this value.
    public let value: Int64

    init(_ value: Int64) {
        self.value = value
    }

    public static func < (left: RowID, right: RowID) -> Bool {
        left.value < right.value
    }
}

extension RowID: CustomStringConvertible {
    public var description: String { "\(value)" }
}

/// A stored record comes with its identifier in the database.
@dynamicMemberLookup
public struct Stored<Record: Sendable>: Sendable {
    public let id: RowID<Record>
    public let record: Record

    public subscript<Value>(dynamicMember member: KeyPath<Record, Value>) -> Value {
        record[keyPath: member]
    }
}

extension Stored: Equatable where Record: Equatable {}
extension Stored: Hashable where Record: Hashable {}
