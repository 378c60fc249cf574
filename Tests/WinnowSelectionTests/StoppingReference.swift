import Foundation

/// The published stopping rules written down once more, from their formulas and by counting.
enum StoppingReference {
    /// After how many of these answers the strategy stops, at most after all; nil is a blank.
    static func stop(_ name: String, _ answers: [Int?]) -> Int {
        (1...answers.count).first { stops(name, Array(answers.prefix($0))) } ?? answers.count
    }

    private static func stops(_ name: String, _ answers: [Int?]) -> Bool {
        let cast = answers.compactMap { $0 }
        let votes = Dictionary(grouping: cast) { $0 }.values.map(\.count).sorted(by: >)
        if name == "esc" {
            let window = answers.suffix(5)
            return answers.count % 5 == 0 && window.allSatisfy { $0 != nil && $0 == window.first! }
        }
        guard let most = votes.first else { return false }
        let second = votes.dropFirst().first ?? 0
        switch name {
        case "stop-bayes-factor":
            let ahead = votes.count < 3 ? beta(most, second) : firstIsLargest(votes)
            return Double(max(2, votes.count)) * ahead >= 10 * (1 - ahead)
        case "stop-doubling":
            return [2, 4, 8, 16, 32].contains(answers.count) && 4 * most >= 3 * cast.count
        case "stop-martingale":
            guard most > second, most > 2 else { return false }
            let order = cast.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
            let place = 1 + order.firstIndex { answer in cast.count { $0 == answer } == most }!
            func worth(_ wins: Int, _ losses: Int) -> Double {
                // ∫ (2q)^wins (2(1 − q))^losses over the Beta(½, ½) density above ½, at 41 points of equal mass.
                (0..<41).map { point in
                    let angle = Double.pi / 4 * (1 + (Double(point) + 0.5) / 41)
                    let share = pow(sin(angle), 2)
                    return pow(2 * share, Double(wins)) * pow(2 * (1 - share), Double(losses)) / 41
                }.reduce(0, +)
            }
            let bar = Double(place * (place + 1)) / 0.1
            return min(worth(most - 1, second), worth(most - 1, cast.count - most - second)) >= bar
        case "adaptive-beta":
            return beta(most, votes.dropFirst().first ?? 0) >= 0.95
        case "adaptive-dirichlet":
            if votes.count < 3 { return beta(most, votes.dropFirst().first ?? 0) >= 0.95 }
            return firstIsLargest(Array(votes.prefix(5))) >= 0.95
        case "adaptive-entropy":
            let padded = (votes.count == 1 ? votes + [1] : votes).map(Double.init)
            let whole = padded.reduce(0, +)
            let entropy = -padded.map { $0 / whole * log($0 / whole) }.reduce(0, +)
            return cast.count > 1 && entropy / log(Double(padded.count)) <= 0.75
        case "adaptive-majority":
            return cast.count > 1 && 5 * most >= 4 * cast.count
        default:
            fatalError("no reference for \(name)")
        }
    }

    /// P(Bin(leader + runnerUp + 1, ½) ≤ leader), by Pascal's triangle.
    static func beta(_ leader: Int, _ runnerUp: Int) -> Double {
        var row = [1.0]
        for _ in 0...(leader + runnerUp) { row = zip([0] + row, row + [0]).map { ($0 + $1) / 2 } }
        return row.prefix(leader + 1).reduce(0, +)
    }

    /// P(the first share is the largest) under Dirichlet(votes + 1).
    ///
    /// Each share is the time at which a process of its own, all of the same rate, has had votes + 1 events. The first
    /// is the largest if its process is the last to finish; the next event is equally likely in each unfinished one.
    static func firstIsLargest(_ votes: [Int]) -> Double {
        var known: [[Int]: Double] = [:]
        func lasts(_ missing: [Int]) -> Double {
            if missing[0] == 0 { return 0 }
            let active = missing.indices.filter { missing[$0] > 0 }
            if active.count == 1 { return 1 }
            if let value = known[missing] { return value }
            var total = 0.0
            for process in active {
                var next = missing
                next[process] -= 1
                total += lasts(next)
            }
            known[missing] = total / Double(active.count)
            return known[missing]!
        }
        return lasts(votes.map { $0 + 1 })
    }

    /// The expected samples of early-stopping self-consistency for answers of these probabilities.
    ///
    /// Source: PROTOCOLS §7.3; windows of `window` samples, at most `cap`.
    static func expectedSamples(_ probabilities: [Double], window: Int, cap: Int) -> Double {
        let windows = cap / window
        let unanimous = probabilities.map { pow($0, Double(window)) }.reduce(0, +)
        let stopped = (0..<(windows - 1)).map { unanimous * pow(1 - unanimous, Double($0)) * Double($0 + 1) }
        return Double(window) * (stopped.reduce(0, +) + pow(1 - unanimous, Double(windows - 1)) * Double(windows))
    }
}
