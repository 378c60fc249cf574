import Foundation
import Testing
import WinnowSelection

@Suite("Majority of large pools")
struct ExactMajorityTests {
    /// One row of `Fixtures/exact_majority.json`, made by the script beside it.
    struct Row: Decodable {
        var parties: [Int]
        var right: [Int]
        var blanks: Int
        var k: Int
        var uniform: Double
        var strict: Double
        var lenient: Double
    }

    @Test("n = 1,024 with ties, blanks and several right answers agrees with exact rationals")
    func exactRationals() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/exact_majority.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        #expect(rows.count >= 11)
        for row in rows {
            var candidates = (0..<row.blanks).map { _ in Candidate(answer: nil, isRight: false) }
            for (answer, size) in row.parties.enumerated() {
                let candidate = Candidate(answer: answer, isRight: row.right.contains(answer))
                candidates += [Candidate](repeating: candidate, count: size)
            }
            let pool = try Pool(candidates: candidates)
            for (ties, expected) in [(TieRule.uniform, row.uniform), (.strict, row.strict), (.lenient, row.lenient)] {
                let outcome = try Majority().outcomes(
                    for: pool, budgets: [row.k], options: SelectionOptions(ties: ties))[0]
                #expect(
                    abs(outcome.right - expected) < 2e-13, "k \(row.k), \(ties): \(outcome.right) for \(expected)")
            }
        }
    }

    @Test("first-seen ties in a large shuffled pool average to shared ties")
    func firstSeenAveragesToUniform() throws {
        // Two parties of equal size, alternating in stored order: reversing the order exchanges their roles.
        let order = (0..<256).map { $0 % 2 }
        func right(_ answers: [Int], _ ties: TieRule) throws -> [Double] {
            let pool = try Pool(candidates: answers.map { Candidate(answer: $0, isRight: $0 == 0) })
            return try Majority().outcomes(
                for: pool, budgets: [2, 10, 100, 254], options: SelectionOptions(ties: ties)
            ).map(\.right)
        }
        let forward = try right(order, .first)
        let backward = try right(order.reversed(), .first)
        for (first, second) in zip(forward, backward) { #expect(abs(first + second - 1) < 1e-12) }
        #expect(try right(order, .uniform).allSatisfy { abs($0 - 0.5) < 1e-12 })
    }
}
