import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze answers: verifier and grader")
struct MazeAnswerTests {
    let domain = MazeDomain()

    @Test(
        "verifier and grader agree with the set of all right walks, over all answers of up to 5 cells, on all 2×2 mazes"
    )
    func allSmallMazes() throws {
        let cells = [Maze.Cell(0, 0), Maze.Cell(1, 0), Maze.Cell(0, 1), Maze.Cell(1, 1)]
        let answers = allAnswers(over: cells, upTo: 5)
        for walls in 0..<16 {
            for start in cells.indices where walls >> start & 1 == 0 {
                for goal in cells.indices where walls >> goal & 1 == 0 {
                    let wallCells = cells.indices.filter { walls >> $0 & 1 == 1 }.map { cells[$0] }
                    let maze = try Maze(width: 2, height: 2, walls: wallCells, start: cells[start], goal: cells[goal])
                    expectAgreement(maze, answers)
                }
            }
        }
    }

    @Test("verifier and grader agree with the set of all right walks on random 3×3 mazes", arguments: 0..<3)
    func randomMazes(stream: UInt64) throws {
        var random = CounterRandom(key: 20, stream: stream)
        let maze = try MazeSamples.anyMaze(width: 3, height: 3, using: &random)
        let cells = (0..<3).flatMap { y in (0..<3).map { x in Maze.Cell(x, y) } }
        expectAgreement(maze, allAnswers(over: cells, upTo: 5))
    }

    private func expectAgreement(_ maze: Maze, _ answers: [[Maze.Cell]]) {
        let right = rightWalks(in: maze, upTo: 5)
        var disagreements = 0
        for cells in answers {
            let answer = cells.map(\.description).joined(separator: " ")
            let isRight = right.contains(cells)
            if domain.verify(answer, of: maze).isAccepted != isRight { disagreements += 1 }
            if domain.grade(answer, of: maze) != isRight { disagreements += 1 }
        }
        #expect(disagreements == 0, "\(maze.specification)")
    }

    @Test("verifier and grader agree with an edge list on random changes of right paths")
    func mutatedPaths() throws {
        var random = CounterRandom(key: 21)
        var rightOnes = 0
        for _ in 0..<2000 {
            let maze = try MazeSamples.solvableMaze(using: &random)
            var cells = MazeSearch(maze, using: &random).plan
            switch random.below(6) {
            case 0: cells.remove(at: random.below(cells.count))
            case 1: cells.insert(cells[random.below(cells.count)], at: random.below(cells.count + 1))
            case 2: cells[random.below(cells.count)].x += random.integer(in: 0...2)
            case 3: cells.swapAt(random.below(cells.count), random.below(cells.count))
            case 4: cells += cells.reversed().dropFirst() + cells.dropFirst()
            default: cells.reverse()
            }
            let isRight = isRightByEdges(cells, in: maze)
            rightOnes += isRight ? 1 : 0
            let answer = cells.map(\.description).joined(separator: " ")
            #expect(domain.verify(answer, of: maze).isAccepted == isRight, "\(maze.specification): \(answer)")
            #expect(domain.grade(answer, of: maze) == isRight, "\(maze.specification): \(answer)")
        }
        #expect((200...1800).contains(rightOnes))
    }

    @Test(
        "each thing that is wrong is said with its move",
        arguments: [
            ("0 0 1 0 2 0 2 1 2 2", []),
            ("", ["malformed@"]),
            ("0 0 1", ["malformed@"]),
            ("0 0 1 x", ["malformed@"]),
            ("0 0, 1 0", ["malformed@"]),
            ("0 0 -1 0", ["malformed@"]),
            ("0 0 1.0 0", ["malformed@"]),
            ("1 0 2 0 2 1 2 2", ["wrong_start@start"]),
            ("0 0 1 0 2 0 2 1", ["wrong_goal@move 3"]),
            ("0 0 0 0 1 0 2 0 2 1 2 2", ["not_adjacent@move 1"]),
            ("0 0 1 1 2 2", ["not_adjacent@move 1", "hits_wall@move 1", "not_adjacent@move 2"]),
            ("0 0 1 0 1 1 2 1 2 2", ["hits_wall@move 2"]),
            ("0 0 1 0 2 0 3 0 3 1 3 2 2 2", ["out_of_grid@move 3", "out_of_grid@move 4", "out_of_grid@move 5"]),
            ("9 9", ["wrong_start@start", "out_of_grid@start", "wrong_goal@start"]),
            ("1 1 1 0", ["wrong_start@start", "hits_wall@start", "wrong_goal@move 1"]),
        ])
    func critiques(answer: String, expected: [String]) throws {
        let maze = try Maze(specification: "start 0 0 goal 2 2 wall 1 1 size 3 3")
        let verdict = domain.verify(answer, of: maze)
        let said: [String] =
            if case .rejected(let critiques) = verdict { critiques.map { "\($0.kind)@\($0.location)" } } else { [] }
        #expect(said == expected)
        #expect(verdict.isAccepted == expected.isEmpty)
        #expect(domain.grade(answer, of: maze) == expected.isEmpty)
    }

    @Test("a critique names only cells of the answer and the two ends, never another cell of a right path")
    func nothingRevealed() throws {
        let maze = try Maze(specification: "start 0 0 goal 2 2 wall 1 1 size 3 3")
        guard case .rejected(let critiques) = domain.verify("0 0 1 1", of: maze) else {
            Issue.record("accepted")
            return
        }
        let text = critiques.map(\.description).joined(separator: "; ")
        for cell in ["1 0", "2 0", "2 1", "0 1", "0 2", "1 2"] { #expect(!text.contains(cell)) }
    }

    @Test("spacing and leading zeros do not change an answer's key, and a malformed answer has none")
    func keys() {
        #expect(domain.answerKey(of: " 0 0\t01 000\n2 0 ") == "0 0 1 0 2 0")
        #expect(domain.answerKey(of: "12 3") == "12 3")
        for malformed in ["", " ", "1", "1 2 3", "a b", "1 +2", "1 2,", "1000000000 0", "\u{0661} 2"] {
            #expect(domain.answerKey(of: malformed) == nil, "\(malformed)")
        }
    }

    @Test("an answer and its key have the same verdict and grade")
    func keysKeepGrades() throws {
        let maze = try Maze(specification: "start 0 0 goal 2 2 wall 1 1 size 3 3")
        for answer in ["0  0 1 0 2 0\n2 1 2 2", "00 0 1 0 2 0 2 1 2 002", "0 0 2 2\r\n", "0 0"] {
            let key = try #require(domain.answerKey(of: answer))
            #expect(domain.verify(key, of: maze) == domain.verify(answer, of: maze))
            #expect(domain.grade(key, of: maze) == domain.grade(answer, of: maze))
        }
    }

    @Test("a right path need be neither shortest nor simple, and both facts are told apart")
    func facts() throws {
        let maze = try Maze(specification: "start 0 0 goal 2 0 size 3 3")
        let answers = [
            ("0 0 1 0 2 0", true, true, true), ("0 0 0 1 1 1 2 1 2 0", true, false, true),
            ("0 0 1 0 0 0 1 0 2 0", true, false, false), ("0 0 2 0", false, false, true),
        ]
        for (answer, isRight, isOptimal, isSimple) in answers {
            #expect(domain.verify(answer, of: maze).isAccepted == isRight)
            #expect(domain.grade(answer, of: maze) == isRight)
            #expect(domain.isOptimal(answer, of: maze) == isOptimal)
            #expect(domain.isSimple(answer) == isSimple)
        }
        #expect(!domain.isSimple("0 0 x"))
    }

    @Test("where the start is the goal, the one cell is a right answer")
    func startIsGoal() throws {
        let maze = try Maze(specification: "start 1 0 goal 1 0 size 2 1")
        #expect(domain.verify("1 0", of: maze).isAccepted && domain.grade("1 0", of: maze))
        #expect(domain.verify("1 0 0 0 1 0", of: maze).isAccepted && domain.grade("1 0 0 0 1 0", of: maze))
        #expect(!domain.verify("0 0", of: maze).isAccepted && !domain.grade("0 0", of: maze))
    }

    @Test("the verifier is declared sound, complete, and no solver")
    func declaration() {
        #expect(
            domain.verifier
                == VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false))
        #expect(throws: Never.self) {
            let maze = try domain.problem(from: domain.example.problem)
            #expect(domain.verify(domain.example.answer, of: maze).isAccepted)
        }
    }
}

// MARK: Written independently of the sources

private func allAnswers(over cells: [Maze.Cell], upTo length: Int) -> [[Maze.Cell]] {
    var all: [[Maze.Cell]] = []
    var layer: [[Maze.Cell]] = [[]]
    for _ in 0..<length {
        layer = layer.flatMap { prefix in cells.map { prefix + [$0] } }
        all += layer
    }
    return all
}

/// Every walk of up to `length` cells from start to goal, grown cell by cell.
private func rightWalks(in maze: Maze, upTo length: Int) -> Set<[Maze.Cell]> {
    var walks: Set<[Maze.Cell]> = []
    func grow(_ walk: [Maze.Cell]) {
        guard let last = walk.last else { return }
        if last == maze.goal { walks.insert(walk) }
        guard walk.count < length else { return }
        for next in neighbours(of: last, in: maze) { grow(walk + [next]) }
    }
    grow([maze.start])
    return walks
}

private func neighbours(of cell: Maze.Cell, in maze: Maze) -> [Maze.Cell] {
    var result: [Maze.Cell] = []
    if cell.x > 0 { result.append(Maze.Cell(cell.x - 1, cell.y)) }
    if cell.x < maze.width - 1 { result.append(Maze.Cell(cell.x + 1, cell.y)) }
    if cell.y > 0 { result.append(Maze.Cell(cell.x, cell.y - 1)) }
    if cell.y < maze.height - 1 { result.append(Maze.Cell(cell.x, cell.y + 1)) }
    return result.filter { !maze.isWall[$0.y * maze.width + $0.x] }
}

private func isRightByEdges(_ cells: [Maze.Cell], in maze: Maze) -> Bool {
    var edges: Set<[Maze.Cell]> = []
    for y in 0..<maze.height {
        for x in 0..<maze.width where !maze.isWall[y * maze.width + x] {
            for next in neighbours(of: Maze.Cell(x, y), in: maze) { edges.insert([Maze.Cell(x, y), next]) }
        }
    }
    return cells.first == maze.start && cells.last == maze.goal
        && zip(cells, cells.dropFirst()).allSatisfy { edges.contains([$0, $1]) }
}
