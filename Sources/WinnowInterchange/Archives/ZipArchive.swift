import Foundation
import WinnowBounds
import WinnowCompression

/// The members of a zip archive are read one at a time: memory is that of the directory and one member.
///
/// Source: PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.3 (ZIP64). Checks sizes and CRC-32.
struct ZipArchive {
    struct Member: Hashable {
        let name: String
        let method: UInt16
        let checksum: UInt32
        let compressedSize: Int
        let size: Int
        let offset: Int
    }

    /// The members stand in the order of the directory.
    let members: [Member]
    private let file: FileHandle

    private let limits: RecordLimits

    /// - Throws: ``RecordFault`` for a file whose directory cannot be read, or that unpacks to more than
    ///   ``RecordLimits/unpacked(ofArchive:)``; what reading throws.
    init(_ file: FileHandle, _ limits: RecordLimits) throws {
        self.file = file
        self.limits = limits
        let size = Int(try file.seekToEnd())
        let place = try Self.directory(of: file, size: size)
        let directory = Cursor(try Self.bytes(of: file, at: place.start, count: place.length))
        var members: [Member] = []
        var (offset, packed, unpacked) = (0, 0, 0)
        while members.count < place.count {
            let (member, next) = try Self.member(directory, at: offset)
            packed = packed.addingClamped(member.compressedSize)
            unpacked = unpacked.addingClamped(member.size)
            members.append(member)
            offset = next
        }
        // Members that share their bytes would be unpacked again and again.
        guard packed <= size else { throw RecordFault("the archive's members overlap") }
        guard unpacked <= limits.unpacked(ofArchive: size) else {
            throw RecordFault(
                "the archive of \(size) bytes unpacks to \(unpacked), more than \(Bounds.ratio.limit) times as many and "
                    + "\(Bound.bytes(limits.record)); --largest-record takes larger ones")
        }
        self.members = members
    }

    /// Finds where the directory is, and how many members it names.
    private static func directory(
        of file: FileHandle, size: Int
    ) throws -> (count: Int, length: Int, start: Int) {
        // The end record is followed by a comment of at most 65,535 bytes.
        let tail = Cursor(try bytes(of: file, at: max(0, size - 65_557), count: min(size, 65_557)))
        guard let end = tail.last(0x0605_4B50) else { throw RecordFault("the archive is cut off: it has no directory") }
        var count = Int(try tail.number16(end + 10))
        var length = Int(try tail.number32(end + 12))
        var start = Int(try tail.number32(end + 16))
        if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            guard tail.matches(0x0706_4B50, at: end - 20) else {
                throw RecordFault("the archive's directory cannot be found")
            }
            let record = Cursor(try bytes(of: file, at: try tail.number64(end - 12), count: 56))
            guard record.matches(0x0606_4B50, at: 0) else { throw Cursor.damage }
            (count, length, start) = (try record.number64(32), try record.number64(40), try record.number64(48))
        }
        guard start <= size, length <= size - start else { throw Cursor.damage }
        guard count <= Bounds.members.limit, length <= Bounds.record.limit.multipliedClamped(by: 4) else {
            throw RecordFault("the archive has more than \(Bounds.members)")
        }
        return (count, length, start)
    }

    /// Reads a member of the directory, and where the next one is.
    private static func member(_ directory: Cursor, at place: Int) throws -> (member: Member, next: Int) {
        guard directory.matches(0x0201_4B50, at: place) else { throw Cursor.damage }
        let lengths = try [28, 30, 32].map { Int(try directory.number16(place + $0)) }
        let name = place + 46
        let extra = name + lengths[0]
        let end = extra + lengths[1]
        guard end + lengths[2] <= directory.count else { throw Cursor.damage }
        var values = try [24, 20, 42].map { Int(try directory.number32(place + $0)) }
        // Where a number does not fit in 32 bits, the extra field has it in 64, in this order.
        var field = extra
        while field + 4 <= end {
            let next = field + 4 + Int(try directory.number16(field + 2))
            guard next <= end else { throw Cursor.damage }
            if try directory.number16(field) == 1 {
                var wide = field + 4
                for index in values.indices where values[index] == 0xFFFF_FFFF {
                    guard wide + 8 <= next else { throw Cursor.damage }
                    values[index] = try directory.number64(wide)
                    wide += 8
                }
            }
            field = next
        }
        let member = Member(
            name: try directory.text(name..<extra), method: try directory.number16(place + 10),
            checksum: try directory.number32(place + 16), compressedSize: values[1], size: values[0], offset: values[2])
        return (member, end + lengths[2])
    }

    /// Reads a member's content.
    ///
    /// - Throws: ``RecordFault`` when it is damaged or packed by a method that is not known here.
    func content(of member: Member) throws -> Data {
        guard member.size <= limits.record else { throw limits.fault }
        guard member.compressedSize <= member.size.addingClamped(limits.record) else {
            throw RecordFault("the member is damaged: it is larger packed than unpacked")
        }
        let header = Cursor(try Self.bytes(of: file, at: member.offset, count: 30))
        guard header.matches(0x0403_4B50, at: 0) else { throw RecordFault("the member is damaged") }
        let start = member.offset + 30 + Int(try header.number16(26)) + Int(try header.number16(28))
        let packed = try Self.bytes(of: file, at: start, count: member.compressedSize)
        let content: Data?
        switch member.method {
        case 0: content = packed
        case 8: content = Decompression.deflated(packed, size: member.size)
        case 93: content = Decompression.zstandard(packed, size: member.size)
        default: throw RecordFault("the member is packed by method \(member.method), which is not known here")
        }
        guard let content, content.count == member.size, Decompression.checksum(of: content) == member.checksum else {
            throw RecordFault("the member is damaged: its content or checksum is wrong")
        }
        return content
    }

    private static func bytes(of file: FileHandle, at offset: Int, count: Int) throws -> Data {
        let size = Int(try file.seekToEnd())
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw RecordFault("the archive is cut off")
        }
        try file.seek(toOffset: UInt64(offset))
        var bytes = Data()
        while bytes.count < count, let more = try file.read(upToCount: count - bytes.count), !more.isEmpty {
            bytes.append(more)
        }
        guard bytes.count == count else { throw RecordFault("the archive is cut off") }
        return bytes
    }
}

/// A cursor reads numbers of bytes, least significant first, each only where there are bytes for it.
private struct Cursor {
    private let bytes: [UInt8]

    static let damage = RecordFault("the archive's directory is damaged")

    init(_ data: Data) { bytes = Array(data) }

    var count: Int { bytes.count }

    func number16(_ offset: Int) throws(RecordFault) -> UInt16 {
        guard offset >= 0, offset <= bytes.count - 2 else { throw Self.damage }
        return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }

    func number32(_ offset: Int) throws(RecordFault) -> UInt32 {
        UInt32(try number16(offset)) | UInt32(try number16(offset + 2)) << 16
    }

    /// Reads a size or a place, which fits in 63 bits.
    func number64(_ offset: Int) throws(RecordFault) -> Int {
        guard let value = Int(exactly: UInt64(try number32(offset)) | UInt64(try number32(offset + 4)) << 32) else {
            throw Self.damage
        }
        return value
    }

    func text(_ range: Range<Int>) throws(RecordFault) -> String {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw Self.damage }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    func matches(_ signature: UInt32, at offset: Int) -> Bool { (try? number32(offset)) == signature }

    /// Finds where an end record with this signature begins last.
    func last(_ signature: UInt32) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return (0...bytes.count - 22).last { matches(signature, at: $0) }
    }
}
