import WinnowRandom

/// The space has all arrangements of some blocks, and how many moves each is away from a goal.
///
/// There are 13, 73, 501 and 4,051 arrangements of three to six blocks. What a goal's blocks are called does not change
/// how far the others are from it, so distances are kept for one goal of each shape: with heights 3, 2, 1 that is
/// `[b0 b1 b2] [b3 b4] [b5]`.
struct BlocksSpace: Sendable {
    /// There are so many blocks.
    let count: Int

    /// Each arrangement has a code: three bits for each block with the block below it, or 7 for the table.
    private let codes: [UInt32]
    private let indices: [UInt32: Int]
    private let neighbours: [[Int32]]

    /// How far each arrangement is from the goal of a shape, and which arrangements are at which distance.
    private let shapes: [[Int]: Shape]

    private struct Shape: Sendable {
        let distances: [Int]
        let byDifficulty: [Difficulty: [Int]]
    }

    private static let spaces = BlocksProblem.counts.map { BlocksSpace(count: $0) }

    /// Gives the space of so many blocks, three to six.
    static func of(_ count: Int) -> BlocksSpace { spaces[count - BlocksProblem.counts.lowerBound] }

    private init(count: Int) {
        self.count = count
        let table = BlocksState(stacks: (0..<count).map { [$0] })
        var codes = [Self.code(of: table)]
        var indices = [codes[0]: 0]
        var neighbours: [[Int32]] = []
        while neighbours.count < codes.count {
            var found: [Int32] = []
            let state = Self.state(of: codes[neighbours.count], count: count)
            for block in state.stacks.compactMap(\.last) {
                for target in state.stacks.map(\.last) + [nil] {
                    guard let next = state.moved(BlocksMove(block: block, target: target)) else { continue }
                    let code = Self.code(of: next)
                    if indices[code] == nil {
                        indices[code] = codes.count
                        codes.append(code)
                    }
                    found.append(Int32(indices[code, default: 0]))
                }
            }
            neighbours.append(found)
        }
        var shapes: [[Int]: Shape] = [:]
        for (index, code) in codes.enumerated() {
            let heights = Renaming(Self.state(of: code, count: count)).heights
            // Moves can be taken back, so a search from the goal tells how far the others are from it.
            guard Self.code(of: Self.goal(heights)) == code else { continue }
            let distances = Self.distances(from: index, neighbours)
            let byDifficulty = Dictionary(grouping: codes.indices) { Difficulty(blocksMoves: distances[$0]) }
            shapes[heights] = Shape(
                distances: distances,
                byDifficulty: byDifficulty.mapValues { $0.filter { distances[$0] >= BlocksDomain.fewestMoves } })
        }
        self.codes = codes
        self.indices = indices
        self.neighbours = neighbours
        self.shapes = shapes
    }

    private static func distances(from index: Int, _ neighbours: [[Int32]]) -> [Int] {
        var distances = [Int](repeating: -1, count: neighbours.count)
        var queue = [index]
        distances[index] = 0
        var next = 0
        while next < queue.count {
            let state = queue[next]
            next += 1
            for neighbour in neighbours[state] where distances[Int(neighbour)] < 0 {
                distances[Int(neighbour)] = distances[state] + 1
                queue.append(Int(neighbour))
            }
        }
        return distances
    }

    private static func code(of state: BlocksState, names: [Int]? = nil) -> UInt32 {
        var code: UInt32 = 0
        for stack in state.stacks {
            var below = 7
            for block in stack {
                let name = names?[block] ?? block
                code |= UInt32(below) << UInt32(3 * name)
                below = name
            }
        }
        return code
    }

    private static func state(of code: UInt32, count: Int) -> BlocksState {
        var above = [Int?](repeating: nil, count: count)
        var bottoms: [Int] = []
        for block in 0..<count {
            let below = Int(code >> UInt32(3 * block) & 7)
            if below == 7 { bottoms.append(block) } else { above[below] = block }
        }
        return BlocksState(
            stacks: bottoms.map { bottom in Array(sequence(first: bottom) { above[$0] }) })
    }

    private static func goal(_ heights: [Int]) -> BlocksState {
        var next = 0
        return BlocksState(
            stacks: heights.map { height in
                defer { next += height }
                return Array(next..<next + height)
            })
    }
}

/// A renaming gives the blocks of a state the names that they have in the first state of its shape.
private struct Renaming {
    let heights: [Int]

    /// The new name of each block.
    let names: [Int]

    init(_ state: BlocksState) {
        self.init(orderedStacks: state.stacks.sorted { $0.count > $1.count })
    }

    /// The stacks are in descending order of their heights.
    init(orderedStacks stacks: [[Int]]) {
        heights = stacks.map(\.count)
        let order = stacks.flatMap(\.self)
        var names = [Int](repeating: 0, count: order.count)
        for (name, block) in order.enumerated() { names[block] = name }
        self.names = names
    }
}

// MARK: What is asked of it

extension BlocksSpace {
    /// Counts the fewest moves from start to goal.
    static func distance(_ problem: BlocksProblem) -> Int {
        of(problem.count).distance(from: problem.start, to: Renaming(problem.goal))
    }

    private func distance(from state: BlocksState, to goal: Renaming) -> Int {
        guard let index = indices[Self.code(of: state, names: goal.names)], let shape = shapes[goal.heights] else {
            preconditionFailure("a state of other blocks")
        }
        return shape.distances[index]
    }

    /// Counts the fewest moves from each of the states to the goal.
    static func distances(from states: [BlocksState], to goal: BlocksState) -> [Int] {
        let renaming = Renaming(goal)
        return states.map { of(goal.count).distance(from: $0, to: renaming) }
    }

    /// Finds a shortest list of moves from start to goal; where several moves lead nearer, one is drawn.
    static func plan(_ problem: BlocksProblem, using random: inout CounterRandom) -> [BlocksMove] {
        let space = of(problem.count)
        let goal = Renaming(problem.goal)
        var state = problem.start
        var plan: [BlocksMove] = []
        var distance = space.distance(from: state, to: goal)
        while distance > 0 {
            let tops = state.stacks.compactMap(\.last)
            var nearer: [(move: BlocksMove, state: BlocksState)] = []
            for block in tops {
                for target in tops.map(Optional.some) + [nil] {
                    let move = BlocksMove(block: block, target: target)
                    guard let next = state.moved(move), space.distance(from: next, to: goal) < distance else {
                        continue
                    }
                    nearer.append((move, next))
                }
            }
            let step = nearer[random.below(nearer.count)]
            plan.append(step.move)
            state = step.state
            distance -= 1
        }
        return plan
    }

    /// Draws a number of blocks, a goal and then a start, each uniformly, the start at a distance of the difficulty;
    /// again from the beginning where there is none.
    static func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> BlocksProblem {
        while true {
            let space = of(random.integer(in: BlocksProblem.counts))
            let goal = state(of: space.codes[random.below(space.codes.count)], count: space.count)
            let renaming = Renaming(goal)
            guard let starts = space.shapes[renaming.heights]?.byDifficulty[difficulty],
                let start = random.element(of: starts)
            else { continue }
            var blocks = [Int](repeating: 0, count: space.count)
            for (block, name) in renaming.names.enumerated() { blocks[name] = block }
            let renamed = state(of: space.codes[start], count: space.count)
            return BlocksProblem(
                checkedStart: BlocksState(stacks: renamed.stacks.map { $0.map { blocks[$0] } }), goal: goal)
        }
    }

    /// Gives a text that is the same for exactly those problems that differ in the names of their blocks only.
    ///
    /// The goal's blocks are named in reading order, its stacks in descending order of height; of the ways to order
    /// stacks of one height, the one with the least code of the start counts.
    static func canonicalForm(_ problem: BlocksProblem) -> String {
        let stacks = problem.goal.stacks.sorted { $0.count > $1.count }
        var least = UInt32.max
        var heights: [Int] = []
        forEachOrder(of: stacks) { order in
            let renaming = Renaming(orderedStacks: order)
            heights = renaming.heights
            least = min(least, code(of: problem.start, names: renaming.names))
        }
        let start = BlocksProblem.text(of: state(of: least, count: problem.count))
        return "\(start) > \(BlocksProblem.text(of: goal(heights)))"
    }

    /// Visits each order of the stacks in which heights descend.
    private static func forEachOrder(of stacks: [[Int]], _ visit: ([[Int]]) -> Void) {
        func extend(_ chosen: [[Int]], _ rest: [[Int]]) {
            guard let height = rest.first?.count else { return visit(chosen) }
            for (index, stack) in rest.enumerated() where stack.count == height {
                var others = rest
                others.remove(at: index)
                extend(chosen + [stack], others)
            }
        }
        extend([], stacks)
    }
}

extension Difficulty {
    /// The bin is that of a problem's fewest moves: up to 3 easy, 4 and 5 medium, 6 and more hard.
    init(blocksMoves count: Int) {
        self = count < 4 ? .easy : count < 6 ? .medium : .hard
    }
}
