/// A column of a ``Table`` knows what it holds and how its cells are drawn.
public struct Column: Hashable, Sendable {
    /// CSV and JSON call the column by this name, such as `right`.
    public var name: String

    /// People read this heading.
    public var header: String

    public var kind: Kind
    public var alignment: Alignment

    /// True where CSV and JSON alone have it: an earlier name of another column.
    public var isForPrograms: Bool

    public enum Kind: Hashable, Sendable {
        case text
        case integer
        case number(NumberStyle)

        /// An estimate has an interval: it is three columns in CSV and JSON.
        case estimate(NumberStyle)
    }

    public enum Alignment: Hashable, Sendable {
        case left
        case right
    }

    /// - Parameters:
    ///   - header: the name when nil.
    ///   - alignment: left for text and right for numbers when nil.
    public init(
        _ name: String, header: String? = nil, kind: Kind = .text, alignment: Alignment? = nil,
        isForPrograms: Bool = false
    ) {
        self.name = name
        self.header = header ?? name
        self.kind = kind
        self.isForPrograms = isForPrograms
        self.alignment = alignment ?? (kind == .text ? .left : .right)
    }
}
