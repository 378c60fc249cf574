import CZlib
import CZstd
public import Foundation

/// Decompression unpacks what zlib and zstd have packed. Pointers are handled in this module and the kernels only.
public enum Decompression {
    /// Unpacks the content of a raw deflate stream (RFC 1951); nil when it is damaged or is not of this size.
    public static func deflated(_ packed: Data, size: Int) -> Data? {
        var stream = unsafe z_stream()
        // A negative number of window bits says that there is no zlib header.
        guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { unsafe inflateEnd(&stream) }
        var packed = packed
        // One byte more shows whether there is more than there should be.
        var content = Data(count: size + 1)
        let status = unsafe packed.withUnsafeMutableBytes { input in
            unsafe content.withUnsafeMutableBytes { output in
                unsafe stream.next_in = input.bindMemory(to: UInt8.self).baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                return unsafe inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, unsafe Int(stream.total_out) == size else { return nil }
        return content.prefix(size)
    }

    /// Unpacks the content of zstd frames (RFC 8878), one behind the other; nil when one is damaged or they are not of
    /// this size.
    public static func zstandard(_ packed: Data, size: Int) -> Data? {
        var content = Data(count: size + 1)
        // Unpacks all frames that there are.
        let length = unsafe packed.withUnsafeBytes { input in
            unsafe content.withUnsafeMutableBytes { output in
                unsafe ZSTD_decompress(output.baseAddress, output.count, input.baseAddress, input.count)
            }
        }
        guard ZSTD_isError(length) == 0, length == size else { return nil }
        return content.prefix(size)
    }

    /// Computes the CRC-32 that zip archives keep.
    public static func checksum(of content: Data) -> UInt32 {
        let sum = unsafe content.withUnsafeBytes { bytes in
            unsafe crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        }
        return UInt32(truncatingIfNeeded: sum)
    }
}
