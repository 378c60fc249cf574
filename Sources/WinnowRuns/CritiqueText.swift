import Foundation
public import WinnowDomains
import WinnowJSON

/// Critiques as the store keeps them.
public enum CritiqueText {
    /// Writes a JSON array of objects with `kind`, `location` and `message`.
    ///
    /// They are written without values in between, which take longer for a critique than a verifier does to find it.
    public static func json(_ critiques: [Critique]) -> String {
        var writer = JSONWriter(.compact)
        writer.writeArray { writer in
            for critique in critiques {
                writer.writeObject { writer in
                    for (name, text) in [
                        ("kind", critique.kind), ("location", critique.location), ("message", critique.message),
                    ] {
                        writer.write(name: name)
                        writer.write(string: text)
                    }
                }
            }
        }
        return writer.text
    }

    /// The critiques of a stored text, or none when there is none.
    public static func critiques(_ json: String?) -> [Critique] {
        guard let json else { return [] }
        return (try? JSONDecoder().decode([Critique].self, from: Data(json.utf8))) ?? []
    }
}
