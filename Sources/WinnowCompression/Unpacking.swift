import CZlib
import CZstd
public import Foundation

/// Unpacking reads a packed file piece by piece and hands on what it holds, in the memory of two buffers.
public enum Unpacking {
    /// A packed file begins with the sign of its method.
    public enum Method: Sendable {
        case gzip
        case zstandard

        /// - Parameter start: the first bytes of a file.
        /// - Returns: nil for a file that is packed by neither.
        public init?(start: Data) {
            if start.starts(with: [0x1F, 0x8B]) {
                self = .gzip
            } else if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
                self = .zstandard
            } else {
                return nil
            }
        }
    }

    /// The fault says why a packed file cannot be read to its end.
    public enum Fault: Error, Hashable, Sendable {
        case damaged
        case isCutOff

        /// It unpacks to more bytes than are taken.
        case isTooLarge
    }

    private static let buffer = 1 << 18

    /// Unpacks a file into another, all members or frames of it.
    ///
    /// - Parameters:
    ///   - file: at its beginning.
    ///   - limit: the most bytes that are taken.
    /// - Throws: ``Fault``; what reading and writing throw.
    public static func unpack(_ file: FileHandle, by method: Method, into output: FileHandle, limit: Int) throws {
        switch method {
        case .gzip: try inflateAll(file, into: output, limit: limit)
        case .zstandard: try decompress(file, into: output, limit: limit)
        }
    }

    /// Unpacks gzip members (RFC 1952), one behind the other.
    private static func inflateAll(_ file: FileHandle, into output: FileHandle, limit: Int) throws {
        var stream = unsafe z_stream()
        // 16 more than the bits of the window say that there is gzip's header.
        guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Fault.damaged
        }
        defer { unsafe inflateEnd(&stream) }
        var (written, isInside) = (0, false)
        var content = Data(count: buffer)
        while var piece = try file.read(upToCount: buffer), !piece.isEmpty {
            var used = 0
            while used < piece.count {
                // Zeros behind the last member fill up a block.
                if !isInside, piece[used...].allSatisfy({ $0 == 0 }) { break }
                isInside = true
                let status = unsafe piece.withUnsafeMutableBytes { input in
                    unsafe content.withUnsafeMutableBytes { bytes in
                        unsafe stream.next_in = input.bindMemory(to: UInt8.self).baseAddress.map { unsafe $0 + used }
                        unsafe stream.avail_in = UInt32(input.count - used)
                        unsafe stream.next_out = bytes.bindMemory(to: UInt8.self).baseAddress
                        unsafe stream.avail_out = UInt32(bytes.count)
                        return unsafe inflate(&stream, Z_NO_FLUSH)
                    }
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw Fault.damaged }
                used = unsafe piece.count - Int(stream.avail_in)
                let count = unsafe content.count - Int(stream.avail_out)
                written += count
                guard written <= limit else { throw Fault.isTooLarge }
                try output.write(contentsOf: content.prefix(count))
                if status == Z_STREAM_END {
                    isInside = false
                    guard unsafe inflateReset(&stream) == Z_OK else { throw Fault.damaged }
                }
            }
            if isInside {
                isInside = try !(unsafe drain(&stream, &content, &written, into: output, limit: limit))
            }
        }
        guard !isInside else { throw Fault.isCutOff }
    }

    /// Writes what is left inside of the stream when all input was taken.
    ///
    /// - Returns: whether the member has ended.
    private static func drain(
        _ stream: inout z_stream, _ content: inout Data, _ written: inout Int, into output: FileHandle, limit: Int
    ) throws -> Bool {
        while true {
            let status = unsafe content.withUnsafeMutableBytes { bytes in
                unsafe stream.avail_in = 0
                unsafe stream.next_out = bytes.bindMemory(to: UInt8.self).baseAddress
                unsafe stream.avail_out = UInt32(bytes.count)
                return unsafe inflate(&stream, Z_NO_FLUSH)
            }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw Fault.damaged }
            let count = unsafe content.count - Int(stream.avail_out)
            written += count
            guard written <= limit else { throw Fault.isTooLarge }
            try output.write(contentsOf: content.prefix(count))
            if status == Z_STREAM_END {
                guard unsafe inflateReset(&stream) == Z_OK else { throw Fault.damaged }
                return true
            }
            if count == 0 { return false }
        }
    }

    /// Unpacks zstd frames (RFC 8878), one behind the other.
    private static func decompress(_ file: FileHandle, into output: FileHandle, limit: Int) throws {
        guard let stream = unsafe ZSTD_createDStream() else { throw Fault.damaged }
        defer { unsafe ZSTD_freeDStream(stream) }
        var (written, rest) = (0, 0)
        var content = Data(count: buffer)
        while let piece = try file.read(upToCount: buffer), !piece.isEmpty {
            var used = 0
            var isFull = false
            while used < piece.count || isFull {
                var count = 0
                rest = unsafe piece.withUnsafeBytes { input in
                    unsafe content.withUnsafeMutableBytes { bytes in
                        var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: used)
                        var target = unsafe ZSTD_outBuffer(dst: bytes.baseAddress, size: bytes.count, pos: 0)
                        let rest = unsafe ZSTD_decompressStream(stream, &target, &source)
                        unsafe (used, count) = (source.pos, target.pos)
                        return rest
                    }
                }
                guard ZSTD_isError(rest) == 0 else { throw Fault.damaged }
                isFull = count == content.count && rest > 0
                written += count
                guard written <= limit else { throw Fault.isTooLarge }
                try output.write(contentsOf: content.prefix(count))
            }
        }
        guard rest == 0 else { throw Fault.isCutOff }
    }
}
