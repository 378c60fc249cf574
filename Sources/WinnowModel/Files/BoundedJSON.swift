import Foundation

/// JSON of unknown origin is decoded here.
enum BoundedJSON {
    /// Arrays and objects may lie in each other to this depth; model files need about six.
    static let depth = 64

    /// Decodes a value after its nesting has been bounded: decoders descend by recursion and the stack is finite.
    ///
    /// - Throws: ``ModelError`` when the text is nested too deeply, is no JSON or not of the expected form.
    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data, name: String) throws(ModelError) -> Value
    {
        guard !exceedsDepth(data) else {
            throw ModelError(
                "\(name) is nested more than \(depth) deep", hint: "it is damaged or not a part of a model")
        }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(
                "\(name) is not the expected JSON: \(reason(error))",
                hint: "give a folder that `winnow train` or Hugging Face transformers wrote")
        }
    }

    /// Tells whether more brackets are open anywhere than ``depth``; those in strings do not count.
    private static func exceedsDepth(_ data: Data) -> Bool {
        var (open, inString, escaped) = (0, false, false)
        let bytes = data.span
        for index in bytes.indices {
            let byte = bytes[index]
            if inString {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                inString = true
            } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                open += 1
                if open > depth { return true }
            } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                open -= 1
            }
        }
        return false
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "it has no \"\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))\""
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has another type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has an impossible value"
        default: "it cannot be parsed"
        }
    }
}
