import Foundation

/// The header of a safetensors file is checked: every tensor lies within the file and shares no byte.
struct SafeTensorsHeader {
    /// A place is that of a tensor.
    struct Place {
        let name: String
        let type: StoredNumber
        let shape: [Int]
        /// The tensor has these bytes, counted from the end of the header; there are as many as type and shape ask for.
        let range: Range<Int>

        /// The tensor has so many numbers.
        var count: Int { range.count / type.bytes }
    }

    /// The first byte after the header is this one.
    let bodyStart: Int

    /// The tensors have these places by name.
    let places: [String: Place]

    /// The header has these free texts by name.
    let metadata: [String: String]

    /// The format itself has this limit, in bytes.
    static let limit = 100_000_000

    /// So many bytes are read at a time.
    private static let piece = 1 << 20

    /// Reads and checks the header of a file; nothing is allocated for what it claims.
    ///
    /// - Throws: ``ModelError`` for a truncated file, a lying header, an unknown type or tensors that overlap.
    init(of file: FileBytes) throws(ModelError) {
        guard file.count >= 8 else {
            throw Self.refusal(file, "it has \(file.count) bytes, fewer than the header length takes")
        }
        let length = try file.bytes(0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(file.count - 8), length <= UInt64(Self.limit) else {
            throw Self.refusal(file, "the header claims \(length) bytes of a file of \(file.count)")
        }
        bodyStart = 8 + Int(length)
        let header: [String: SafeTensorsHeaderValue]
        do throws(ModelError) {
            header = try BoundedJSON.decode(
                [String: SafeTensorsHeaderValue].self, from: try file.bytes(8..<bodyStart), name: "the header")
        } catch {
            throw Self.refusal(file, error.problem)
        }
        var places: [String: Place] = [:]
        var metadata: [String: String] = [:]
        for (name, value) in header {
            switch value {
            case .metadata(let texts) where name == SafeTensors.metadataName: metadata = texts
            case .entry(let entry) where name != SafeTensors.metadataName:
                places[name] = try Self.place(name, entry, file)
            default: throw Self.refusal(file, "the header's entry \(name) is not one of a tensor")
            }
        }
        (self.places, self.metadata) = (places, metadata)
        try checkCoverage(file)
    }

    /// Checks that the tensors fill the file's data exactly, without gaps and without sharing a byte.
    ///
    /// - Throws: ``ModelError`` for bytes that no tensor or two tensors have.
    private func checkCoverage(_ file: FileBytes) throws(ModelError) {
        var end = 0
        for place in places.values.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            guard place.range.lowerBound == end else {
                throw Self.refusal(file, "tensor \(place.name) does not begin where the one before it ends")
            }
            end = place.range.upperBound
        }
        guard end == file.count - bodyStart else {
            throw Self.refusal(file, "its tensors claim \(end) of \(file.count - bodyStart) bytes")
        }
    }

    private static func place(
        _ name: String, _ entry: SafeTensorsHeaderValue.Entry, _ file: FileBytes
    ) throws(ModelError) -> Place {
        guard let type = StoredNumber(rawValue: entry.type) else {
            throw refusal(file, "tensor \(name) has the type \(entry.type), which is none of F32, BF16 and F16")
        }
        var size = type.bytes
        for dimension in entry.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else {
                throw refusal(file, "tensor \(name) has the shape \(entry.shape)")
            }
            size = product
        }
        guard entry.offsets.count == 2, 0 <= entry.offsets[0], entry.offsets[0] <= entry.offsets[1],
            entry.offsets[1] - entry.offsets[0] == size
        else { throw refusal(file, "tensor \(name) has offsets that do not fit its shape") }
        return Place(name: name, type: type, shape: entry.shape, range: entry.offsets[0]..<entry.offsets[1])
    }

    /// Reads a tensor's numbers into their place in an array, a piece at a time.
    ///
    /// - Returns: whether all of them are finite.
    /// - Throws: ``ModelError`` when the file cannot be read.
    func read(_ place: Place, of file: FileBytes, into values: inout [Float], at start: Int) throws(ModelError) -> Bool
    {
        var isFinite = true
        var done = 0
        while done < place.range.count {
            let first = bodyStart + place.range.lowerBound + done
            let data = try file.bytes(first..<first + min(Self.piece, place.range.count - done))
            if !place.type.widen(data, into: &values, at: start + done / place.type.bytes) { isFinite = false }
            done += data.count
        }
        return isFinite
    }

    private static func refusal(_ file: FileBytes, _ problem: String) -> ModelError {
        ModelError("\(file.name) is not a sound safetensors file: \(problem)", hint: "copy or make the model again")
    }
}

/// A value is the entry of a safetensors file's header under one name.
enum SafeTensorsHeaderValue: Codable {
    /// An entry has one tensor's type, shape and place, first and last byte (exclusive) after the header.
    struct Entry: Codable {
        var type: String
        var shape: [Int]
        var offsets: [Int]

        private enum CodingKeys: String, CodingKey {
            case shape
            case type = "dtype"
            case offsets = "data_offsets"
        }
    }

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
