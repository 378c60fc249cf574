import Foundation

/// JSON objects that are equal for equal values, to the byte.
public enum SortedJSON {
    public static func text(_ values: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(values), as: UTF8.self)
    }
}
