import WinnowDomains

extension CounterExamples {
    /// Searches for counter-examples of the plan check and of the trace validators: on every maze of few cells, all walks
    /// of few cells that may leave the grid, and runs of A* with small changes; then on runs of A* in drawn mazes.
    ///
    /// - Parameters:
    ///   - area: no maze has more cells.
    ///   - drawn: so many mazes are drawn besides.
    public static func ofMaze(upTo area: Int = 4, drawn: Int = 2000) -> CounterExamples {
        var search = CounterExamples()
        let mazes = SmallMaze.all(upTo: area)
        for length in 1...5 {
            for maze in mazes { search.tryWalks(of: length, in: maze) }
        }
        var traces: [(words: [String], maze: Maze)] = []
        for maze in mazes {
            for words in SmallMaze.traces(of: maze) { traces.append((words, maze)) }
        }
        for (words, maze) in traces.sorted(by: { $0.words.count < $1.words.count }) { search.tryTrace(words, of: maze) }
        search.tryDrawn(drawn)
        return search
    }

    private mutating func tryWalks(of length: Int, in maze: Maze) {
        let domain = MazeDomain()
        let checkers = PublishedCheckers.maze.filter { $0.subject == .answer }
        for walk in SmallMaze.walks(of: length, in: maze) {
            let answer = walk.map(\.description).joined(separator: " ")
            let words = MazeWords.plan(answer)
            let strict = Self.strictFault(of: answer, in: maze, domain)
            // The second word plan is another word in a second spelling.
            var misspelt = words
            if misspelt.count > 3 { misspelt[3] = "wall" }
            for (words, strict) in [(words, strict), (misspelt, words == misspelt ? strict : "it is no plan")] {
                count()
                for checker in checkers {
                    note(
                        checker, checker.verdict(on: words, of: maze), strict: strict,
                        problem: domain.specification(of: maze), text: words.joined(separator: " ")
                    ) { maze.shortestPathLength != nil }
                }
            }
        }
    }

    private static func strictFault(of answer: String, in maze: Maze, _ domain: MazeDomain) -> String? {
        switch domain.verify(answer, of: maze) {
        case .accepted: nil
        case .rejected(let critiques): critiques[0].message
        case .error(let message): message
        }
    }

    private mutating func tryTrace(_ words: [String], of maze: Maze) {
        count()
        let domain = MazeDomain()
        let line = SmallMaze.prompt(maze) + words.joined(separator: " ")
        let strict = MazeTraceText(
            dialect: .searchformer, mode: .strict, size: MazeSize(width: maze.width, height: maze.height))
        let fault = strict.firstError(in: line)?.description
        for checker in PublishedCheckers.maze where checker.subject == .trace {
            note(
                checker, checker.verdict(on: words, of: maze), strict: fault,
                problem: domain.specification(of: maze), text: words.joined(separator: " "))
        }
    }

    /// Tries runs of the domain's own A* on mazes with detours, where cells are created twice.
    private mutating func tryDrawn(_ number: Int) {
        var runs: [(words: [String], maze: Maze)] = []
        for size in 4...6 {
            let domain = MazeDomain(size: size)
            for index in 0..<number / 3 {
                let (maze, solution) = domain.trainingExample(index, seed: 20)
                let completion = domain.vocabulary.text(solution.completion(.traced))
                let words = MazeWords.words(completion: completion, answer: nil)
                // Only runs that a validator may have something against are worth the sorting.
                if PublishedTraceValidator(revision: .a).firstError(in: words, of: maze) != nil {
                    runs.append((words, maze))
                } else {
                    count()
                }
            }
        }
        for (words, maze) in runs.sorted(by: { $0.words.count < $1.words.count }) { tryTrace(words, of: maze) }
    }
}

/// Small mazes, walks through them and runs of A* on them, all of them.
enum SmallMaze {
    /// Lists all mazes up to a number of cells with a start and another goal, the smallest first.
    static func all(upTo area: Int) -> [Maze] {
        var mazes: [Maze] = []
        for size in 2...max(2, area) {
            for width in 1...size where size.isMultiple(of: width) {
                for pattern in 0..<1 << size {
                    let cells = (0..<size).map { Maze.Cell($0 % width, $0 / width) }
                    let walls = cells.enumerated().filter { pattern >> $0.offset & 1 == 1 }.map(\.element)
                    let free = cells.enumerated().filter { pattern >> $0.offset & 1 == 0 }.map(\.element)
                    for start in free {
                        for goal in free where goal != start {
                            let maze = try? Maze(
                                width: width, height: size / width, walls: walls, start: start, goal: goal)
                            if let maze { mazes.append(maze) }
                        }
                    }
                }
            }
        }
        return mazes
    }

    /// Lists the walks of so many cells that begin at the start; they may leave the grid by one cell.
    static func walks(of length: Int, in maze: Maze) -> [[Maze.Cell]] {
        var walks = [[maze.start]]
        for _ in 1..<max(1, length) {
            walks = walks.flatMap { walk in
                neighbours(of: walk[walk.count - 1]).filter {
                    (-1...maze.width).contains($0.x) && (-1...maze.height).contains($0.y)
                }.map { walk + [$0] }
            }
        }
        return walks
    }

    private static func neighbours(of cell: Maze.Cell) -> [Maze.Cell] {
        [(1, 0), (-1, 0), (0, 1), (0, -1)].map { Maze.Cell(cell.x + $0.0, cell.y + $0.1) }
    }

    /// Writes the prompt of a line in the published grammar.
    static func prompt(_ maze: Maze) -> String {
        let walls = maze.isWall.indices.filter { maze.isWall[$0] }.map {
            "wall \($0 % maze.width) \($0 / maze.width) "
        }
        return "start \(maze.start) goal \(maze.goal) " + walls.joined()
    }

    /// Lists a run of A*, and the same with one change: an operation left out, said twice or with another cost, one more
    /// behind the goal, or a plan that goes to and fro.
    static func traces(of maze: Maze) -> [[String]] {
        guard let run = run(of: maze) else { return [] }
        let plan = run.plan.flatMap { ["plan", "\($0.x)", "\($0.y)"] }
        func words(_ operations: [[String]], _ plan: [String]) -> [String] { operations.flatMap { $0 } + plan }
        var traces = [words(run.operations, plan)]
        for place in run.operations.indices {
            var less = run.operations
            less.remove(at: place)
            var more = run.operations
            more.insert(run.operations[place], at: place)
            traces += [words(less, plan), words(more, plan)]
            for cost in [3, 4] {
                var other = run.operations
                other[place][cost] = "c\((Int(other[place][cost].dropFirst()) ?? 0) + 1)"
                traces.append(words(other, plan))
            }
        }
        traces.append(words(run.operations + [run.operations[0]], plan))
        if run.plan.count > 1 {
            let detour = [run.plan[0], run.plan[1]] + run.plan
            traces.append(words(run.operations, detour.flatMap { ["plan", "\($0.x)", "\($0.y)"] }))
        }
        return traces
    }

    /// Runs A* with ties in the order of creation; nil where the goal is not reached.
    private static func run(of maze: Maze) -> (operations: [[String]], plan: [Maze.Cell])? {
        func h(_ cell: Maze.Cell) -> Int { abs(cell.x - maze.goal.x) + abs(cell.y - maze.goal.y) }
        func operation(_ name: String, _ cell: Maze.Cell, _ g: Int) -> [String] {
            [name, "\(cell.x)", "\(cell.y)", "c\(g)", "c\(h(cell))"]
        }
        var (cost, parent, open) = ([maze.start: 0], [Maze.Cell: Maze.Cell](), [maze.start])
        var operations = [operation("create", maze.start, 0)]
        while let least = open.indices.min(by: {
            (cost[open[$0]] ?? 0) + h(open[$0]) < (cost[open[$1]] ?? 0) + h(open[$1])
        }) {
            let cell = open.remove(at: least)
            let g = cost[cell] ?? 0
            operations.append(operation("close", cell, g))
            if cell == maze.goal {
                var plan = [cell]
                while let before = parent[plan[0]] { plan.insert(before, at: 0) }
                return (operations, plan)
            }
            for next in neighbours(of: cell) where maze.isInside(next) && !maze.isWallCell(next) {
                guard g + 1 < cost[next] ?? .max else { continue }
                if cost[next] == nil { open.append(next) }
                (cost[next], parent[next]) = (g + 1, cell)
                operations.append(operation("create", next, g + 1))
            }
        }
        return nil
    }
}
