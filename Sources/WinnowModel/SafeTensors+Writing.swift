public import Foundation

extension SafeTensors {
    /// The file's bytes, tensors in the order of their names and the header padded to a multiple of 8.
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

    /// The nearest bfloat16, ties to even.
    static func bfloat16(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }
}
