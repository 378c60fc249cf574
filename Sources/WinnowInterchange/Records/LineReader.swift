import Foundation

/// The lines of a file are read one at a time: memory is that of a line and a buffer, whatever the file's size.
struct LineReader {
    /// A line that is longer is skipped unread, so that memory stays bounded.
    private let longest: Int
    private let file: FileHandle
    private var buffer: [UInt8] = []
    /// The next line begins here in the buffer.
    private var start = 0
    private var isAtEnd = false
    private(set) var position: Int

    /// A line stands without its end, or is nil where it is too long.
    struct Line {
        let bytes: ArraySlice<UInt8>?
        /// False for the last line of a file that does not end with a line break.
        var hasEnd = true
        /// The next line begins at this position.
        let end: Int
    }

    /// - Parameter position: where a line begins.
    init(_ file: FileHandle, at position: Int, longest: Int) throws {
        self.file = file
        self.longest = longest
        self.position = position
        try file.seek(toOffset: UInt64(position))
    }

    /// Reads the next line; nil at the end of the file.
    mutating func next() throws -> Line? {
        var searched = start
        var skipped = 0
        while true {
            if let newline = newline(from: searched) {
                let line = buffer[start..<newline]
                position += skipped + line.count + 1
                start = newline + 1
                return Line(bytes: skipped == 0 && line.count <= longest ? line : nil, end: position)
            }
            if isAtEnd {
                let line = buffer[start...]
                guard !line.isEmpty || skipped > 0 else { return nil }
                position += skipped + line.count
                start = buffer.count
                return Line(
                    bytes: skipped == 0 && line.count <= longest ? line : nil, hasEnd: false, end: position)
            }
            // What has been handed on goes before more is read.
            buffer.removeFirst(start)
            start = 0
            if skipped > 0 || buffer.count > longest {
                skipped += buffer.count
                buffer = []
            }
            searched = buffer.count
            let more = try file.read(upToCount: 1 << 20) ?? Data()
            if more.isEmpty { isAtEnd = true } else { buffer += more }
        }
    }

    private func newline(from first: Int) -> Int? {
        let bytes = buffer.span
        for index in first..<bytes.count where bytes[index] == UInt8(ascii: "\n") { return index }
        return nil
    }
}
