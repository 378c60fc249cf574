import Testing
import WinnowDomains

@Suite("Parts of a completion")
struct CompletionPartsTests {
    private let domain = ChainDomain()

    private func read(_ text: String) throws -> Reading {
        domain.read(try #require(domain.vocabulary.tokens(text)))
    }

    @Test("trace and answer tokens add up to the completion")
    func counts() throws {
        let whole = try read("s1 n1 + n1 = n2 ; ans n2 <e>")
        #expect(whole == Reading(traceTokens: 7, answerTokens: 3, answer: "2", answerKey: "2"))
        let open = try read("s1 n1 + n1 = n2 ; ans n2")
        #expect(open == Reading(traceTokens: 7, answerTokens: 2, answer: nil, answerKey: nil))
        let unmarked = try read("s1 n1 <e>")
        #expect(unmarked == Reading(traceTokens: 3, answerTokens: 0, answer: nil, answerKey: nil))
        #expect(domain.read([]) == Reading(traceTokens: 0, answerTokens: 0, answer: nil, answerKey: nil))
    }

    @Test(
        "an answer of no, of two or of other tokens is not read",
        arguments: ["ans <e>", "ans n1 n2 <e>", "ans ; <e>", "ans ans <e>"])
    func unreadable(_ text: String) throws {
        #expect(try read(text).answer == nil)
        #expect(try read(text).traceTokens == 0)
    }

    @Test("what follows the end token is ignored")
    func afterTheEnd() throws {
        #expect(try read("ans n2 <e> n3 ans n4 <e>").answer == "2")
        #expect(try read("n1 <e> ans n4 <e>").answer == nil)
    }
}
