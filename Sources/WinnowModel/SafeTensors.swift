public import Foundation

/// A file of named tensors in the safetensors format: a header length, a JSON header, then the raw data.
///
/// Source: https://github.com/huggingface/safetensors, section "Format".
public struct SafeTensors: Sendable {
    /// How numbers are stored; all are widened to float32 when read.
    public enum Precision: String, Sendable {
        case float32 = "F32"
        case bfloat16 = "BF16"

        var bytes: Int { self == .float32 ? 4 : 2 }
    }

    public struct Tensor: Sendable {
        public var shape: [Int]
        public var values: [Float]

        public init(shape: [Int], values: [Float]) {
            precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
            self.shape = shape
            self.values = values
        }
    }

    public var tensors: [String: Tensor]
    public var metadata: [String: String]

    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    private struct Entry: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    private enum HeaderValue: Codable {
        case metadata([String: String])
        case entry(Entry)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let entry = try? container.decode(Entry.self) {
                self = .entry(entry)
            } else {
                self = .metadata(try container.decode([String: String].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .metadata(let value): try container.encode(value)
            case .entry(let value): try container.encode(value)
            }
        }
    }

    // MARK: Writing

    /// The file's bytes, tensors in the order of their names.
    public func data(_ precision: Precision) throws -> Data {
        var header: [String: HeaderValue] = [:]
        if !metadata.isEmpty { header["__metadata__"] = .metadata(metadata) }
        var body = Data()
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let start = body.count
            for value in tensor.values {
                switch precision {
                case .float32: withBytes(of: value.bitPattern) { body.append(contentsOf: $0) }
                case .bfloat16: withBytes(of: Self.bfloat16(value)) { body.append(contentsOf: $0) }
                }
            }
            header[name] = .entry(
                Entry(dtype: precision.rawValue, shape: tensor.shape, data_offsets: [start, body.count]))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var json = try encoder.encode(header)
        while json.count % 8 != 0 { json.append(0x20) }
        var file = Data()
        withBytes(of: UInt64(json.count)) { file.append(contentsOf: $0) }
        return file + json + body
    }

    /// The nearest bfloat16, ties to even.
    static func bfloat16(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }

    private func withBytes(of value: some FixedWidthInteger, _ body: ([UInt8]) -> Void) {
        body(stride(from: 0, to: value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) })
    }

    // MARK: Reading

    /// Reads a file's bytes; every claim of the header is checked before anything is allocated for it.
    ///
    /// - Throws: ``ModelError`` for a truncated file, a lying header, an unknown type or tensors that overlap.
    public init(_ file: Data) throws(ModelError) {
        let file = [UInt8](file)
        func refuse(_ problem: String) -> ModelError {
            ModelError("not a sound safetensors file: \(problem)", hint: "copy or train the model again")
        }
        guard file.count >= 8 else { throw refuse("it has \(file.count) bytes, fewer than the header length takes") }
        var length: UInt64 = 0
        for i in (0..<8).reversed() { length = length << 8 | UInt64(file[i]) }
        guard length <= UInt64(file.count - 8), length < 100_000_000 else {
            throw refuse("the header claims \(length) bytes of a file of \(file.count)")
        }
        let body = file[(8 + Int(length))...]
        let header: [String: HeaderValue]
        do {
            header = try JSONDecoder().decode([String: HeaderValue].self, from: Data(file[8..<8 + Int(length)]))
        } catch {
            throw refuse("the header is not the expected JSON")
        }
        tensors = [:]
        metadata = [:]
        var used = 0
        for (name, value) in header {
            switch value {
            case .metadata(let texts):
                metadata = texts
            case .entry(let entry):
                guard let precision = Precision(rawValue: entry.dtype) else {
                    throw refuse("tensor \(name) has the type \(entry.dtype), which is neither F32 nor BF16")
                }
                var count = 1
                for size in entry.shape {
                    let (product, overflow) = count.multipliedReportingOverflow(by: size)
                    guard size >= 0, !overflow else { throw refuse("tensor \(name) has the shape \(entry.shape)") }
                    count = product
                }
                guard entry.data_offsets.count == 2, case let (start, end) = (entry.data_offsets[0], entry.data_offsets[1]),
                    0 <= start, start <= end, end <= body.count, (end - start) == count * precision.bytes
                else { throw refuse("tensor \(name) has offsets that do not fit its shape or the file") }
                used += end - start
                tensors[name] = Tensor(
                    shape: entry.shape, values: Self.values(body, start: body.startIndex + start, count, precision))
            }
        }
        guard used == body.count else { throw refuse("its tensors cover \(used) of \(body.count) bytes") }
    }

    private static func values(_ bytes: ArraySlice<UInt8>, start: Int, _ count: Int, _ precision: Precision) -> [Float] {
        (0..<count).map { index in
            let at = start + index * precision.bytes
            var bits = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
            if precision == .float32 {
                bits |= UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
            } else {
                bits <<= 16
            }
            return Float(bitPattern: bits)
        }
    }
}
