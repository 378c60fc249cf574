import Foundation

/// A file of named values and tensors in the GGUF format, version 3, which llama.cpp reads.
///
/// Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
struct GGUF: Sendable {
    /// A value of the header.
    enum Value: Sendable {
        case unsigned(UInt32)
        case float(Float)
        case bool(Bool)
        case string(String)
        case strings([String])
        case floats([Float])
        case integers([Int32])
    }

    /// A float32 tensor, row-major.
    struct Tensor: Sendable {
        var name: String
        /// The sizes of the dimensions, outermost first; the file holds them innermost first.
        var shape: [Int]
        var values: ArraySlice<Float>
    }

    /// Every tensor begins at a multiple of this many bytes.
    static let alignment = 32

    var metadata: [(name: String, value: Value)] = []
    var tensors: [Tensor] = []

    /// The file's bytes.
    func data() -> Data {
        let numbers = tensors.reduce(0) { $0 + $1.values.count }
        var file = LittleEndianBytes(reserving: 4 * numbers + 64 * (tensors.count + metadata.count) + 65_536)
        file.append(contentsOf: "GGUF".utf8)
        file.append(UInt32(3))
        file.append(UInt64(tensors.count))
        file.append(UInt64(metadata.count))
        for entry in metadata {
            Self.append(entry.name, to: &file)
            Self.append(entry.value, to: &file)
        }
        var offset = 0
        for tensor in tensors {
            Self.append(tensor.name, to: &file)
            file.append(UInt32(tensor.shape.count))
            for size in tensor.shape.reversed() { file.append(UInt64(size)) }
            file.append(Self.float32)
            file.append(UInt64(offset))
            offset = Self.aligned(offset + 4 * tensor.values.count)
        }
        for tensor in tensors {
            file.align(to: Self.alignment)
            file.append(tensor.values)
        }
        file.align(to: Self.alignment)
        return Data(file.bytes)
    }

    /// The tensor type float32.
    private static let float32: UInt32 = 0

    private static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

    private static func append(_ text: String, to file: inout LittleEndianBytes) {
        file.append(UInt64(text.utf8.count))
        file.append(contentsOf: text.utf8)
    }

    /// The number of the value's type, then the value.
    private static func append(_ value: Value, to file: inout LittleEndianBytes) {
        func array(_ type: UInt32, _ count: Int) {
            file.append(UInt32(9))
            file.append(type)
            file.append(UInt64(count))
        }
        switch value {
        case .unsigned(let number):
            file.append(UInt32(4))
            file.append(number)
        case .float(let number):
            file.append(UInt32(6))
            file.append(number.bitPattern)
        case .bool(let flag):
            file.append(UInt32(7))
            file.append(UInt8(flag ? 1 : 0))
        case .string(let text):
            file.append(UInt32(8))
            append(text, to: &file)
        case .strings(let texts):
            array(8, texts.count)
            for text in texts { append(text, to: &file) }
        case .floats(let numbers):
            array(6, numbers.count)
            for number in numbers { file.append(number.bitPattern) }
        case .integers(let numbers):
            array(5, numbers.count)
            for number in numbers { file.append(number) }
        }
    }
}
