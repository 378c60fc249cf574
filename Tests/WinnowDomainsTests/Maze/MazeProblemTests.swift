import TestGuards
import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze problems")
struct MazeProblemTests {
    @Test(
        "a drawn maze has 6 to 8 walls, distinct ends, a long enough path and the detour asked for",
        arguments: Difficulty.allCases)
    func drawn(difficulty: Difficulty) {
        let domain = MazeDomain()
        for index in 0..<2000 {
            var random = domain.stream("draw-test", seed: 1, index: index)
            let maze = domain.problem(difficulty, using: &random)
            let length = naiveDistance(in: maze)
            #expect((6...8).contains(maze.isWall.count { $0 }))
            #expect(maze.start != maze.goal)
            #expect(length + 1 >= 5)
            let detour = length - abs(maze.start.x - maze.goal.x) - abs(maze.start.y - maze.goal.y)
            switch difficulty {
            case .easy: #expect(detour == 0)
            case .medium: #expect(detour == 2)
            case .hard: #expect(detour >= 4)
            }
            #expect(domain.difficulty(of: maze) == difficulty)
        }
    }

    @Test("every size from 4 to 10 has mazes of every difficulty", arguments: 4...10, Difficulty.allCases)
    func sizes(size: Int, difficulty: Difficulty) {
        let domain = MazeDomain(size: size)
        var random = CounterRandom(key: 5)
        let maze = domain.problem(difficulty, using: &random)
        #expect(maze.width == size && maze.height == size)
        #expect(domain.difficulty(of: maze) == difficulty)
        #expect(naiveDistance(in: maze) + 1 >= size)
    }

    @Test("walls are spread over the whole grid, corners and middle included")
    func wallsAreSpread() throws {
        var counts = [Int](repeating: 0, count: 25)
        let domain = MazeDomain()
        for index in 0..<3000 {
            var random = domain.stream("spread", seed: 2, index: index)
            let maze = domain.problem(.easy, using: &random)
            for (cell, isWall) in maze.isWall.enumerated() where isWall { counts[cell] += 1 }
        }
        // Rejection favours no cell strongly: each is a wall in 28 % of mazes on average.
        #expect(try nonEmpty(counts).allSatisfy { (450...1400).contains($0) })
    }

    @Test("the same random stream draws the same maze")
    func deterministic() {
        var first = CounterRandom(key: 3, stream: 4)
        var second = first
        #expect(MazeDomain().problem(.hard, using: &first) == MazeDomain().problem(.hard, using: &second))
    }

    @Test("the text of a maze reads back as the same maze, also with its parts in another order")
    func specificationRoundTrip() throws {
        let domain = MazeDomain()
        var random = CounterRandom(key: 6)
        for _ in 0..<500 {
            let maze = try MazeSamples.anyMaze(using: &random)
            let text = domain.specification(of: maze)
            #expect(try domain.problem(from: text) == maze)

            var parts = ["start \(maze.start)", "goal \(maze.goal)", "size  \(maze.width)\t\(maze.height)"]
            parts += MazeSamples.walls(of: maze).map { "wall \($0)" }
            random.shuffle(&parts)
            let other = try domain.problem(from: " " + parts.joined(separator: "\n") + " ")
            #expect(other == maze)
            #expect(domain.specification(of: other) == text)
        }
    }

    @Test("a specification lists its walls row by row")
    func wallOrder() throws {
        let text = "size 3 2 wall 0 1 goal 2 1 wall 2 0 wall 1 0 start 0 0"
        #expect(
            try Maze(specification: text).specification
                == "start 0 0 goal 2 1 wall 1 0 wall 2 0 wall 0 1 size 3 2")
    }

    @Test(
        "a malformed or impossible maze is refused with its reason",
        arguments: [
            ("", "start is missing"),
            ("start 0 0 size 3 3", "goal is missing"),
            ("start 0 0 goal 1 1", "size is missing"),
            ("start 0 0 goal 1 1 size 3", "size must be followed by two whole numbers"),
            ("start 0 0 goal 1 1 wall 2 size 3 3", "wall must be followed by two whole numbers"),
            ("start 0 -1 goal 1 1 size 3 3", "start must be followed by two whole numbers"),
            ("start 0 0 start 0 0 goal 1 1 size 3 3", "start is given twice"),
            ("start 0 0 goal 1 1 size 3 3 size 3 3", "size is given twice"),
            ("start 0 0 goal 1 1 wall 2 2 wall 2 2 size 3 3", "wall 2 2 is given twice"),
            ("start 0 0 goal 1 1 wall 0 0 size 3 3", "the start 0 0 is a wall"),
            ("start 0 0 goal 1 1 wall 1 1 size 3 3", "the goal 1 1 is a wall"),
            ("start 0 0 goal 3 1 size 3 3", "goal 3 1 is outside the grid of size 3 3"),
            ("start 0 0 goal 1 1 wall 1 3 size 3 3", "wall 1 3 is outside the grid of size 3 3"),
            ("start 0 0 goal 1 1 size 0 3", "each side must be between 1 and 100"),
            ("start 0 0 goal 1 1 size 3 101", "each side must be between 1 and 100"),
            ("start 0 0 goal 1 1 size 3 3 door 1 2", "\"door\" is no part of a maze"),
            ("start 0 0 goal 1 1 size 3 3 plan 0 0", "\"plan\" is no part of a maze"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: ProblemError.self) { try Maze(specification: text) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test("a maze without a path is a legal problem, and hard")
    func unsolvable() throws {
        let maze = try Maze(specification: "start 0 0 goal 2 0 wall 1 0 wall 1 1 size 3 2")
        #expect(maze.shortestPathLength == nil)
        #expect(maze.detour == nil)
        #expect(MazeDomain().difficulty(of: maze) == .hard)
    }

    @Test("the split key is the same for all rotations and reflections, and ignores start and goal")
    func splitSymmetry() throws {
        let domain = MazeDomain()
        var random = CounterRandom(key: 8)
        for _ in 0..<300 {
            let maze = try MazeSamples.anyMaze(using: &random)
            let key = domain.splitKey(of: maze)
            var turned = maze
            for _ in 0..<4 {
                turned = try quarterTurn(turned)
                #expect(domain.splitKey(of: turned) == key)
                #expect(domain.splitKey(of: try mirrored(turned)) == key)
            }
            #expect(turned == maze)
            let free = maze.isWall.indices.filter { !maze.isWall[$0] }.map { maze.cell(at: $0) }
            let ends = (free.first ?? maze.start, free.last ?? maze.goal)
            let other = try Maze(
                width: maze.width, height: maze.height, walls: MazeSamples.walls(of: maze), start: ends.0, goal: ends.1)
            #expect(domain.splitKey(of: other) == key)
        }
    }

    @Test("the 512 wall sets of a 3×3 grid have 102 split keys, as Burnside's lemma says")
    func splitKeysSeparate() {
        var keys: Set<String> = []
        for bits in 0..<512 {
            let isWall = (0..<9).map { bits >> $0 & 1 == 1 }
            keys.insert(
                Maze(width: 3, height: 3, isWall: isWall, start: Maze.Cell(0, 0), goal: Maze.Cell(0, 0)).wallKey)
        }
        #expect(keys.count == 102)
    }

    @Test("the drawing shows start, goal, walls and free cells row by row")
    func drawing() throws {
        let maze = try Maze(specification: "start 0 0 goal 2 1 wall 1 0 size 3 2")
        #expect(MazeDomain().drawing(of: maze) == "S # .\n. . G")
    }

    @Test("the detour and the cells of shortest paths agree with brute force over all simple paths")
    func shortestPaths() throws {
        var random = CounterRandom(key: 10)
        for _ in 0..<200 {
            let maze = try MazeSamples.anyMaze(
                width: random.integer(in: 2...4), height: random.integer(in: 2...4), using: &random)
            let paths = simplePaths(in: maze)
            let shortest = paths.map(\.count).min()
            #expect(maze.shortestPathLength == shortest.map { $0 - 1 })
            let onShortest = Set(paths.filter { $0.count == shortest }.joined())
            let marked = maze.shortestPathCells()
            #expect(try nonEmpty(marked.indices).allSatisfy { marked[$0] == onShortest.contains(maze.cell(at: $0)) })
        }
    }
}

// MARK: Written independently of the sources

/// The shortest path's length by relaxing all cells until nothing changes.
private func naiveDistance(in maze: Maze) -> Int {
    var distance = [Int](repeating: 1000, count: maze.width * maze.height)
    distance[maze.start.y * maze.width + maze.start.x] = 0
    for _ in distance.indices {
        for y in 0..<maze.height {
            for x in 0..<maze.width where !maze.isWall[y * maze.width + x] {
                for (nx, ny) in [(x, y - 1), (x, y + 1), (x - 1, y), (x + 1, y)]
                where (0..<maze.width).contains(nx) && (0..<maze.height).contains(ny) {
                    let other = distance[ny * maze.width + nx]
                    distance[y * maze.width + x] = min(distance[y * maze.width + x], other + 1)
                }
            }
        }
    }
    return distance[maze.goal.y * maze.width + maze.goal.x]
}

private func simplePaths(in maze: Maze) -> [[Maze.Cell]] {
    var paths: [[Maze.Cell]] = []
    func extend(_ path: [Maze.Cell], _ x: Int, _ y: Int) {
        guard (0..<maze.width).contains(x), (0..<maze.height).contains(y), !maze.isWall[y * maze.width + x] else {
            return
        }
        let cell = Maze.Cell(x, y)
        guard !path.contains(cell) else { return }
        let path = path + [cell]
        guard cell != maze.goal else { return paths.append(path) }
        for (nx, ny) in [(x, y - 1), (x, y + 1), (x - 1, y), (x + 1, y)] { extend(path, nx, ny) }
    }
    extend([], maze.start.x, maze.start.y)
    return paths
}

private func quarterTurn(_ maze: Maze) throws -> Maze {
    func turned(_ cell: Maze.Cell) -> Maze.Cell { Maze.Cell(maze.height - 1 - cell.y, cell.x) }
    return try Maze(
        width: maze.height, height: maze.width, walls: MazeSamples.walls(of: maze).map(turned),
        start: turned(maze.start), goal: turned(maze.goal))
}

private func mirrored(_ maze: Maze) throws -> Maze {
    func turned(_ cell: Maze.Cell) -> Maze.Cell { Maze.Cell(maze.width - 1 - cell.x, cell.y) }
    return try Maze(
        width: maze.width, height: maze.height, walls: MazeSamples.walls(of: maze).map(turned),
        start: turned(maze.start), goal: turned(maze.goal))
}
