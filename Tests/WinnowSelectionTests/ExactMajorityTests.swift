import Foundation
import TestGuards
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

    @Test("right, wrong and abstained, computed apart, sum to 1 in large pools of many shapes")
    func partsSumToOne() throws {
        let shapes = [
            ([700, 300], 24), ([2] + [Int](repeating: 1, count: 500), 522), ([64, 64, 64, 64, 63, 62, 61], 582),
            (Array(1...40), 204), ([1000, 1, 1], 22), ([10, 10, 9], 995), ([Int](repeating: 8, count: 128), 0),
        ]
        for (parties, blanks) in shapes {
            for parity in [0, 1] {
                var candidates = (0..<blanks).map { _ in Candidate(answer: nil, isRight: false) }
                for (answer, size) in parties.enumerated() {
                    let candidate = Candidate(answer: answer, isRight: answer % 2 == parity)
                    candidates += [Candidate](repeating: candidate, count: size)
                }
                let exchanged = candidates.map { candidate in
                    var candidate = candidate
                    candidate.isRight.toggle()
                    return candidate
                }
                let budgets = [2, 3, 7, 20, 64, 200, 511, 800, 1000, 1023]
                let right = try Majority().outcomes(for: Pool(candidates: candidates), budgets: budgets)
                let wrong = try Majority().outcomes(for: Pool(candidates: exchanged), budgets: budgets)
                for index in budgets.indices {
                    let sum = right[index].right + wrong[index].right + right[index].abstained
                    #expect(abs(sum - 1) < 1e-12, "\(parties.prefix(3)), k \(budgets[index]): \(sum)")
                }
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
        for (first, second) in try pairs(forward, backward) { #expect(abs(first + second - 1) < 1e-12) }
        #expect(try right(order, .uniform).allSatisfy { abs($0 - 0.5) < 1e-12 })
    }
}
