import Foundation
import WinnowCompression

/// The members of a zip archive, read one at a time: memory is that of the directory and one member.
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

    /// In the order of the directory.
    let members: [Member]
    private let file: FileHandle

    /// A member that claims to be larger is refused, as nobody's sample is.
    private static let largest = 1 << 30

    /// - Throws: ``RecordFault`` for a file whose directory cannot be read; what reading throws.
    init(_ file: FileHandle) throws {
        self.file = file
        let size = Int(try file.seekToEnd())
        // The end record is followed by a comment of at most 65,535 bytes.
        let tail = try Self.bytes(of: file, at: max(0, size - 65_557), count: min(size, 65_557))
        guard let end = (0...max(0, tail.count - 22)).last(where: { tail.matches(0x0605_4B50, at: $0) }),
            tail.count >= 22
        else { throw RecordFault("the archive is cut off: it has no directory") }
        var count = Int(tail.number16(end + 10))
        var length = Int(tail.number32(end + 12))
        var start = Int(tail.number32(end + 16))
        if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            guard end >= 20, tail.matches(0x0706_4B50, at: end - 20) else {
                throw RecordFault("the archive's directory cannot be found")
            }
            let record = try Self.bytes(of: file, at: try tail.number64(end - 12), count: 56)
            guard record.matches(0x0606_4B50, at: 0) else { throw RecordFault("the archive's directory is damaged") }
            (count, length, start) = (
                try record.number64(32), try record.number64(40), try record.number64(48)
            )
        }
        guard start >= 0, length >= 0, start <= size, length <= size - start else {
            throw RecordFault("the archive's directory is damaged")
        }
        let directory = try Self.bytes(of: file, at: start, count: length)
        var members: [Member] = []
        var place = 0
        while members.count < count {
            guard place + 46 <= directory.count, directory.matches(0x0201_4B50, at: place) else {
                throw RecordFault("the archive's directory is damaged")
            }
            let lengths = [28, 30, 32].map { Int(directory.number16(place + $0)) }
            guard place + 46 + lengths.reduce(0, +) <= directory.count else {
                throw RecordFault("the archive's directory is damaged")
            }
            members.append(try Self.member(directory, at: place, name: lengths[0], extra: lengths[1]))
            place += 46 + lengths.reduce(0, +)
        }
        self.members = members
    }

    private static func member(_ bytes: Data, at place: Int, name: Int, extra: Int) throws -> Member {
        var values = [24, 20, 42].map { Int(bytes.number32(place + $0)) }
        // Where a number does not fit in 32 bits, the extra field has it in 64, in this order.
        var field = place + 46 + name
        let end = field + extra
        while field + 4 <= end {
            let length = Int(bytes.number16(field + 2))
            if bytes.number16(field) == 1 {
                var wide = field + 4
                for index in values.indices where values[index] == 0xFFFF_FFFF && wide + 8 <= field + 4 + length {
                    values[index] = try bytes.number64(wide)
                    wide += 8
                }
            }
            field += 4 + length
        }
        return Member(
            name: String(decoding: bytes[place + 46..<place + 46 + name], as: UTF8.self),
            method: bytes.number16(place + 10), checksum: bytes.number32(place + 16), compressedSize: values[1],
            size: values[0], offset: values[2])
    }

    /// A member's content.
    ///
    /// - Throws: ``RecordFault`` when it is damaged or packed by a method that is not known here.
    func content(of member: Member) throws -> Data {
        guard member.size <= Self.largest, member.compressedSize <= Self.largest, member.size >= 0,
            member.compressedSize >= 0
        else { throw RecordFault("the member is too large") }
        let header = try Self.bytes(of: file, at: member.offset, count: 30)
        guard header.matches(0x0403_4B50, at: 0) else { throw RecordFault("the member is damaged") }
        let start = member.offset + 30 + Int(header.number16(26)) + Int(header.number16(28))
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
        try file.seek(toOffset: UInt64(offset))
        var bytes = Data()
        while bytes.count < count, let more = try file.read(upToCount: count - bytes.count), !more.isEmpty {
            bytes.append(more)
        }
        guard bytes.count == count else { throw RecordFault("the archive is cut off") }
        return bytes
    }
}

extension Data {
    /// A number, least significant byte first.
    fileprivate func number16(_ offset: Int) -> UInt16 {
        UInt16(self[startIndex + offset]) | UInt16(self[startIndex + offset + 1]) << 8
    }

    fileprivate func number32(_ offset: Int) -> UInt32 {
        UInt32(number16(offset)) | UInt32(number16(offset + 2)) << 16
    }

    fileprivate func number64(_ offset: Int) throws(RecordFault) -> Int {
        guard let value = Int(exactly: UInt64(number32(offset)) | UInt64(number32(offset + 4)) << 32) else {
            throw RecordFault("the archive's directory is damaged")
        }
        return value
    }

    fileprivate func matches(_ signature: UInt32, at offset: Int) -> Bool {
        offset >= 0 && offset + 4 <= count && number32(offset) == signature
    }
}
