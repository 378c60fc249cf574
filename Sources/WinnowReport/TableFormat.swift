/// The ways to write a ``Table``, by the names that users type.
public enum TableFormat: String, CaseIterable, Hashable, Sendable {
    case markdown
    case latex
    case csv
    case json
    case terminal
}

extension Table {
    /// The table in a format.
    public func rendered(as format: TableFormat) -> String {
        switch format {
        case .markdown: markdown
        case .latex: latex
        case .csv: csv
        case .json: json
        case .terminal: terminal
        }
    }
}
