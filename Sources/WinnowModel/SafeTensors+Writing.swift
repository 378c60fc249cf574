public import Foundation

extension SafeTensors {
    /// The file's bytes, tensors in the order of their names and the header padded to a multiple of 8.
    ///
    /// - Throws: never in practice; the header's JSON encoder declares it.
    public func data(_ precision: Precision) throws -> Data {
        var header: [String: SafeTensorsHeaderValue] = [:]
        if !metadata.isEmpty { header[Self.metadataName] = .metadata(metadata) }
        var body: [UInt8] = []
        body.reserveCapacity(tensors.values.reduce(0) { $0 + $1.values.count } * precision.bytes)
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let start = body.count
            for value in tensor.values {
                switch precision {
                case .float32: Self.append(value.bitPattern, to: &body)
                case .bfloat16: Self.append(Self.bfloat16(value), to: &body)
                }
            }
            header[name] = .entry(.init(type: precision.rawValue, shape: tensor.shape, offsets: [start, body.count]))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var json = try encoder.encode(header)
        while json.count % 8 != 0 { json.append(0x20) }
        var length: [UInt8] = []
        Self.append(UInt64(json.count), to: &length)
        return Data(length) + json + Data(body)
    }

    /// The nearest bfloat16, ties to even.
    static func bfloat16(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    }

    /// Appends an integer's bytes, least significant first.
    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
