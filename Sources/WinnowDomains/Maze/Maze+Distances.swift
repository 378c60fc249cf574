extension Maze {
    /// The number of moves of a shortest path from a cell to every cell, nil where there is none.
    ///
    /// - Returns: distances in the layout of ``isWall``; breadth-first, linear in the number of cells.
    func distances(from origin: Cell) -> [Int?] {
        var distances = [Int?](repeating: nil, count: isWall.count)
        distances[index(of: origin)] = 0
        var queue = [origin]
        var next = 0
        while next < queue.count {
            let cell = queue[next]
            next += 1
            let farther = distances[index(of: cell)].map { $0 + 1 }
            for move in Maze.moves where isFree(cell + move) && distances[index(of: cell + move)] == nil {
                distances[index(of: cell + move)] = farther
                queue.append(cell + move)
            }
        }
        return distances
    }

    /// The number of moves of a shortest path from start to goal, or nil when the goal cannot be reached.
    public var shortestPathLength: Int? {
        distances(from: start)[index(of: goal)]
    }

    /// How many moves longer a shortest path is than the Manhattan distance, or nil when there is no path.
    ///
    /// A detour is even: every move changes the parity of `x + y`.
    public var detour: Int? {
        shortestPathLength.map { $0 - start.distance(to: goal) }
    }

    /// Whether each cell lies on a shortest path from start to goal, in the layout of ``isWall``.
    func shortestPathCells() -> [Bool] {
        let fromStart = distances(from: start)
        guard let length = fromStart[index(of: goal)] else { return isWall.map { _ in false } }
        return zip(fromStart, distances(from: goal)).map { before, after in
            guard let before, let after else { return false }
            return before + after == length
        }
    }
}
