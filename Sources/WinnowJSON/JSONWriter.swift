import WinnowText

/// A layout says which signs stand between JSON's values, and what is escaped in its strings.
public struct JSONLayout: Hashable, Sendable {
    fileprivate var isSpaced: Bool
    /// So many levels of lists and objects have a line for each of their parts.
    fileprivate var levels = 0
    fileprivate var escapes: JSONText.Escapes

    /// The layout is one line with spaces, whose strings are those of YAML as well: what exports and programs are
    /// given.
    public static let line = JSONLayout(isSpaced: true, escapes: .forYAML)

    /// The layout is one line without spaces that escapes no more than it must, as Foundation's encoder writes: what is
    /// stored.
    public static let compact = JSONLayout(isSpaced: false, escapes: .required)

    /// Makes a layout with lines for the outer levels, each two spaces further in, and ``line`` for the others.
    public static func indented(levels: Int) -> JSONLayout {
        JSONLayout(isSpaced: true, levels: levels, escapes: .forYAML)
    }
}

/// Writes JSON (RFC 8259), value by value: the one place that does.
///
/// Members stay in the order in which they are written, so that equal data are equal bytes.
///
/// - Complexity: linear in the text.
public struct JSONWriter {
    /// So much was written.
    public private(set) var text = ""

    private let layout: JSONLayout
    private var depth = 0
    private var isFirst = true
    private var followsName = false

    public init(_ layout: JSONLayout) { self.layout = layout }

    /// Writes a number, a truth value or `null`.
    public mutating func write(literal: String) {
        separate()
        text += literal
    }

    public mutating func write(string: String) {
        separate()
        text += JSONText.string(string, escapes: layout.escapes)
    }

    /// Writes the name of the member whose value comes next.
    public mutating func write(name: String) {
        write(string: name)
        text += layout.isSpaced ? ": " : ":"
        followsName = true
    }

    /// Writes a list, whose elements the closure writes.
    public mutating func writeArray(_ elements: (inout JSONWriter) -> Void) { write("[", elements, "]") }

    /// Writes an object, whose members the closure writes, a name and a value each.
    public mutating func writeObject(_ members: (inout JSONWriter) -> Void) { write("{", members, "}") }

    private mutating func write(_ opening: String, _ parts: (inout JSONWriter) -> Void, _ closing: String) {
        separate()
        text += opening
        depth += 1
        isFirst = true
        parts(&self)
        depth -= 1
        if !isFirst { breakLine(of: depth) }
        text += closing
        isFirst = false
    }

    /// Writes what stands before a name or a value.
    private mutating func separate() {
        defer { (isFirst, followsName) = (false, false) }
        guard depth > 0, !followsName else { return }
        if !isFirst { text += layout.isSpaced && depth > layout.levels ? ", " : "," }
        breakLine(of: depth - 1)
    }

    /// Breaks the line before a part of a list or an object at a level, or behind its last one.
    private mutating func breakLine(of level: Int) {
        guard level < layout.levels else { return }
        text += "\n" + String(repeating: "  ", count: depth)
    }
}

extension JSONValue {
    /// Writes the value, its members in their order.
    ///
    /// Numbers are written as they were read. JSON has no word for those that are not finite: they become `null`.
    public func json(_ layout: JSONLayout = .line) -> String {
        var writer = JSONWriter(layout)
        write(to: &writer)
        return writer.text
    }

    /// Writes the value as a part of others.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.write(literal: "null")
        case .bool(let flag): writer.write(literal: flag ? "true" : "false")
        case .number("nan"), .number("inf"), .number("-inf"): writer.write(literal: "null")
        case .number(let number): writer.write(literal: number)
        case .string(let string): writer.write(string: string)
        case .array(let elements): writer.writeArray { for element in elements { element.write(to: &$0) } }
        case .object(let members):
            writer.writeObject { writer in
                for member in members {
                    writer.write(name: member.key.text)
                    member.value.write(to: &writer)
                }
            }
        }
    }

    /// Writes the value in one line, members in the order of their names, cut to so many characters.
    ///
    /// - Complexity: linear in `length`, but for the names of the objects it begins with.
    public func excerpt(length: Int) -> String {
        var writer = JSONWriter(.line)
        write(to: &writer, until: length)
        return String(writer.text.unicodeScalars.prefix(length))
    }

    private func write(to writer: inout JSONWriter, until length: Int) {
        guard writer.text.utf8.count < 4 * length else { return }
        switch self {
        case .null, .bool: write(to: &writer)
        case .number(let number): writer.write(literal: number)
        case .string(let string): writer.write(string: String(string.unicodeScalars.prefix(length)))
        case .array(let elements):
            writer.writeArray { for element in elements.prefix(length) { element.write(to: &$0, until: length) } }
        case .object(let members):
            writer.writeObject { writer in
                for member in members.sorted(by: { $0.key < $1.key }).prefix(length) {
                    writer.write(name: String(member.key.text.unicodeScalars.prefix(length)))
                    member.value.write(to: &writer, until: length)
                }
            }
        }
    }
}
