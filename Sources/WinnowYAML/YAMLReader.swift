import CYAML
import WinnowBounds
import WinnowJSON
import WinnowText

/// Builds a value from libyaml's events, one after the other. Pointers stay in this file.
@safe
struct YAMLReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Aliases stand for these: the value, and what it counts with its own aliases expanded.
    private var anchors: [ExactText: (value: JSONValue, size: Size)] = [:]
    private var size = Size()

    /// So much was read, as if every alias were written out.
    private struct Size {
        var values = 0
        var bytes = 0
    }

    /// - Throws: ``YAMLFault`` when there is no memory for a parser.
    init(_ text: String) throws(YAMLFault) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw YAMLFault("no memory for YAML")
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = unsafe input.initialize(from: text.utf8)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe (self.parser, self.input) = (parser, input)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// Reads the first document; what stands behind it is passed over.
    mutating func document() throws(YAMLFault) -> JSONValue {
        while true {
            switch try next() {
            case .streamEnd: throw YAMLFault("an empty document")
            case .other: continue
            case let event: return try value(event, depth: 1)
            }
        }
    }

    private mutating func value(_ event: Event, depth: Int) throws(YAMLFault) -> JSONValue {
        guard depth <= Bounds.depth.limit else { throw YAMLFault("its values are nested too deeply") }
        let before = size
        try count(Size(values: 1))
        let (anchor, result): (String?, JSONValue)
        switch event {
        case .scalar(let text, let isPlain, let name):
            try count(Size(bytes: text.utf8.count))
            (anchor, result) = (name, isPlain ? YAMLDocument.plain(text) : .string(text))
        case .alias(let name):
            guard let meant = anchors[ExactText(name)] else { throw YAMLFault("there is no anchor &\(name)") }
            try count(Size(values: meant.size.values - 1, bytes: meant.size.bytes))
            return meant.value
        case .sequence(let name): (anchor, result) = (name, try sequence(depth))
        case .mapping(let name): (anchor, result) = (name, try mapping(depth))
        case .end, .streamEnd, .other: throw YAMLFault("a value is missing")
        }
        if let anchor {
            let own = Size(values: size.values - before.values, bytes: size.bytes - before.bytes)
            anchors[ExactText(anchor)] = (result, own)
        }
        return result
    }

    private mutating func sequence(_ depth: Int) throws(YAMLFault) -> JSONValue {
        var elements: [JSONValue] = []
        while true {
            let event = try next()
            if case .end = event { return .array(elements) }
            elements.append(try value(event, depth: depth + 1))
        }
    }

    private mutating func mapping(_ depth: Int) throws(YAMLFault) -> JSONValue {
        var members = JSONObject()
        while true {
            let event = try next()
            if case .end = event { return .object(members) }
            let name: String
            switch event {
            case .scalar(let text, _, _): name = text
            case .alias(let alias): name = anchors[ExactText(alias)]?.value.text ?? ""
            default: throw YAMLFault("a name is a list or an object")
            }
            members[ExactText(name)] = try value(try next(), depth: depth + 1)
        }
    }

    private mutating func count(_ more: Size) throws(YAMLFault) {
        size.values = size.values.addingClamped(more.values)
        size.bytes = size.bytes.addingClamped(more.bytes)
        guard size.values <= Bounds.values.limit else { throw YAMLFault("it has more than \(Bounds.values)") }
        guard unsafe size.bytes <= max(Bounds.record.limit, input.count) else {
            throw YAMLFault("its aliases stand for more than \(Bounds.record)")
        }
    }

    // MARK: Events

    private enum Event {
        case scalar(String, isPlain: Bool, anchor: String?)
        case alias(String)
        case sequence(anchor: String?)
        case mapping(anchor: String?)

        /// A sequence or a mapping ends.
        case end
        case streamEnd
        case other
    }

    private func next() throws(YAMLFault) -> Event {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { unsafe yaml_event_delete(&event) }
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            // SQLite's texts end at NUL, and what stands behind it would be lost.
            let text = unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
            return unsafe .scalar(
                String(String.UnicodeScalarView(text)), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
                anchor: Self.text(scalar.anchor))
        case YAML_ALIAS_EVENT: return unsafe .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT: return unsafe .sequence(anchor: Self.text(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT: return unsafe .mapping(anchor: Self.text(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return .other
        }
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe bytes.map { unsafe String(cString: $0) }
    }

    /// The fault is what libyaml says of the text, with the line.
    private var fault: YAMLFault {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        return unsafe YAMLFault("not YAML: \(problem) in line \(parser.pointee.problem_mark.line + 1)")
    }
}
