import Foundation
import Testing
import WinnowDomains
import WinnowJSON
import WinnowSelection

@testable import WinnowInterchange

/// The examples of the pages on how to add something are files of these tests, so that they compile and are right.
@Suite("Examples of the documentation")
struct ExampleTests {
    @Test(
        "a page shows its example as it is here",
        arguments: [
            ("AddADomain.md", "Doubling.swift"), ("AddAStrategy.md", "Unanimous.swift"),
            ("AddAFormat.md", "PairedFormat.swift"),
        ])
    func shown(page: String, file: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Examples")
        let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        let start = try #require(source.range(of: "///")).lowerBound
        #expect(try Page.text(page).contains("```swift\n" + source[start...] + "```"), "copy \(file) to \(page)")
    }

    @Test("the strategy is exact")
    func strategy() throws {
        let pool = try Pool(
            candidates: [
                Candidate(answer: 0, isRight: true), Candidate(answer: 0, isRight: true),
                Candidate(answer: 1, isRight: false), Candidate(answer: nil, isRight: false),
            ], key: 1)
        let outcomes = try Unanimous().outcomes(for: pool, budgets: [1, 2, 3])
        #expect(outcomes.map { ($0.right * 6).rounded() / 6 } == [0.5, 1.0 / 6, 0])
        #expect(abs(outcomes[0].wrong - 0.25) < 1e-12 && outcomes[2].abstained == 1)
    }

    @Test("the domain's example is right")
    func domain() throws {
        let domain = Doubling()
        let problem = try domain.problem(from: domain.example.problem)
        #expect(domain.verify(domain.example.answer, of: problem) == .accepted)
        #expect(domain.grade(domain.example.answer, of: problem))
        #expect(!domain.verify("41", of: problem).isAccepted && !domain.grade("41", of: problem))
        #expect(throws: ProblemError.self) { _ = try domain.problem(from: "x") }
    }

    @Test("the format reads its records")
    func format() throws {
        let record = try JSONValue(parsing: #"{"q": "2 + 2?", "pairs": [["4", true], ["5", false], ["6"]]}"#)
        let context = RecordContext(file: "x.jsonl", line: 1, header: nil, fields: FieldMapping([:]))
        #expect(PairedFormat().recognises(record, in: context))
        let results = try PairedFormat().candidates(of: record, in: context)
        #expect(results.compactMap { try? $0.get().isRight } == [true, false])
        #expect(results.count == 3)
    }
}
