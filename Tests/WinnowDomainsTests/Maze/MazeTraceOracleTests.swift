import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze traces against rules written a second time")
struct MazeTraceOracleTests {
    @Test(
        "on traces with one to three random edits the verdict is that of the naive rules",
        arguments: MazeTraceDialect.allCases, MazeTraceMode.allCases)
    func naive(dialect: MazeTraceDialect, mode: MazeTraceMode) throws {
        var random = CounterRandom(key: 60)
        var kinds: Set<String> = []
        for _ in 0..<1000 {
            var line = MazeTraceLine(try MazeSamples.solvableMaze(using: &random), dialect: dialect, using: &random)
            for _ in 0..<random.integer(in: 1...3) { edit(&line, using: &random) }
            let expected = mode == .strict ? strictVerdict(line) : publishedVerdict(line)
            let error = line.firstError(mode)
            kinds.insert(error?.kind ?? "valid")
            #expect(error?.kind == expected?.kind, "\(line.text)")
            #expect(error?.step == expected?.step, "\(line.text)")
        }
        #expect(kinds.count >= 8)
    }

    @Test("words in any order get a verdict")
    func wordSoup() {
        let words = [
            "bos", "query", "start", "goal", "wall", "size", "reasoning", "create", "close", "solution", "plan", "end",
            "eos", "0", "1", "2", "99", "999999999", "9999999999999999999999", "-1", "c0", "c1", "c", "x", "é",
        ]
        var random = CounterRandom(key: 61)
        for dialect in MazeTraceDialect.allCases {
            for mode in MazeTraceMode.allCases {
                let checker = MazeTraceText(dialect: dialect, mode: mode)
                for _ in 0..<300 {
                    let prompt = dialect == .searchformer ? "start 0 0 goal 1 1" : "query start 0 0 goal 1 1 reasoning"
                    let chosen = (0..<random.below(12)).map { _ in words[random.below(words.count)] }
                    let soup = chosen.joined(separator: " ")
                    #expect(checker.firstError(in: "\(prompt) \(soup)") != nil)
                    #expect(checker.firstError(in: soup)?.kind == "prompt_syntax_error")
                }
            }
        }
    }

    @Test("tokens in any order have a reading, a verdict, and one label for each step")
    func tokenSoup() {
        let domain = MazeDomain()
        var random = CounterRandom(key: 62)
        for index in 0..<2000 {
            let (maze, _) = domain.trainingExample(index, seed: 8)
            let tokens = (0..<random.below(40)).map { _ in random.below(domain.vocabulary.count) }
            let reading = domain.read(tokens)
            let check = domain.checkTrace(of: tokens, for: maze)
            #expect(reading.traceTokens + reading.answerTokens == tokens.count)
            #expect(domain.stepLabels(of: tokens, for: maze).count == domain.steps(of: tokens).count)
            #expect((check.legal == nil) == (!tokens.contains(Vocabulary.end) || reading.answerTokens == 0))
        }
    }

    private func edit(_ line: inout MazeTraceLine, using random: inout CounterRandom) {
        guard let position = random.element(of: line.operations.indices) else { return }
        switch random.below(9) {
        case 0: line.operations.remove(at: position)
        case 1: line.operations.insert(line.operations[position], at: random.below(line.operations.count + 1))
        case 2: line.operations.swapAt(position, random.below(line.operations.count))
        case 3: line.operations[position].g += random.below(3)
        case 4: line.operations[position].h += random.below(3)
        case 5: line.operations[position].cell.x += random.below(2)
        case 6: line.operations[position].cell.y += random.below(2)
        case 7: line.operations[position].kind = line.operations[position].kind == .create ? .close : .create
        default: if line.plan.count > 1 { line.plan.remove(at: random.below(line.plan.count)) }
        }
    }
}

// MARK: Written independently of the sources

private typealias Costs = (g: Int, h: Int)

private func isNextTo(_ one: Maze.Cell, _ other: Maze.Cell) -> Bool {
    abs(one.x - other.x) + abs(one.y - other.y) == 1
}

/// What both modes say of a cell before anything else.
private func gridFault(_ cell: Maze.Cell, _ maze: Maze) -> String? {
    guard cell.x < maze.width, cell.y < maze.height else { return "invalid_coordinates" }
    return maze.isWall[cell.y * maze.width + cell.x] ? "create_close_wall" : nil
}

/// The published rules, later revision, with dictionaries.
private func publishedVerdict(_ line: MazeTraceLine) -> (kind: String, step: Int)? {
    let (maze, start, goal) = (line.maze, line.maze.start, line.maze.goal)
    var open: [Maze.Cell: Costs] = [start: (0, abs(start.x - goal.x) + abs(start.y - goal.y))]
    var cost = [start: 0]
    var parent: [Maze.Cell: Maze.Cell] = [:]
    var closed: [Maze.Cell] = []
    for (index, operation) in line.operations.enumerated() {
        let cell = operation.cell
        if let fault = gridFault(cell, maze) { return (fault, index + 1) }
        if operation.kind == .create {
            guard let last = closed.last else {
                if line.dialect == .searchformer, index == 0, cell == start { continue }
                return ("first_create_not_last_closed", index + 1)
            }
            if !isNextTo(cell, last) { return ("create_non_neighbor", index + 1) }
            if closed.contains(cell) { return ("create_already_closed", index + 1) }
            if operation.g < open[cell]?.g ?? .max { open[cell] = (operation.g, operation.h) }
            if operation.g < cost[cell] ?? .max {
                cost[cell] = operation.g
                parent[cell] = last
            }
        } else {
            guard let costs = open[cell], costs == (operation.g, operation.h) else {
                return ("close_not_in_open_list", index + 1)
            }
            let lowest = open.values.map { $0.g + $0.h }.min()
            if costs.g + costs.h != lowest { return ("close_not_lowest_f_value", index + 1) }
            open[cell] = nil
            closed.append(cell)
        }
    }
    guard closed.contains(goal) else { return ("goal_not_reached", line.operations.count) }
    var length = 1
    var cell = goal
    while cell != start {
        guard let before = parent[cell] else { return ("plan_extraction_error", line.operations.count) }
        cell = before
        length += 1
    }
    return length == line.plan.count ? nil : ("plan_length_mismatch", line.operations.count)
}

/// The strict rules, as a set of due successors fixed at each close.
private func strictVerdict(_ line: MazeTraceLine) -> (kind: String, step: Int)? {
    let (maze, start, goal) = (line.maze, line.maze.start, line.maze.goal)
    func estimate(_ cell: Maze.Cell) -> Int { abs(cell.x - goal.x) + abs(cell.y - goal.y) }
    var open: [Maze.Cell: Costs] = line.dialect == .searchformer ? [:] : [start: (0, estimate(start))]
    var closed: [Maze.Cell] = []
    var lastCost = 0
    var due: Set<Maze.Cell> = []
    for (index, operation) in line.operations.enumerated() {
        let cell = operation.cell
        if closed.last == goal { return ("op_after_goal", index + 1) }
        if let fault = gridFault(cell, maze) { return (fault, index + 1) }
        if operation.kind == .create {
            let isOpening = line.dialect == .searchformer && closed.isEmpty && cell == start
            if !isOpening {
                guard let last = closed.last else { return ("first_create_not_last_closed", index + 1) }
                if !isNextTo(cell, last) { return ("create_non_neighbor", index + 1) }
                if closed.contains(cell) { return ("create_already_closed", index + 1) }
            } else if index > 0 {
                return ("duplicate_create", index + 1)
            }
            if operation.g != (isOpening ? 0 : lastCost + 1) { return ("wrong_g", index + 1) }
            if operation.h != estimate(cell) { return ("wrong_h", index + 1) }
            if !isOpening, due.remove(cell) == nil { return ("duplicate_create", index + 1) }
            open[cell] = (operation.g, operation.h)
        } else {
            if !due.isEmpty { return ("missing_successor", index + 1) }
            guard let costs = open[cell], costs == (operation.g, operation.h) else {
                return ("close_not_in_open_list", index + 1)
            }
            let lowest = open.values.map { $0.g + $0.h }.min()
            if costs.g + costs.h != lowest { return ("close_not_lowest_f_value", index + 1) }
            open[cell] = nil
            closed.append(cell)
            lastCost = costs.g
            for y in 0..<maze.height {
                for x in 0..<maze.width where isNextTo(Maze.Cell(x, y), cell) {
                    let next = Maze.Cell(x, y)
                    let isFree = gridFault(next, maze) == nil && !closed.contains(next)
                    if isFree, lastCost + 1 < open[next]?.g ?? .max { due.insert(next) }
                }
            }
        }
    }
    return closed.last == goal ? nil : ("goal_not_reached", line.operations.count)
}
