public import WinnowBounds

/// What is read of a stranger's file at once.
public struct RecordLimits: Hashable, Sendable {
    /// The bytes of a record: a line, an element of a list, a document, an unpacked member of an archive.
    public var record: Int

    public init(record: Int = Bounds.record.limit) {
        self.record = record
    }

    /// What a record that is larger is told.
    var fault: RecordFault {
        RecordFault("it is larger than \(Bound.bytes(record)); --largest-record takes larger ones")
    }

    /// The bytes that all members of an archive may have together, unpacked.
    func unpacked(ofArchive bytes: Int) -> Int {
        bytes.multipliedClamped(by: Bounds.ratio.limit).addingClamped(record)
    }
}
