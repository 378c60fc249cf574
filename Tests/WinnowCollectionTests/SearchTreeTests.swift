import TestGuards
import Testing
import WinnowRandom
import WinnowSelection

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowRuns

/// A made-up generator: a child's token and value depend on its key and number only, and it ends after `length` steps or
/// by chance.
private func grow(_ expansion: SearchExpansion, length: Int) -> [SearchBranch] {
    (0..<expansion.children).map { child in
        var random = CounterRandom(key: expansion.key, stream: UInt64(child))
        var branch = expansion.branch
        branch.tokens.append(random.below(1_000_000))
        branch.values.append(random.uniform())
        if expansion.isLast || branch.tokens.count == length || random.below(6) == 0 { branch.stop = "end" }
        return branch
    }
}

@Suite("Searches of steps")
struct SearchTreeTests {
    private let rules = SearchRules(width: 4, reduction: .last, steps: 40)

    /// Searches to the end; `visit` sees each step's expansions and children.
    private func search(
        _ tree: some SearchTree, length: Int = 9, _ visit: ([SearchExpansion], [[SearchBranch]]) -> Void = { _, _ in }
    ) -> [[SearchBranch]] {
        var tree = tree
        while true {
            let expansions = tree.expansions()
            guard !expansions.isEmpty else { return tree.results }
            #expect(tree.expandedGroups.count == expansions.count)
            let children = expansions.map { grow($0, length: length) }
            visit(expansions, children)
            tree.take(children)
        }
    }

    @Test(
        "a beam draws n children each step, and only the best n/width of those that can go on do",
        arguments: [4, 16, 64])
    func beam(beams: Int) throws {
        var previous: [SearchBranch] = []
        let results = search(BeamSearch(rules, beams: beams, key: 5)) { expansions, children in
            #expect(expansions.reduce(0) { $0 + $1.children } == beams)
            if !previous.isEmpty {
                let best = previous.map(rules.worth).sorted(by: >).prefix(beams / 4)
                #expect(expansions.map { rules.worth($0.branch) } == Array(best))
            }
            previous = children.joined().filter { $0.stop == nil }
        }
        #expect(results.map(\.count) == [beams])
        #expect(try nonEmpty(results[0]).allSatisfy { $0.stop != nil && $0.values.count == $0.tokens.count })
        #expect(results[0].map(rules.worth) == results[0].map(rules.worth).sorted(by: >))
    }

    @Test("trees know nothing of each other, and each goes on from the best of its steps")
    func trees() throws {
        let all = search(VerifierTrees(rules, trees: [0, 1, 2, 3], key: 9))
        #expect(all.count == 4 && all.allSatisfy { $0.count == 4 })
        for number in 0..<4 {
            #expect(search(VerifierTrees(rules, trees: [number], key: 9)) == [all[number]])
        }
        for tree in all {
            // Siblings share all but their last step, and the best of them is finished.
            #expect(Set(tree.map { Array($0.tokens.dropLast()) }).count == 1)
            let best = tree[rules.ranking(tree)[0]]
            #expect(best.stop == "end")
            #expect(try nonEmpty(tree).allSatisfy { $0.stop != nil })
        }
        #expect(Set(all.map { $0[0].tokens[0] }).count == 4, "other trees draw other steps")
    }

    @Test("after the last guided step all branches run to their ends")
    func limit() {
        let short = SearchRules(width: 4, reduction: .min, steps: 2)
        var steps = 0
        let results = search(BeamSearch(short, beams: 8, key: 1), length: 100) { expansions, _ in
            steps += 1
            #expect(!expansions.isEmpty && expansions.allSatisfy { $0.isLast == (steps == 2) })
        }
        #expect(steps <= 2)
        #expect(results[0].count == 8)
    }
}
