import Foundation
import TestGuards
import Testing
import WinnowInterchange
import WinnowMessages
import WinnowText

/// What a layout writes is what it reads.
@Suite("Layouts that are written")
struct WrittenFormatTests {
    private static let pool = RecordedPool(
        problemID: "p: \"é\u{85}\n1", position: 3, prompt: "2 + 2 =\n?", difficulty: "easy", reference: "4",
        candidates: [
            RecordedPool.Candidate(
                sampleIndex: 0, completion: "so: \\boxed{4}\u{2028}", answer: "4", isCorrect: true,
                logProbability: -1.5,
                promptTokens: 5, completionTokens: 7, scores: ["prm": 0.5], stepScores: ["prm": [0.25, 0.5]],
                verdicts: ["v": .accepted]),
            RecordedPool.Candidate(
                sampleIndex: 1, completion: "# - 5", answer: "5", isCorrect: false, completionTokens: 2,
                scores: ["prm": 0.75], stepScores: ["prm": [0.75]], verdicts: ["v": .error]),
        ],
        source: RecordedPool.Source(
            domain: "chain", model: "m", temperature: 0.7, maxTokens: 100, scorers: ["prm"]))

    @Test("the layouts are those that exports offer")
    func names() {
        #expect(Set(ImportFormats.written.map(\.name)) == ["generic", "search-and-learn", "llmonkeys", "lm-eval"])
    }

    @Test("confidences of tokens come back in the general layout")
    func confidences() async throws {
        let format = try #require(ImportFormats.written.first { $0.name == "generic" })
        var pool = Self.pool
        pool.candidates[0].alternatives = TokenAlternatives(
            logProbabilities: [-0.5, -1], entropies: [0.25, 0.75], bestMeans: [-2, -3], best: 5)
        let file = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID()).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(format.text(of: pool).utf8).write(to: file)
        var found: [TokenAlternatives?] = []
        try await RecordFile(path: file.path, format: nil, fields: FieldMapping()).read { record in
            found += try record.candidates.map { try $0.get().alternatives }
            return true
        }
        #expect(found == [pool.candidates[0].alternatives, nil])
    }

    @Test("alternatives of a reference come back as such", arguments: ImportFormats.written.map(\.name))
    func alternatives(name: String) async throws {
        let format = try #require(ImportFormats.written.first { $0.name == name })
        var pool = Self.pool
        pool.reference = "4\u{1F}four"
        let file = FileManager.default.temporaryDirectory.appending(
            path: "winnow-\(UUID()).\(name == "llmonkeys" ? "yaml" : "jsonl")")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(format.text(of: pool).utf8).write(to: file)
        var references: [[String]?] = []
        try await RecordFile(path: file.path, format: nil, fields: FieldMapping()).read { record in
            references += try record.candidates.map { try $0.get().problem.reference.map(ReferenceText.alternatives) }
            return true
        }
        #expect(references == [["4", "four"], ["4", "four"]])
    }

    @Test(
        "what a layout writes is recognised as its own, and has the same candidates",
        arguments: ImportFormats.written.map(\.name))
    func reading(name: String) async throws {
        let format = try #require(ImportFormats.written.first { $0.name == name })
        let file = FileManager.default.temporaryDirectory.appending(
            path: "winnow-\(UUID()).\(name == "llmonkeys" ? "yaml" : "jsonl")")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(format.text(of: Self.pool).utf8).write(to: file)
        let read = try await RecordFile(path: file.path, format: nil, fields: FieldMapping())
        #expect(read.format.name == name)
        var candidates: [ImportedCandidate] = []
        try await read.read { record in
            for candidate in record.candidates { candidates.append(try candidate.get()) }
            return true
        }
        #expect(candidates.map(\.completion) == Self.pool.candidates.map(\.completion))
        #expect(candidates.map(\.sampleIndex) == [0, 1])
        #expect(
            try nonEmpty(candidates).allSatisfy { $0.problem.reference == "4" && $0.problem.prompt == Self.pool.prompt }
        )
        if name == "generic" {
            #expect(candidates.map(\.problem.id) == [Self.pool.problemID, Self.pool.problemID])
            #expect(candidates.map(\.verdicts) == [["v": .accepted], ["v": .error]])
            #expect(candidates[0].logProbability == -1.5 && candidates[0].completionTokens == 7)
        }
        if name != "lm-eval", name != "search-and-learn" { #expect(candidates.map(\.isRight) == [true, false]) }
        if name == "generic" || name == "search-and-learn" {
            #expect(candidates.map(\.stepScores) == [["prm": [0.25, 0.5]], ["prm": [0.75]]])
        }
    }
}
