import Foundation
import Testing
import WinnowDomains

@testable import WinnowRuns

@Suite("Critiques as text")
struct CritiqueTextTests {
    private static let texts = [
        "", "move 2", #"a "quoted" \ text/path"#, "line\nbreak\r\t\u{8}\u{C}\u{1}\u{1F}\u{7F}", "≠ é 𝄞 \u{2028}", "},{",
    ]

    @Test("the text is what Foundation's encoder writes, and reads back", arguments: texts)
    func sameAsEncoder(_ text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for critiques in [[], [Critique("kind", at: text, text)], Self.texts.map { Critique(text, at: $0, text + $0) }]
        {
            let json = CritiqueText.json(critiques)
            #expect(json == String(decoding: try encoder.encode(critiques), as: UTF8.self))
            #expect(CritiqueText.critiques(json) == critiques)
        }
    }
}
