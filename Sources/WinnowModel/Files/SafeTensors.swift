public import Foundation

/// A file has named tensors in the safetensors format: a header length, a JSON header, then the raw data.
///
/// Source: https://github.com/huggingface/safetensors, section "Format".
public struct SafeTensors: Sendable {
    /// The precision says in which format numbers are stored; all are widened to float32 when read.
    public enum Precision: String, Sendable {
        /// The numbers have IEEE 754 single precision.
        case float32 = "F32"

        /// The numbers are the upper halves of single-precision ones.
        case bfloat16 = "BF16"

        /// One number has so many bytes.
        var bytes: Int { self == .float32 ? 4 : 2 }
    }

    /// A tensor is an array of numbers with its shape, row-major.
    public struct Tensor: Sendable {
        /// The dimensions have these sizes, outermost first.
        public var shape: [Int]

        /// There are as many numbers as the product of the shape.
        public var values: [Float]

        /// Makes a tensor of as many values as its shape says.
        public init(shape: [Int], values: [Float]) {
            precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
            self.shape = shape
            self.values = values
        }
    }

    /// The file has these tensors by name.
    public var tensors: [String: Tensor]

    /// The file has these free texts by name.
    public var metadata: [String: String]

    /// Takes the contents of a file to be written.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The header holds the metadata under this name.
    static let metadataName = "__metadata__"
}

extension SafeTensors {
    /// Reads a file's bytes; every claim of the header is checked before anything is allocated for it.
    ///
    /// The tensors must fill the file's data exactly, without gaps and without sharing a byte.
    ///
    /// - Throws: ``ModelError`` for a truncated file, a lying header, an unknown type or tensors that overlap.
    public init(_ data: Data) throws(ModelError) {
        try self.init(reading: FileBytes(data, name: "the data"))
    }

    /// Reads a file; the same checks.
    ///
    /// - Throws: ``ModelError`` when it cannot be read or is not sound.
    init(contentsOf url: URL) throws(ModelError) {
        try self.init(reading: FileBytes(contentsOf: url))
    }

    private init(reading file: FileBytes) throws(ModelError) {
        let header = try SafeTensorsHeader(of: file)
        self.init(tensors: [:], metadata: header.metadata)
        for place in header.places.values {
            var values = [Float](repeating: 0, count: place.count)
            _ = try header.read(place, of: file, into: &values, at: 0)
            tensors[place.name] = Tensor(shape: place.shape, values: values)
        }
    }
}

extension SafeTensors {
    /// Gives the file's bytes, tensors in the order of their names and the header padded to a multiple of 8.
    ///
    /// - Throws: never in practice; the header's JSON encoder declares it.
    public func data(_ precision: Precision) throws -> Data {
        var header: [String: SafeTensorsHeaderValue] = [:]
        if !metadata.isEmpty { header[Self.metadataName] = .metadata(metadata) }
        let sorted = tensors.sorted { $0.key < $1.key }
        var end = 0
        for (name, tensor) in sorted {
            let start = end
            end += tensor.values.count * precision.bytes
            header[name] = .entry(.init(type: precision.rawValue, shape: tensor.shape, offsets: [start, end]))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var json = try encoder.encode(header)
        while json.count % 8 != 0 { json.append(0x20) }
        var bytes = LittleEndianBytes(reserving: 8 + json.count + end)
        bytes.append(UInt64(json.count))
        bytes.append(contentsOf: json)
        for (_, tensor) in sorted {
            switch precision {
            case .float32: bytes.append(tensor.values[...])
            case .bfloat16: for value in tensor.values { bytes.append(Self.bfloat16(value)) }
            }
        }
        return Data(bytes.bytes)
    }

    /// Gives the nearest bfloat16, ties to even.
    static func bfloat16(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }
}
