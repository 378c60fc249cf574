import Foundation
import WinnowCore

/// A text with places such as `{{prompt}}` that are filled in.
struct TextTemplate: Hashable, Sendable {
    let text: String

    /// The texts between the places, and the names of these, in order.
    private let pieces: [(text: String, name: String?)]

    /// - Parameter known: the names that can be filled in; at least one of `required` must be there, if any is.
    /// - Throws: ``ExperimentError`` naming what is wrong.
    init(_ text: String, known: Set<String>, required: Set<String>, of place: String) throws(ExperimentError) {
        self.text = text
        var pieces: [(String, String?)] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            let name = rest[open.upperBound..<close.lowerBound].trimmingCharacters(in: .whitespaces)
            guard known.contains(name) else {
                throw ExperimentError(
                    "\(place) has {{\(name)}}, which nothing is known for",
                    hint: "it can have \(known.sorted().map { "{{\($0)}}" }.joined(separator: ", "))")
            }
            pieces.append((String(rest[..<open.lowerBound]), name))
            rest = rest[close.upperBound...]
        }
        pieces.append((String(rest), nil))
        self.pieces = pieces
        guard required.isEmpty || !required.isDisjoint(with: pieces.compactMap(\.1)) else {
            throw ExperimentError(
                "\(place) has no \(required.sorted().map { "{{\($0)}}" }.joined(separator: " or "))",
                hint: "write it where the text belongs")
        }
    }

    /// Reads a template from a file, without the line breaks at its end.
    init(
        contentsOf path: String, known: Set<String>, required: Set<String>
    ) throws(ExperimentError) {
        var lines: [String] = []
        try TextLines.forEach(in: path) { lines.append($0) }
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        try self.init(lines.joined(separator: "\n"), known: known, required: required, of: "'\(path)'")
    }

    func filled(_ values: [String: String]) -> String {
        pieces.map { $0.text + ($0.name.map { values[$0] ?? "" } ?? "") }.joined()
    }

    static func == (one: TextTemplate, other: TextTemplate) -> Bool { one.text == other.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
