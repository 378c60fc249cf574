/// Says whether an answer is right, by two arrays; shares nothing with ``BlocksVerifier`` but the problem.
///
/// `below[x]` is what block x stands on and `loads[x]` how many blocks stand on it, 0 or 1.
enum BlocksGrader {
    private static let table = -1

    static func isRight(_ answer: String, of problem: BlocksProblem) -> Bool {
        var below = places(in: problem.start)
        var loads = [Int](repeating: 0, count: below.count)
        for place in below where place != table { loads[place] += 1 }
        let words = answer.split { ", \t\n\r\r\n\u{B}\u{C}".contains($0) }
        guard words.count.isMultiple(of: 2) else { return false }
        for index in stride(from: 0, to: words.count, by: 2) {
            guard let block = number(words[index], below: below.count) else { return false }
            let target = words[index + 1] == "T" ? table : number(words[index + 1], below: below.count)
            guard let target, target != block, target != below[block], loads[block] == 0 else { return false }
            if target != table, loads[target] != 0 { return false }
            if below[block] != table { loads[below[block]] -= 1 }
            if target != table { loads[target] += 1 }
            below[block] = target
        }
        return below == places(in: problem.goal)
    }

    private static func places(in state: BlocksState) -> [Int] {
        var places = [Int](repeating: table, count: state.stacks.map(\.count).reduce(0, +))
        for stack in state.stacks {
            for (upper, lower) in zip(stack.dropFirst(), stack) { places[upper] = lower }
        }
        return places
    }

    /// Gives x of `bX` where it is one digit and less than the bound.
    private static func number(_ word: Substring, below bound: Int) -> Int? {
        (0..<bound).first { word == "b\($0)" }
    }
}
