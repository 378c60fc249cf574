public import Foundation

extension SafeTensors {
    /// Reads a file's bytes; every claim of the header is checked before anything is allocated for it.
    ///
    /// The tensors must fill the file's data exactly, without gaps and without sharing a byte.
    ///
    /// - Throws: ``ModelError`` for a truncated file, a lying header, an unknown type or tensors that overlap.
    public init(_ file: Data) throws(ModelError) {
        let file = [UInt8](file)
        guard file.count >= 8 else {
            throw Self.refusal("it has \(file.count) bytes, fewer than the header length takes")
        }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(file[$1]) << UInt64(8 * $1) }
        guard length <= UInt64(file.count - 8), length < 100_000_000 else {
            throw Self.refusal("the header claims \(length) bytes of a file of \(file.count)")
        }
        let bodyStart = 8 + Int(length)
        let header: [String: SafeTensorsHeaderValue]
        do {
            header = try JSONDecoder().decode(
                [String: SafeTensorsHeaderValue].self, from: Data(file[8..<bodyStart]))
        } catch {
            throw Self.refusal("the header is not the expected JSON")
        }
        self.init(tensors: [:])
        var places: [Place] = []
        for (name, value) in header {
            switch value {
            case .metadata(let texts) where name == Self.metadataName: metadata = texts
            case .entry(let entry) where name != Self.metadataName: places.append(try Place(name, entry))
            default: throw Self.refusal("the header's entry \(name) is not one of a tensor")
            }
        }
        var end = 0
        for place in places.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            guard place.range.lowerBound == end else {
                throw Self.refusal("tensor \(place.name) does not begin where the one before it ends")
            }
            end = place.range.upperBound
        }
        guard end == file.count - bodyStart else {
            throw Self.refusal("its tensors claim \(end) of \(file.count - bodyStart) bytes")
        }
        for place in places {
            let bytes = file[bodyStart + place.range.lowerBound..<bodyStart + place.range.upperBound]
            tensors[place.name] = Tensor(shape: place.shape, values: Self.values(bytes, place.precision))
        }
    }

    /// Where the header says that a tensor lies after the header; its size is checked against its shape.
    private struct Place {
        let name: String
        let precision: Precision
        let shape: [Int]
        let range: Range<Int>

        init(_ name: String, _ entry: SafeTensorsHeaderValue.Entry) throws(ModelError) {
            guard let precision = Precision(rawValue: entry.type) else {
                throw SafeTensors.refusal("tensor \(name) has the type \(entry.type), which is neither F32 nor BF16")
            }
            var size = precision.bytes
            for dimension in entry.shape {
                let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
                guard dimension >= 0, !overflow else {
                    throw SafeTensors.refusal("tensor \(name) has the shape \(entry.shape)")
                }
                size = product
            }
            guard entry.offsets.count == 2, 0 <= entry.offsets[0], entry.offsets[0] <= entry.offsets[1],
                entry.offsets[1] - entry.offsets[0] == size
            else { throw SafeTensors.refusal("tensor \(name) has offsets that do not fit its shape") }
            self.name = name
            self.precision = precision
            shape = entry.shape
            range = entry.offsets[0]..<entry.offsets[1]
        }
    }

    private static func refusal(_ problem: String) -> ModelError {
        ModelError("not a sound safetensors file: \(problem)", hint: "copy or train the model again")
    }

    /// The numbers of a range of bytes, least significant byte first.
    private static func values(_ bytes: ArraySlice<UInt8>, _ precision: Precision) -> [Float] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: precision.bytes).map { at in
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
