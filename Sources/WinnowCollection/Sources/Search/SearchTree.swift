import WinnowRandom
import WinnowRuns
import WinnowSelection

/// One problem's search: what to expand next, and what came of it.
protocol SearchTree: Sendable {
    /// The branches to go on from; none when the search is done.
    func expansions() -> [SearchExpansion]

    /// The group that each of ``expansions()`` belongs to, as numbered in ``results``.
    var expandedGroups: [Int] { get }

    /// Takes the children of ``expansions()``, in the same order.
    mutating func take(_ children: [[SearchBranch]])

    /// The completions that it ends with, in groups that shared their search.
    var results: [[SearchBranch]] { get }
}

extension SearchRules {
    func worth(_ branch: SearchBranch) -> Double {
        let value = reduction.value(of: branch.values)
        return value.isNaN ? -.infinity : value
    }

    /// Positions of branches from best to worst; of equals the earlier ones first.
    func ranking(_ branches: [SearchBranch]) -> [Int] {
        let worths = branches.map(worth)
        return branches.indices.sorted { (-worths[$0], $0) < (-worths[$1], $1) }
    }

    /// Makes the key that the children of a branch are drawn with: it depends on the problem and on places in its search only.
    static func key(_ problem: UInt64, place: Int, step: Int) -> UInt64 {
        var hash = StableHash("search")
        hash.combine(problem)
        hash.combine(UInt64(place))
        hash.combine(UInt64(step))
        return hash.value
    }
}

/// Step-level beam search: all beams compete.
struct BeamSearch: SearchTree {
    private let rules: SearchRules
    private let beams: Int
    private let key: UInt64
    private var step = 0
    /// The branches that go on, best first.
    private var kept = [SearchBranch.root]
    private var finished: [SearchBranch] = []

    init(_ rules: SearchRules, beams: Int, key: UInt64) {
        (self.rules, self.beams, self.key) = (rules, beams, key)
    }

    func expansions() -> [SearchExpansion] {
        kept.enumerated().map { place, branch in
            // Copies of the better ones fill up what does not divide evenly.
            let copies = beams / kept.count + (place < beams % kept.count ? 1 : 0)
            return SearchExpansion(
                branch: branch, key: SearchRules.key(key, place: place, step: step), children: copies,
                isLast: step + 1 >= rules.steps)
        }
    }

    var expandedGroups: [Int] { kept.map { _ in 0 } }

    mutating func take(_ children: [[SearchBranch]]) {
        let all = children.flatMap { $0 }
        finished += all.filter { $0.stop != nil }
        let going = all.filter { $0.stop == nil }
        kept = rules.ranking(going).prefix(beams / rules.width).map { going[$0] }
        step += 1
    }

    /// One group: the best `beams` of all that finished. There are never fewer, as the last step of all finishes them all.
    var results: [[SearchBranch]] {
        [rules.ranking(finished).prefix(beams).map { finished[$0] }]
    }
}

/// Diverse verifier tree search: independent trees, each greedy in the guide's values.
struct VerifierTrees: SearchTree {
    private let rules: SearchRules
    private let key: UInt64
    private var step = 0
    private var trees: [Tree]

    private struct Tree {
        var number: Int
        var branch = SearchBranch.root
        var children: [SearchBranch] = []
        var isDone = false
    }

    /// - Parameter numbers: of the trees, which decide their random numbers.
    init(_ rules: SearchRules, trees numbers: [Int], key: UInt64) {
        (self.rules, self.key) = (rules, key)
        trees = numbers.map { Tree(number: $0) }
    }

    func expansions() -> [SearchExpansion] {
        trees.filter { !$0.isDone }.map { tree in
            SearchExpansion(
                branch: tree.branch, key: SearchRules.key(key, place: tree.number, step: step), children: rules.width,
                isLast: step + 1 >= rules.steps)
        }
    }

    var expandedGroups: [Int] { trees.indices.filter { !trees[$0].isDone } }

    mutating func take(_ children: [[SearchBranch]]) {
        let going = trees.indices.filter { !trees[$0].isDone }
        for (place, children) in zip(going, children) {
            let best = children[rules.ranking(children)[0]]
            trees[place].children = children
            trees[place].branch = best
            trees[place].isDone = best.stop != nil
        }
        step += 1
    }

    /// A group for each tree: the children of its last step, of which the best is finished; the others may be cut off.
    var results: [[SearchBranch]] {
        trees.map { tree in
            tree.children.map { child in
                var child = child
                child.stop = child.stop ?? SearchStop.abandoned
                return child
            }
        }
    }
}

/// Why a completion of a search has no end.
enum SearchStop {
    /// Another branch of its tree had ended.
    static let abandoned = "abandoned"
}

/// A beginning of a completion, with what the guide said of each of its steps.
struct SearchBranch: Hashable, Sendable {
    var tokens: [Int] = []
    /// One for each step.
    var values: [Double] = []
    /// Why it ended; nil while it can go on.
    var stop: String?

    static let root = SearchBranch()
}

/// A branch to go on from, several times.
struct SearchExpansion: Hashable, Sendable {
    var branch: SearchBranch
    /// The steps are drawn with this key; child `i` draws from stream `i` of it.
    var key: UInt64
    var children: Int
    /// True where the children run to their ends instead of one step.
    var isLast: Bool
}
