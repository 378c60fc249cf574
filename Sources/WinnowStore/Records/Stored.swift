/// A record together with its identifier in the database.
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
