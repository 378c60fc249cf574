import WinnowRandom

/// A tournament finds the best of some candidates by asking a judge to compare a few of them at a time.
///
/// It is a pure function of what the judge said: replayed on stored comparisons it gives the winner, and while some are
/// missing the questions that are to be asked next.
///
/// Every question is asked in both orders, ``repeats`` times each. The answer with the most votes wins, and of its
/// candidates the one with the most; where answers tie, such as when the two orders disagree, a coin decides, which is a
/// function of the seed, the problem and the candidates. A candidate without an answer loses unasked, and candidates that
/// all have the same answer are not compared: the first of them goes on.
public struct Tournament: Hashable, Sendable {
    /// A kind is a system of pairing.
    public enum Kind: String, CaseIterable, Sendable {
        /// Pairs, of which the winner goes on. Source: Chen et al., arXiv 2411.19477.
        case knockout

        /// ⌈log₂ k⌉ rounds of pairs with as many points each that have not met; those that share the first place play a
        /// knockout. Source: the Swiss system, as in Singh et al., arXiv 2603.04304.
        case swiss

        /// Groups of up to 8, of which the winner goes on. Source: Toshniwal et al., arXiv 2507.17797.
        case genselect

        /// So many candidates are shown at a time, at most.
        public var groupSize: Int { self == .genselect ? 8 : 2 }
    }

    public let kind: Kind

    /// Each question is asked so often in each of its two orders.
    public let repeats: Int

    /// The seed decides the brackets, the orders in which groups are shown and the coins.
    public let seed: UInt64

    public init(_ kind: Kind, repeats: Int = 1, seed: UInt64 = 0) {
        precondition(repeats > 0, "\(repeats) repeats of a comparison")
        (self.kind, self.repeats, self.seed) = (kind, repeats, seed)
    }

    /// The course is how far a tournament is.
    public struct Course: Hashable, Sendable {
        /// The place of the winner; nil while questions are open.
        public let winner: Int?

        /// These questions have no answer yet, and the next round waits for them.
        public let open: [Comparison]

        /// So many questions were answered that the tournament rests on.
        public let calls: Int

        /// The judge generated so many tokens for them.
        public let tokens: Double
    }

    /// Replays the tournament of some candidates.
    ///
    /// - Parameters:
    ///   - entrants: the places of at least one candidate, in the order of the bracket.
    ///   - answers: the answer of each candidate of the pool, by place; nil for none.
    ///   - key: of the problem.
    /// - Complexity: linear in the comparisons; quadratic in the entrants for a Swiss tournament.
    public func course(of entrants: [Int], answers: [Int?], key: UInt64, _ said: Comparisons) -> Course {
        precondition(!entrants.isEmpty, "a tournament of nobody")
        var play = TournamentPlay(tournament: self, answers: answers, key: key, said: said)
        let winner =
            switch kind {
            case .knockout, .genselect: play.knockout(entrants, groups: kind.groupSize)
            case .swiss: play.swiss(entrants)
            }
        return Course(winner: winner, open: play.open, calls: play.answered.count, tokens: play.tokens)
    }
}

extension Tournament {
    /// Orders the places of a pool for the brackets: the first 2, 4, 8 … stay the first ones, and each further 2, 4, 8 …
    /// are shuffled among themselves by counter-based random numbers.
    ///
    /// So the bracket of the first 2k is the final between that of the first k and that of the next k: one bracket has those
    /// of all smaller powers of two in it, and a pool that grows keeps them.
    public func order(of count: Int, key: UInt64) -> [Int] {
        var hash = StableHash("bracket")
        hash.combine(seed)
        hash.combine(key)
        var order = count > 0 ? [0] : []
        var start = 1
        while start < count {
            let shell = (start..<min(2 * start, count)).map { place in
                var random = CounterRandom(key: hash.value, stream: UInt64(place))
                return (draw: random.next(), place: place)
            }
            order += shell.sorted { ($0.draw, $0.place) < ($1.draw, $1.place) }.map(\.place)
            start *= 2
        }
        return order
    }

    /// Cuts a pool into disjoint parts of a size, each with a tournament of its own; the first is of the first candidates
    /// where the size is a power of two or the pool's.
    ///
    /// - Parameter most: no more parts than this.
    public func parts(of size: Int, among count: Int, key: UInt64, most: Int = .max) -> [[Int]] {
        precondition(size > 0 && size <= count, "parts of \(size) among \(count)")
        let order = order(of: count, key: key)
        return (0..<min(count / size, most)).map { Array(order[$0 * size..<($0 + 1) * size]) }
    }
}

/// One replay of a tournament, which notes what it looked up.
struct TournamentPlay {
    let tournament: Tournament
    let answers: [Int?]
    let key: UInt64
    let said: Comparisons

    /// These comparisons were looked up and had an answer.
    private(set) var answered: Set<Comparison> = []
    private(set) var tokens = 0.0
    private(set) var open: [Comparison] = []

    init(tournament: Tournament, answers: [Int?], key: UInt64, said: Comparisons) {
        (self.tournament, self.answers, self.key, self.said) = (tournament, answers, key, said)
    }

    /// Plays rounds of groups, of each of which one goes on; the last group may be smaller, and who is alone goes on.
    mutating func knockout(_ entrants: [Int], groups size: Int) -> Int? {
        var left = entrants
        while left.count > 1 {
            var next: [Int?] = []
            for start in stride(from: 0, to: left.count, by: size) {
                next.append(best(of: Array(left[start..<min(start + size, left.count)])))
            }
            let decided = next.compactMap { $0 }
            guard decided.count == next.count else { return nil }
            left = decided
        }
        return left.first
    }

    /// Plays a Swiss tournament.
    ///
    /// Of an odd number the lowest who has not rested yet rests, with a point. Two that have the same answer meet unasked,
    /// with a point for both; who has met all others rests with a point.
    mutating func swiss(_ entrants: [Int]) -> Int? {
        let players = entrants.filter { answers[$0] != nil }
        guard players.count > 1 else { return players.first ?? entrants.first }
        var points = [Int](repeating: 0, count: players.count)
        var met: Set<[Int]> = []
        var rested: Set<Int> = []
        let rounds = (players.count - 1).bitWidth - (players.count - 1).leadingZeroBitCount
        for _ in 0..<rounds {
            var waiting = players.indices.sorted { (-points[$0], $0) < (-points[$1], $1) }
            if waiting.count % 2 == 1 {
                let place = waiting.lastIndex { !rested.contains($0) } ?? waiting.count - 1
                let resting = waiting.remove(at: place)
                rested.insert(resting)
                points[resting] += 1
            }
            var isOpen = false
            while let one = waiting.first {
                waiting.removeFirst()
                guard let place = waiting.firstIndex(where: { !met.contains([min(one, $0), max(one, $0)]) }) else {
                    points[one] += 1
                    continue
                }
                let other = waiting.remove(at: place)
                met.insert([min(one, other), max(one, other)])
                if answers[players[one]] == answers[players[other]] {
                    points[one] += 1
                    points[other] += 1
                } else if let winner = best(of: [players[one], players[other]]) {
                    points[winner == players[one] ? one : other] += 1
                } else {
                    isOpen = true
                }
            }
            guard !isOpen else { return nil }
        }
        let most = points.max() ?? 0
        return knockout(players.indices.filter { points[$0] == most }.map { players[$0] }, groups: 2)
    }

    /// Finds the best of a group, in the order of the bracket; nil while it is open.
    mutating func best(of members: [Int]) -> Int? {
        let playing = members.filter { answers[$0] != nil }
        guard let first = playing.first else { return members.first }
        guard playing.contains(where: { answers[$0] != answers[first] }) else { return first }
        let group = playing.sorted()
        var votes: [Int: Int] = [:]
        var isOpen = false
        for comparison in questions(group) {
            guard let choice = said[comparison] else {
                open.append(comparison)
                isOpen = true
                continue
            }
            if answered.insert(comparison).inserted { tokens += Double(choice.tokens) }
            if let chosen = choice.chosen { votes[chosen, default: 0] += 1 }
        }
        return isOpen ? nil : elected(group, votes)
    }

    /// Both orders of a group, as often as each is asked. A pair has two; a larger group is shuffled anew for each repeat.
    private func questions(_ group: [Int]) -> [Comparison] {
        (0..<tournament.repeats).flatMap { `repeat` in
            var shown = group
            if group.count > 2 {
                var random = random("order of a group", group, stream: UInt64(`repeat`))
                random.shuffle(&shown)
            }
            let comparison = Comparison(shown: shown, repeat: `repeat`)
            return [comparison, comparison.reversed]
        }
    }

    /// Finds who has the most votes; see ``Tournament``.
    private func elected(_ group: [Int], _ votes: [Int: Int]) -> Int? {
        var byAnswer: [Int: Int] = [:]
        for place in group {
            guard let answer = answers[place] else { continue }
            byAnswer[answer, default: 0] += votes[place] ?? 0
        }
        let most = byAnswer.values.max() ?? 0
        var leading: [Int] = []
        for place in group {
            guard let answer = answers[place], byAnswer[answer] == most, !leading.contains(answer) else { continue }
            leading.append(answer)
        }
        var random = random("coin of a group", group, stream: 0)
        let answer = leading[leading.count == 1 ? 0 : random.below(leading.count)]
        let own = group.filter { answers[$0] == answer }
        let top = own.map { votes[$0] ?? 0 }.max() ?? 0
        return own.first { votes[$0] ?? 0 == top }
    }

    private func random(_ purpose: String, _ group: [Int], stream: UInt64) -> CounterRandom {
        var hash = StableHash(purpose)
        hash.combine(tournament.seed)
        hash.combine(key)
        for place in group { hash.combine(UInt64(place)) }
        return CounterRandom(key: hash.value, stream: stream)
    }
}
