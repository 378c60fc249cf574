import Foundation
import WinnowDomains

/// Critiques as the store keeps them.
enum CritiqueText {
    /// A JSON array of objects with `kind`, `location` and `message`.
    static func json(_ critiques: [Critique]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts always encode; an empty list would only hide the critiques, never change a verdict.
        return (try? encoder.encode(critiques)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    /// The critiques of a stored text, or none when there is none.
    static func critiques(_ json: String?) -> [Critique] {
        guard let json else { return [] }
        return (try? JSONDecoder().decode([Critique].self, from: Data(json.utf8))) ?? []
    }
}
