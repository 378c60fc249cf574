import TestGuards
import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze solver")
struct MazeSolverTests {
    /// Ten groups of a thousand problems, so that they are checked in parallel.
    @Test(
        "on 10,000 random problems the trace is legal and complete, the answer right, optimal, simple and the trace's",
        arguments: 0..<10)
    func solverIsRight(group: Int) {
        let domain = MazeDomain()
        for index in 0..<1000 {
            let (maze, solution) = domain.trainingExample(group * 1000 + index, seed: 11)
            let completion = solution.completion(.traced)
            let reading = domain.read(completion)
            let answer = reading.answer ?? ""
            #expect(domain.verify(answer, of: maze).isAccepted)
            #expect(domain.grade(answer, of: maze))
            #expect(domain.isOptimal(answer, of: maze))
            #expect(domain.isSimple(answer))
            #expect(domain.checkTrace(of: completion, for: maze) == .legal(complete: true))
            #expect(domain.agreesWithTrace(completion, for: maze))
            #expect(reading.answerKey == answer)
            #expect(reading.traceTokens == solution.trace.count)
            #expect(reading.answerTokens == solution.answer.count + 1)
            #expect(completion.count <= domain.completionLimit)
            #expect(domain.split(of: maze) == .train)
            #expect(domain.read(solution.completion(.answerOnly)).answer == answer)
        }
    }

    @Test("every solver trace is valid in both dialects and both modes, with and without the size", arguments: 0..<10)
    func textTraces(group: UInt64) throws {
        var random = CounterRandom(key: 12, stream: group)
        for _ in 0..<100 {
            let maze = try MazeSamples.solvableMaze(using: &random)
            for dialect in MazeTraceDialect.allCases {
                let line = MazeTraceLine(maze, dialect: dialect, using: &random)
                for mode in MazeTraceMode.allCases {
                    #expect(line.firstError(mode) == nil, "\(line.text)")
                    #expect(
                        MazeTraceText(dialect: dialect, mode: mode).firstError(in: line.text) == nil, "\(line.text)")
                }
            }
        }
    }

    @Test("on open grids and large mazes A* creates a cell at most twice, and some cells twice")
    func creations() throws {
        var random = CounterRandom(key: 13)
        var repeated = 0
        for _ in 0..<300 {
            let maze = try MazeSamples.anyMaze(width: 12, height: 12, using: &random)
            let creates = MazeSearch(maze, using: &random).operations.filter { $0.kind == .create }
            let counts = Dictionary(grouping: creates, by: \.cell).mapValues(\.count)
            #expect(try nonEmpty(counts.values).allSatisfy { $0 <= 2 })
            #expect(counts[maze.start] == 1)
            repeated += counts.values.count { $0 == 2 }
        }
        #expect(repeated > 0)
    }

    @Test("a large maze is solved and its trace valid")
    func largest() throws {
        var random = CounterRandom(key: 14)
        let maze = try Maze(width: 100, height: 100, walls: [], start: Maze.Cell(0, 0), goal: Maze.Cell(99, 99))
        let line = MazeTraceLine(maze, dialect: .searchformer, using: &random)
        #expect(line.plan.count == 199)
        #expect(line.firstError(.strict) == nil)
        #expect(line.firstError(.published) == nil)
    }
}
