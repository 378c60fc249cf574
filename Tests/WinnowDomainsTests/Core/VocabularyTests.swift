import Testing
import WinnowDomains

@Suite("Vocabulary")
struct VocabularyTests {
    private let vocabulary = Vocabulary(domainSymbols: ["n1", "+", "ans"])

    @Test("the special tokens come first, the domain's symbols in their order")
    func identifiers() {
        #expect(vocabulary.symbols == ["<pad>", "<e>", "|", "n1", "+", "ans"])
        #expect(vocabulary.token("<e>") == Vocabulary.end)
        #expect(vocabulary.token("|") == Vocabulary.separator)
        #expect(vocabulary.token("<pad>") == Vocabulary.padding)
        #expect(vocabulary.token("+") == 4)
        #expect(vocabulary.count == 6)
    }

    @Test("text and tokens are inverse")
    func roundTrip() {
        #expect(vocabulary.tokens("  n1 +\nn1 <e> ") == [3, 4, 3, 1])
        #expect(vocabulary.text([3, 4, 3, 1]) == "n1 + n1 <e>")
    }

    @Test("an unknown symbol has no tokens, an unknown token shows as <?>")
    func unknown() {
        #expect(vocabulary.token("n2") == nil)
        #expect(vocabulary.tokens("n1 n2") == nil)
        #expect(vocabulary.text([3, 6, -1]) == "n1 <?> <?>")
    }

    @Test("a symbol with white space is refused")
    func whiteSpace() async {
        await #expect(processExitsWith: .failure) { _ = Vocabulary(domainSymbols: ["a b"]) }
    }
}
