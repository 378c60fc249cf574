import WinnowRandom

/// The search is a run of A* with the Manhattan heuristic, every operation logged.
///
/// Ties in f are broken uniformly at random and neighbours are visited in random order, so one maze has many traces.
/// The log opens with the creation of the start, and a cell is created again when a cheaper way to it is found.
/// Manhattan distance is consistent, so a closed cell is never improved and never opened again.
///
/// Source: Lehnert et al., arXiv 2402.14083, `searchformer/astar.py` (non-deterministic mode).
struct MazeSearch {
    private(set) var operations: [MazeOperation] = []

    /// The plan is the path found, from start to goal; empty when there is none.
    private(set) var plan: [Maze.Cell] = []

    /// Searches until the goal is closed or nothing is open.
    ///
    /// - Complexity: one scan of the open list per closed cell.
    init(_ maze: Maze, using random: inout CounterRandom) {
        var cost = [Int](repeating: .max, count: maze.isWall.count)
        var parent = [Maze.Cell?](repeating: nil, count: maze.isWall.count)
        var open = [maze.start]
        var moves = Maze.moves
        cost[maze.index(of: maze.start)] = 0
        operations.append(MazeOperation(kind: .create, cell: maze.start, g: 0, h: maze.start.distance(to: maze.goal)))

        while !open.isEmpty {
            let cell = MazeSearch.removeCheapest(from: &open, in: maze, cost: cost, using: &random)
            let g = cost[maze.index(of: cell)]
            operations.append(MazeOperation(kind: .close, cell: cell, g: g, h: cell.distance(to: maze.goal)))
            if cell == maze.goal {
                plan = MazeSearch.path(to: cell, in: maze, parent: parent)
                return
            }
            random.shuffle(&moves)
            for move in moves {
                let next = cell + move
                guard maze.isFree(next) else { continue }
                let index = maze.index(of: next)
                guard g + 1 < cost[index] else { continue }
                if cost[index] == .max { open.append(next) }
                cost[index] = g + 1
                parent[index] = cell
                operations.append(
                    MazeOperation(kind: .create, cell: next, g: g + 1, h: next.distance(to: maze.goal)))
            }
        }
    }

    /// Takes a uniformly chosen cell among those of the lowest f out of the open list.
    private static func removeCheapest(
        from open: inout [Maze.Cell], in maze: Maze, cost: [Int], using random: inout CounterRandom
    ) -> Maze.Cell {
        var lowest = Int.max
        var ties: [Int] = []
        for (position, cell) in open.enumerated() {
            let f = cost[maze.index(of: cell)] + cell.distance(to: maze.goal)
            if f < lowest {
                lowest = f
                ties.removeAll(keepingCapacity: true)
            }
            if f == lowest { ties.append(position) }
        }
        let chosen = ties[ties.count > 1 ? random.below(ties.count) : 0]
        open.swapAt(chosen, open.count - 1)
        return open.removeLast()
    }

    private static func path(to goal: Maze.Cell, in maze: Maze, parent: [Maze.Cell?]) -> [Maze.Cell] {
        var path = [goal]
        while let cell = path.last, let before = parent[maze.index(of: cell)] { path.append(before) }
        return path.reversed()
    }
}

/// An operation is a logged one of A*: a cell entered the open list (`create`) or was expanded (`close`).
struct MazeOperation: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case create
        case close
    }

    var kind: Kind
    var cell: Maze.Cell

    /// The cost from the start is in moves.
    var g: Int

    /// The estimated cost to the goal is in moves.
    var h: Int
}
