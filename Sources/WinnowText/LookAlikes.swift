import Foundation

/// Names may look alike to people though programs can tell them apart: they have other bytes and the same looks.
public enum LookAlikes {
    /// Marks the texts that look like another one among them: behind each stand the scalars that are not ASCII, such as
    /// `é (U+0301)` beside `é (U+00E9)`.
    ///
    /// - Complexity: linear in the texts; those of ASCII alone are compared with nothing but the marked ones.
    public static func marked(_ texts: [String]) -> [String] {
        guard texts.contains(where: { !isPlain($0) }) else { return texts }
        var looks: [ExactText: Set<ExactText>] = [:]
        for text in texts { looks[ExactText(skeleton(of: text)), default: []].insert(ExactText(text)) }
        return texts.map { text in
            guard !isPlain(text), looks[ExactText(skeleton(of: text)), default: []].count > 1 else { return text }
            let others = text.unicodeScalars.filter { !$0.isASCII }.map { scalar in
                let digits = String(scalar.value, radix: 16, uppercase: true)
                return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            }
            return "\(text) (\(others.joined(separator: " ")))"
        }
    }

    /// Tells whether a text is taken for nothing else: one of ASCII, or one that is too long to be a name.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count > 500 || text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Makes of a text what it looks like: taken apart by compatibility, without what has no width, letters of other
    /// scripts as the Latin ones they look like.
    ///
    /// Source: Unicode Technical Standard 39, section 4 (confusable detection), with the letters and signs that most fonts
    /// draw alike.
    static func skeleton(of text: String) -> String {
        if isPlain(text) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars
        where !scalar.properties.isDefaultIgnorableCodePoint && !VisibleText.isHidden(scalar) {
            result.append(latin[scalar] ?? scalar)
        }
        return String(result)
    }

    private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = [
            // Cyrillic, Greek.
            ("аеорсухіјѕԁһԛԝАВЕКМНОРСТХУІЅЈ", "aeopcyxijsdhqwABEKMHOPCTXYISJ"),
            ("ορνιαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "opviaABEZHIKMNOPTYX"),
            // Dashes, quotes, strokes.
            ("‐‑‒–—−‘’′∕∣", "------'''/|"),
        ]
        return Dictionary(pairs.flatMap { zip($0.0.unicodeScalars, $0.1.unicodeScalars) }) { first, _ in first }
    }()
}
