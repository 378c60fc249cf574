import Foundation
import Testing
import WinnowSelection

/// One exact row of the shared golden file.
struct GoldenRow: Decodable {
    var kind: String
    var n: Int?
    var c: Int?
    var k: Int
    var labels: [String?]?
    var gold: String?
    var tie: String?
    var samples: [[Int]]?
    var fallback: String?
    /// The correctly rounded value of the exact fraction.
    var float: Double

    /// The file in `shared` beside an ancestor of this file, or in the folder that WINNOW_SHARED names.
    static var file: URL? {
        var folders: [URL] = []
        if let shared = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
            folders.append(URL(filePath: shared))
        }
        var ancestor = URL(filePath: #filePath)
        while ancestor.pathComponents.count > 1 {
            ancestor.deleteLastPathComponent()
            folders.append(ancestor.appending(path: "shared"))
        }
        return folders.map { $0.appending(path: "data/estimators_golden.json") }
            .first { FileManager.default.fileExists(atPath: $0.path()) }
    }
}

@Suite("Golden rows")
struct GoldenTests {
    @Test(
        "all 247 shared rows agree to 1e-12",
        .enabled(if: GoldenRow.file != nil, "data/estimators_golden.json not found: set WINNOW_SHARED"))
    func sharedRows() throws {
        let file = try #require(GoldenRow.file)
        let rows = try JSONDecoder().decode([GoldenRow].self, from: Data(contentsOf: file))
        #expect(rows.count == 247)
        for row in rows {
            let outcome = try outcome(of: row)
            #expect(abs(outcome.right - row.float) < 1e-12, "\(row): \(outcome.right)")
        }
    }

    private func outcome(of row: GoldenRow) throws -> Outcome {
        switch row.kind {
        case "pass@k":
            let (n, c) = (try #require(row.n), try #require(row.c))
            let pool = try Pool(candidates: (0..<n).map { Candidate(answer: $0, isRight: $0 < c) })
            return try Oracle().outcomes(for: pool, budgets: [row.k])[0]
        case "maj@k":
            let labels = try #require(row.labels)
            let names = Set(labels.compactMap { $0 }).sorted()
            let candidates = labels.map { label in
                Candidate(
                    answer: label.flatMap { names.firstIndex(of: $0) }, isRight: label != nil && label == row.gold)
            }
            let ties = try #require(TieRule(rawValue: row.tie ?? ""))
            let pool = try Pool(candidates: candidates)
            return try Majority().outcomes(for: pool, budgets: [row.k], options: SelectionOptions(ties: ties))[0]
        case "bok-verifier":
            let samples = try #require(row.samples)
            let candidates = samples.enumerated().map { index, sample in
                Candidate(answer: index, isRight: sample[0] == 1, isAccepted: sample[1] == 1)
            }
            let fallback = try #require(FirstAccepted.Fallback(rawValue: row.fallback ?? ""))
            return try FirstAccepted(fallback: fallback).outcomes(for: Pool(candidates: candidates), budgets: [row.k])[
                0]
        default:
            throw CocoaError(.coderInvalidValue)
        }
    }
}
