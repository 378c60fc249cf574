/// What the header of a safetensors file says under one name.
enum SafeTensorsHeaderValue: Codable {
    /// One tensor's type, shape and place, first and last byte (exclusive) after the header.
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
