import Foundation
import TestGuards
import Testing
import WinnowText

@testable import WinnowInterchange

/// ProcessBench's layout, by a file of our own making and by what its labels must not be.
@Suite("ProcessBench")
struct ProcessBenchTests {
    /// Labels of the file, from 0, -1 for none.
    private static let labels = [-1, -1, -1, -1, -1, -1, 0, 1, 1, 0, 2, -1]

    @Test("each solution keeps its steps as paragraphs and its label as scores of the steps that it speaks of")
    func golden() async throws {
        let found = try await FileContent(fixturePath("processbench.jsonl"))
        #expect(found.format == "processbench" && found.faults.isEmpty)
        let counts = [3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 4, 3]
        for (index, candidate) in try nonEmpty(found.candidates).enumerated() {
            let (label, steps) = (Self.labels[index], counts[index])
            let scores = try #require(candidate.stepScores["label"])
            #expect(scores == (label < 0 ? Array(repeating: 1, count: steps) : Array(repeating: 1, count: label) + [0]))
            // Blank lines part the steps, and nothing else does.
            #expect(candidate.completion?.components(separatedBy: "\n\n").count == steps)
            #expect(candidate.model == (index < 6 ? "own-small" : "own-large"))
        }
        #expect(found.candidates.count == 12)
        #expect(
            found.candidates.map(\.isRight) == Array(repeating: true, count: 6) + [
                false, false, false, true, false, true,
            ])
        #expect(
            found.candidates[9].completion?.hasPrefix("The field has\n6 * 7 = 44 square metres.\n\nWithout") == true)
        #expect(Set(found.candidates.map(\.problem.prompt)).count == 6)
    }

    @Test(
        "a label that is no step is refused by its line, and the other solutions go in",
        arguments: [
            ("7", "its label 7 names none of its 2 steps"), ("-2", "its label -2 names none"),
            ("2", "its label 2 names none of its 2 steps"), ("0.5", "its label is no whole number"),
            ("\"1\"", "its label is no whole number"), ("[1]", "its label is no whole number"),
            ("1e400", "its label is no whole number"), ("null", "it has no label"), (nil, "it has no label"),
        ])
    func labels(label: String?, message: String) async throws {
        func line(_ label: String?) -> String {
            #"{"id":"a","generator":"m","problem":"P","steps":["x","y"],"final_answer_correct":true"#
                + (label.map { ",\"label\":\($0)" } ?? "") + "}\n"
        }
        for first in [false, true] {
            let lines = first ? [line(label), line("1")] : [line("1"), line(label)]
            let found = try await withFolder { folder in
                try lines.joined().write(toFile: folder + "/x.jsonl", atomically: true, encoding: .utf8)
                return try await FileContent(folder + "/x.jsonl")
            }
            #expect(found.format == "processbench" && found.candidates.map { $0.stepScores["label"] } == [[1, 0]])
            #expect(
                found.faults.count == 1 && found.faults[0].hasPrefix("\(first ? 1 : 2): \(message)"), "\(found.faults)")
        }
    }

    @Test("steps that are no texts are refused")
    func steps() async throws {
        let found = try await withFolder { folder in
            let lines = [#"["x"]"#, #"["x",2]"#, #"[]"#].map {
                #"{"id":"a","problem":"P","steps":\#($0),"final_answer_correct":true,"label":0}"# + "\n"
            }
            try lines.joined().write(toFile: folder + "/x.jsonl", atomically: true, encoding: .utf8)
            return try await FileContent(folder + "/x.jsonl")
        }
        #expect(found.candidates.count == 1)
        #expect(found.faults == ["2: its steps are not all texts", "3: it has no steps"])
    }
}
