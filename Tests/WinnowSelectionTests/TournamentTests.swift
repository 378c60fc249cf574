import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

/// A judge is a function of what it is shown, so that a tournament can be played to its end without a store.
private typealias Judge = (Comparison) -> Int?

extension Tournament {
    /// Asks what is open until there is a winner; the answers are added to what was said.
    fileprivate func played(
        _ part: [Int], _ answers: [Int?], key: UInt64, _ said: inout Comparisons, by judge: Judge
    ) throws -> Course {
        for _ in 0..<1_000 {
            let course = course(of: part, answers: answers, key: key, said)
            guard course.winner == nil else {
                #expect(course.open.isEmpty)
                return course
            }
            for question in try nonEmpty(course.open) {
                #expect(said[question] == nil && question.shown.count <= kind.groupSize)
                said[question] = Comparisons.Choice(judge(question), tokens: 3)
            }
        }
        throw UnequalPair(description: "no winner after 1000 rounds")
    }

    /// Plays all parts of all sizes that tables show of a pool.
    fileprivate func comparisons(of pool: Pool, by judge: Judge) throws -> Comparisons {
        var said = Comparisons()
        for size in 1...pool.candidates.count {
            for part in parts(of: size, among: pool.candidates.count, key: pool.key) {
                _ = try played(part, pool.candidates.map(\.answer), key: pool.key, &said, by: judge)
            }
        }
        return said
    }
}

/// A judge that knows the reference: the first right one that it is shown, or else simply the first.
private func perfect(_ pool: Pool) -> Judge {
    { question in question.shown.first { pool.candidates[$0].hasRightAnswer } ?? question.shown.first }
}

@Suite("Tournaments")
struct TournamentTests {
    @Test("a knockout's winner is that of the recursion over its bracket, and each pair costs two calls a repeat")
    func recursion() throws {
        // Strengths in which places collide with nothing: who is stronger wins, in either order.
        for (size, repeats) in [(2, 1), (3, 2), (4, 1), (5, 3), (8, 1), (16, 2), (31, 1)] {
            let strengths = (0..<size).map { place in
                var random = CounterRandom(key: 77, stream: UInt64(place + 100 * size))
                return random.next()
            }
            let judge: Judge = { question in question.shown.max { strengths[$0] < strengths[$1] } }
            let tournament = Tournament(.knockout, repeats: repeats, seed: 5)
            let answers = (0..<size).map { Optional($0) }
            var said = Comparisons()
            let part = tournament.order(of: size, key: 9)
            let course = try tournament.played(part, answers, key: 9, &said, by: judge)
            // A bracket of n is the final of the largest power of two below n against the rest.
            func winner(_ bracket: ArraySlice<Int>) -> Int {
                guard bracket.count > 1 else { return bracket[bracket.startIndex] }
                var half = 1
                while 2 * half < bracket.count { half *= 2 }
                let one = winner(bracket[..<(bracket.startIndex + half)])
                let other = winner(bracket[(bracket.startIndex + half)...])
                return strengths[one] > strengths[other] ? one : other
            }
            #expect(course.winner == winner(part[...]))
            #expect(course.calls == 2 * repeats * (size - 1))
            #expect(course.tokens == Double(3 * course.calls))
            #expect(said.count == course.calls)
        }
    }

    @Test("the strongest of a transitive judge wins every kind of tournament", arguments: Tournament.Kind.allCases)
    func strongest(kind: Tournament.Kind) throws {
        for size in 1...20 {
            for key in UInt64(0)..<5 {
                let tournament = Tournament(kind, seed: key)
                var said = Comparisons()
                let part = tournament.order(of: size, key: key)
                var random = CounterRandom(key: 3, stream: key)
                var strengths = Array(0..<size)
                random.shuffle(&strengths)
                let course = try tournament.played(part, (0..<size).map { $0 }, key: key, &said) { question in
                    question.shown.max { strengths[$0] < strengths[$1] }
                }
                #expect(course.winner == strengths.firstIndex(of: size - 1))
            }
        }
    }

    @Test("a perfect judge is right wherever a part has a right answer: oracle, part by part", arguments: 0..<60)
    func oracle(seed: UInt64) throws {
        let pool = try randomPool(seed: seed, size: 2 + Int(seed % 17), answers: 1 + Int(seed % 6))
        let count = pool.candidates.count
        for kind in Tournament.Kind.allCases {
            let tournament = Tournament(kind, repeats: 1 + Int(seed % 2), seed: seed)
            let said = try tournament.comparisons(of: pool, by: perfect(pool))
            let strategy = TournamentStrategy(tournament, by: "judge", [pool.key: said])
            let outcomes = try strategy.outcomes(for: pool, budgets: Array(1...count))
            for (budget, outcome) in try pairs(Array(1...count), outcomes) {
                let parts = tournament.parts(of: budget, among: count, key: pool.key)
                let covered = parts.map { part in part.contains { pool.candidates[$0].hasRightAnswer } ? 1.0 : 0 }
                let blank = parts.map { part in part.allSatisfy { pool.candidates[$0].answer == nil } ? 1.0 : 0 }
                if budget > 1 {
                    #expect(abs(outcome.right - covered.reduce(0, +) / Double(parts.count)) < 1e-12)
                    #expect(abs(outcome.abstained - blank.reduce(0, +) / Double(parts.count)) < 1e-12)
                }
                #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
            }
            // All candidates are in one part.
            let all = try Oracle().outcomes(for: pool, budgets: [count])[0]
            #expect(outcomes.last?.right == all.right)
            // One candidate leaves no choice, and asks nobody.
            let one = try Single().outcomes(for: pool, budgets: [1])[0]
            #expect(outcomes.first == one)
        }
    }

    @Test("a judge that always says first has a position bias of 100 %, and its winners are a coin")
    func coin() throws {
        let answers: [Int?] = [0, 1]
        var wins = 0
        var bias = PositionBias()
        for key in UInt64(0)..<2_000 {
            var said = Comparisons()
            let course = try Tournament(.knockout).played([0, 1], answers, key: key, &said) { $0.shown.first }
            if course.winner == 0 { wins += 1 }
            bias.add(said.positionBias)
        }
        #expect(bias.both == 2_000 && bias.first == 2_000 && bias.consistent == 0 && bias.last == 0)
        // Five standard deviations of a fair coin.
        #expect(abs(Double(wins) - 1_000) < 5 * (2_000.0).squareRoot() / 2)
        // The last one shown, and none: the other ends of the scale.
        var said = Comparisons()
        _ = try Tournament(.knockout).played([0, 1], answers, key: 1, &said) { $0.shown.last }
        #expect(said.positionBias.last == 1 && said.positionBias.consistent == 0)
        said = Comparisons()
        _ = try Tournament(.knockout).played([0, 1], answers, key: 1, &said) { _ in nil }
        #expect(said.positionBias.none == 2 && said.positionBias.both == 1 && said.positionBias.first == 0)
        said = Comparisons()
        _ = try Tournament(.genselect).played(Array(0..<8), (0..<8).map { $0 }, key: 1, &said) { $0.shown.min() }
        #expect(said.positionBias.consistent == 1 && said.positionBias.both == 1)
    }

    @Test("of a noisy judge the better of a pair wins as often as the binomial law says, ties by a coin")
    func binomial() throws {
        let (p, keys) = (0.7, 4_000)
        for repeats in [1, 2, 4] {
            // P(more than half of 2K votes) + P(exactly half) / 2.
            let votes = 2 * repeats
            func choose(_ k: Int) -> Double { (0..<k).reduce(1.0) { $0 * Double(votes - $1) / Double($1 + 1) } }
            let law = (0...votes).reduce(0.0) { sum, k in
                let weight = choose(k) * pow(p, Double(k)) * pow(1 - p, Double(votes - k))
                return sum + weight * (2 * k > votes ? 1 : 2 * k == votes ? 0.5 : 0)
            }
            var wins = 0
            for key in UInt64(0)..<UInt64(keys) {
                var said = Comparisons()
                let course = try Tournament(.knockout, repeats: repeats).played([0, 1], [0, 1], key: key, &said) {
                    var hash = StableHash("noisy judge")
                    hash.combine(key)
                    hash.combine(UInt64($0.repeat))
                    hash.combine(UInt64($0.shown[0]))
                    var random = CounterRandom(key: hash.value)
                    return random.uniform() < p ? 0 : 1
                }
                if course.winner == 0 { wins += 1 }
            }
            let deviation = (law * (1 - law) / Double(keys)).squareRoot()
            #expect(abs(Double(wins) / Double(keys) - law) < 5 * deviation, "\(repeats): \(wins), \(law)")
        }
    }

    @Test("brackets are nested and stay as they are when a pool grows")
    func brackets() throws {
        let tournament = Tournament(.knockout, seed: 3)
        for key in UInt64(0)..<20 {
            let order = tournament.order(of: 64, key: key)
            #expect(order.sorted() == Array(0..<64))
            for size in [1, 2, 4, 8, 16, 32] {
                #expect(Array(order.prefix(size)) == tournament.order(of: size, key: key))
                #expect(order.prefix(size).allSatisfy { $0 < size })
                let parts = tournament.parts(of: size, among: 64, key: key)
                #expect(parts.count == 64 / size && Set(parts.joined()).count == 64)
            }
            // The questions of a bracket have those of its halves among them.
            let answers = (0..<16).map { Optional($0) }
            let judge: Judge = { $0.shown.min() }
            var whole = Comparisons()
            let course = try tournament.played(tournament.order(of: 16, key: key), answers, key: key, &whole, by: judge)
            for part in tournament.parts(of: 8, among: 16, key: key) {
                let half = tournament.course(of: part, answers: answers, key: key, whole)
                #expect(half.open.isEmpty && half.winner != nil)
            }
            #expect(course.winner == 0)
        }
        #expect(tournament.order(of: 64, key: 1) != tournament.order(of: 64, key: 2))
        #expect(Tournament(.knockout, seed: 4).order(of: 64, key: 1) != tournament.order(of: 64, key: 1))
        #expect(tournament.order(of: 0, key: 1).isEmpty)
    }

    @Test("candidates without an answer lose unasked, and equal answers are not compared")
    func unasked() throws {
        for kind in Tournament.Kind.allCases {
            let tournament = Tournament(kind)
            let silent = tournament.course(of: [0, 1, 2, 3], answers: [nil, 4, nil, nil], key: 0, Comparisons())
            #expect(silent.winner == 1 && silent.calls == 0)
            let equal = tournament.course(of: [2, 0, 1], answers: [7, 7, 7], key: 0, Comparisons())
            #expect(equal.winner != nil && equal.calls == 0)
            let blank = tournament.course(of: [1, 0], answers: [nil, nil], key: 0, Comparisons())
            #expect(blank.winner == 1)
            let open = tournament.course(of: [0, 1], answers: [0, 1], key: 0, Comparisons())
            #expect(open.winner == nil && open.open.map(\.shown) == [[0, 1], [1, 0]])
        }
    }

    @Test("a group votes by answer: one answer's two candidates are ahead of another's one")
    func groups() throws {
        let answers: [Int?] = [0, 0, 1, 1]
        var said = Comparisons()
        var asked = 0
        // Candidates 0 and 1 share an answer and have one vote each; 2 has two votes of four, and so has theirs: a coin.
        var winners: Set<Int> = []
        for key in UInt64(0)..<50 {
            said = Comparisons()
            asked = 0
            let course = try Tournament(.genselect, repeats: 2).played([0, 1, 2, 3], answers, key: key, &said) { _ in
                asked += 1
                return [0, 1, 2, 2][asked - 1]
            }
            if let winner = course.winner { winners.insert(winner) }
            #expect(course.calls == 4)
        }
        #expect(winners == [0, 2])
        asked = 0
        said = Comparisons()
        let course = try Tournament(.genselect, repeats: 2).played([0, 1, 2, 3], answers, key: 1, &said) { _ in
            asked += 1
            return [0, 1, 1, 2][asked - 1]
        }
        #expect(course.winner == 1)
        // 64 distinct answers: eight groups of eight, and their winners once more.
        said = Comparisons()
        let large = try Tournament(.genselect).played(
            Tournament(.genselect).order(of: 64, key: 1), (0..<64).map { $0 }, key: 1, &said
        ) { $0.shown.max() }
        #expect(large.winner == 63 && large.calls == 2 * 9)
    }

    @Test("what is missing is said, and complete parts in front count")
    func missing() throws {
        let pool = try Pool(
            candidates: (0..<8).map { Candidate(answer: $0, isRight: $0 == 0, tokens: 5, flops: 1) }, key: 4)
        let tournament = Tournament(.knockout)
        let none = TournamentStrategy(tournament, by: "judge")
        #expect(!none.covers([], of: pool))
        #expect(throws: SelectionError.missingComparisons("judge")) { try none.outcomes(for: pool, budgets: [2]) }
        // The first half of the bracket only.
        var said = Comparisons()
        _ = try tournament.played(
            Array(tournament.order(of: 8, key: 4).prefix(4)), pool.candidates.map(\.answer), key: 4, &said,
            by: perfect(pool))
        let half = TournamentStrategy(tournament, by: "judge", [4: said])
        #expect(half.covers([1, 2, 4], of: pool) && !half.covers([8], of: pool) && half.covers([16], of: pool))
        let outcomes = try half.outcomes(for: pool, budgets: [1, 2, 4])
        #expect(outcomes.map(\.right) == [0.125, 0.5, 1])
        // Parts of two: a call in each order; parts of four: three pairs.
        #expect(outcomes.map(\.verifierCalls) == [0, 2, 6])
        #expect(outcomes.map(\.spent.scoring.tokens) == [0, 6, 18])
        #expect(outcomes.map(\.tokens) == [5, 16, 38])
        #expect(outcomes[1].standardError == 0.5 && outcomes[2].standardError == nil)
        #expect(throws: SelectionError.self) { try half.outcomes(for: pool, budgets: [8]) }
        // The first k in stored order are the first part, where k is a power of two.
        let prefix = try half.outcomes(for: pool, budgets: [4], options: SelectionOptions(estimator: .prefix))
        #expect(prefix[0].right == 1 && prefix[0].verifierCalls == 6)
    }

    @Test("names are read, and every kind has its paper")
    func names() {
        for kind in Tournament.Kind.allCases {
            let strategy = Strategies.named("\(kind.rawValue)-qwen") as? TournamentStrategy
            #expect(strategy?.name == "\(kind.rawValue)-qwen" && strategy?.paper != nil)
            #expect(strategy?.needs == [.comparisons("qwen")])
        }
        #expect(Strategies.named("knockout-") == nil && Strategies.named("league-qwen") == nil)
    }
}
