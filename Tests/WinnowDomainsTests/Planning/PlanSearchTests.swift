import Testing
import WinnowRandom

@testable import WinnowDomains

/// A search over states as sets of texts, with actions grounded by substitution in the schemas' texts.
private struct PlanOracle {
    struct Action {
        let name: String
        let parameters: [String]
        let needs: [String]
        let forbids: [String]
        let adds: [String]
        let deletes: [String]
    }

    let actions: [Action]
    let objects: [String]
    let start: Set<String>
    let goal: [String]

    /// Blocksworld with three blocks, as words.
    static let tower = PlanOracle(
        actions: [
            Action(
                name: "pick-up", parameters: ["X"], needs: ["clear X", "ontable X", "handempty"], forbids: [],
                adds: ["holding X"], deletes: ["clear X", "ontable X", "handempty"]),
            Action(
                name: "put-down", parameters: ["X"], needs: ["holding X"], forbids: [],
                adds: ["clear X", "handempty", "ontable X"], deletes: ["holding X"]),
            Action(
                name: "stack", parameters: ["X", "Y"], needs: ["clear Y", "holding X"], forbids: [],
                adds: ["handempty", "clear X", "on X Y"], deletes: ["clear Y", "holding X"]),
            Action(
                name: "unstack", parameters: ["X", "Y"], needs: ["on X Y", "clear X", "handempty"], forbids: [],
                adds: ["holding X", "clear Y"], deletes: ["on X Y", "clear X", "handempty"]),
        ], objects: ["a", "b", "c"],
        start: ["handempty", "ontable a", "on b a", "ontable c", "clear b", "clear c"], goal: ["on a b", "on b c"])

    /// The state after an action, or nil where it cannot be carried out.
    func after(_ name: String, _ objects: [String], _ state: Set<String>) -> Set<String>? {
        guard let action = actions.first(where: { $0.name == name }), objects.count == action.parameters.count,
            objects.allSatisfy(self.objects.contains)
        else { return nil }
        func bound(_ texts: [String]) -> [String] {
            texts.map { text in
                text.split(separator: " ").map { word in
                    action.parameters.firstIndex(of: String(word)).map { objects[$0] } ?? String(word)
                }.joined(separator: " ")
            }
        }
        guard bound(action.needs).allSatisfy(state.contains), !bound(action.forbids).contains(where: state.contains)
        else {
            return nil
        }
        return state.subtracting(bound(action.deletes)).union(bound(action.adds))
    }

    func isRight(_ steps: [(String, [String])]) -> Bool {
        var state = start
        for (name, objects) in steps {
            guard let next = after(name, objects, state) else { return false }
            state = next
        }
        return goal.allSatisfy(state.contains)
    }

    /// All ground actions.
    var steps: [(String, [String])] {
        actions.flatMap { action in
            action.parameters.count == 1
                ? objects.map { (action.name, [$0]) }
                : objects.flatMap { one in objects.map { (action.name, [one, $0]) } }
        }
    }

    /// A shortest plan, by breadth.
    var plan: [(String, [String])]? {
        var seen: Set<Set<String>> = [start]
        var frontier: [(state: Set<String>, plan: [(String, [String])])] = [(start, [])]
        while !frontier.isEmpty {
            var next: [(state: Set<String>, plan: [(String, [String])])] = []
            for (state, plan) in frontier {
                if goal.allSatisfy(state.contains) { return plan }
                for step in steps {
                    guard let found = after(step.0, step.1, state), seen.insert(found).inserted else { continue }
                    next.append((found, plan + [step]))
                }
            }
            frontier = next
        }
        return nil
    }
}

@Suite("Plans against search")
struct PlanSearchTests {
    @Test("validator, grader and a search over states as texts agree on spoiled plans")
    func agreement() throws {
        let oracle = PlanOracle.tower
        let shortest = try #require(oracle.plan)
        #expect(shortest.count == 4)
        let problem = try PlanningFiles.problem(PlanningFiles.blocks, PlanningFiles.tower)
        let domain = PlanningDomain()
        var random = CounterRandom(key: 41)
        var right = 0
        let steps = oracle.steps + [("pick-up", ["z"]), ("fly", ["a"]), ("stack", ["a"]), ("pick-up", ["a", "b"])]
        for _ in 0..<20_000 {
            var plan = shortest
            for _ in 0..<random.below(3) {
                let step = steps[random.below(steps.count)]
                switch random.below(4) {
                case 0: plan.insert(step, at: random.below(plan.count + 1))
                case 1 where !plan.isEmpty: plan.remove(at: random.below(plan.count))
                case 2 where !plan.isEmpty: plan[random.below(plan.count)] = step
                default:
                    // There and back, which leaves a right plan right where it can be done.
                    plan.insert(contentsOf: [("pick-up", ["c"]), ("put-down", ["c"])], at: random.below(2))
                }
            }
            let text = plan.map { "(\(([$0.0] + $0.1).joined(separator: " ")))" }.joined(separator: "\n")
            let expected = oracle.isRight(plan)
            try #require(domain.verify(text, of: problem).isAccepted == expected, "\(text)")
            try #require(domain.grade(text, of: problem) == expected, "\(text)")
            right += expected ? 1 : 0
        }
        #expect(right > 5000 && right < 15_000, "\(right)")
    }

    @Test("mystery's plans are right where those of blocks are, under both kinds of names", arguments: [false, true])
    func mystery(hasRandomNames: Bool) throws {
        let domain = MysteryDomain(hasRandomNames: hasRandomNames)
        let blocks = BlocksDomain()
        var right = 0
        for (index, problem) in domain.problemSet(.tune, count: 300).problems.enumerated() {
            var random = blocks.stream("mystery", seed: 3, index: index)
            var moves = BlocksSpace.plan(problem, using: &random)
            if random.below(2) == 0, !moves.isEmpty {
                let place = random.below(moves.count)
                if random.below(2) == 0 {
                    moves.remove(at: place)
                } else {
                    moves[place] = BlocksMove(block: random.below(problem.count), target: random.below(problem.count))
                }
            }
            let names = domain.names(of: problem)
            var state = problem.start
            var actions: [String] = []
            for move in moves {
                let block = names.object(move.block)
                actions.append(
                    state.support(of: move.block).map { "(\(names.unstack) \(block) \(names.object($0)))" }
                        ?? "(\(names.pickUp) \(block))")
                actions.append(
                    move.target.map { "(\(names.stack) \(block) \(names.object($0)))" } ?? "(\(names.putDown) \(block))"
                )
                state = state.moved(move) ?? state
            }
            let text = actions.joined(separator: "\n")
            let isRight = blocks.grade(moves.map(\.text).joined(separator: " "), of: problem)
            try #require(domain.verify(text, of: problem).isAccepted == isRight, "\(text)")
            try #require(domain.grade(text, of: problem) == isRight, "\(text)")
            right += isRight ? 1 : 0
        }
        #expect(right > 120 && right < 280, "\(right)")
    }

    @Test("mystery and blocks have the same frozen problems, and a prompt without a word of blocks")
    func frozen() throws {
        let (blocks, mystery, random) = (BlocksDomain(), MysteryDomain(), MysteryDomain(hasRandomNames: true))
        let problems = blocks.problemSet(.test, count: 90).problems
        #expect(mystery.problemSet(.test, count: 90).problems == problems)
        #expect(random.problemSet(.test, count: 90).problems == problems)
        #expect(mystery.problemSet(.test, count: 9).name == "mystery-test-v1")
        for problem in problems {
            for prompt in [mystery.promptText(for: problem), random.promptText(for: problem)] {
                for word in ["block", "stack", "table", "hand", "clear"] { #expect(!prompt.contains(word), "\(word)") }
            }
        }
        #expect(random.promptText(for: problems[0]) == random.promptText(for: problems[0]))
        #expect(Set(problems.map { random.names(of: $0).pickUp }).count == problems.count)
        // The drawing is a pair of files that planning reads.
        let planning = try PlanningDomain().problem(from: mystery.drawing(of: problems[0]))
        #expect(PlanningDomain().specification(of: planning).contains("(craves ?x ?y)"))
    }
}
