import Foundation

/// The lines of a file, one at a time: memory is that of a line and a buffer, whatever the file's size.
struct LineReader {
    /// A line that is longer is skipped unread: no record of a sane file is, and memory stays bounded.
    static let longestLine = 64 << 20

    private let file: FileHandle
    private var buffer = Data()
    private var isAtEnd = false
    private(set) var position: Int

    /// A line without its end, or nil for one that is too long.
    struct Line {
        let bytes: Data?
        /// The position behind it.
        let end: Int
    }

    /// - Parameter position: where a line begins.
    init(_ file: FileHandle, at position: Int) throws {
        self.file = file
        self.position = position
        try file.seek(toOffset: UInt64(position))
    }

    /// The next line, or nil at the end of the file.
    mutating func next() throws -> Line? {
        var searched = buffer.startIndex
        var skipped = 0
        while true {
            if let newline = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Data(buffer[buffer.startIndex..<newline])
                position += skipped + line.count + 1
                buffer.removeSubrange(buffer.startIndex...newline)
                return Line(bytes: skipped == 0 ? line : nil, end: position)
            }
            if isAtEnd {
                guard !buffer.isEmpty || skipped > 0 else { return nil }
                let line = buffer
                position += skipped + line.count
                buffer = Data()
                return Line(bytes: skipped == 0 ? line : nil, end: position)
            }
            if skipped > 0 || buffer.count > Self.longestLine {
                skipped += buffer.count
                buffer = Data()
            }
            searched = buffer.endIndex
            let more = try file.read(upToCount: 1 << 20) ?? Data()
            if more.isEmpty { isAtEnd = true } else { buffer.append(more) }
        }
    }
}
