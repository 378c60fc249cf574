import Yams

/// Reads one YAML document as the value it is.
enum YAMLDocument {
    /// - Throws: ``RecordFault`` for a text that is not YAML.
    static func value(of text: String) throws(RecordFault) -> JSONValue {
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch {
            throw RecordFault("not YAML: \(error)".split(separator: "\n").joined(separator: " "))
        }
        guard let node else { throw RecordFault("an empty document") }
        return value(node)
    }

    private static func value(_ node: Node) -> JSONValue {
        switch node {
        case .sequence(let sequence): return .array(sequence.map(value))
        case .mapping(let mapping):
            return .object(
                Dictionary(mapping.map { ($0.key.string ?? "", value($0.value)) }, uniquingKeysWith: { $1 }))
        case .scalar(let scalar):
            // Quoted and block scalars are texts, whatever they look like.
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            if node.null != nil { return .null }
            if let flag = node.bool { return .bool(flag) }
            return node.int != nil || node.float != nil ? .number(scalar.string) : .string(scalar.string)
        case .alias: return .null
        }
    }
}
