import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Changed maze traces")
struct MazeMutationTests {
    @Test(
        "each kind of change is caught with its class at its step, in both dialects",
        arguments: MazeMutation.allCases, MazeTraceDialect.allCases)
    func caught(mutation: MazeMutation, dialect: MazeTraceDialect) throws {
        var random = CounterRandom(key: 40)
        var applied = 0
        for _ in 0..<300 {
            let line = MazeTraceLine(try MazeSamples.solvableMaze(using: &random), dialect: dialect, using: &random)
            guard let changed = mutation.applied(to: line, using: &random) else { continue }
            applied += 1
            for mode in MazeTraceMode.allCases {
                guard let expected = mode == .strict ? changed.strict : changed.published else { continue }
                let error = changed.line.firstError(mode)
                #expect(error?.kind == expected.kind, "\(mode): \(changed.line.text)")
                #expect(error?.step == expected.step, "\(mode): \(changed.line.text)")
            }
        }
        let isImpossible =
            mutation == .openingAdded && dialect == .searchformer
            || mutation == .openingDropped && dialect == .beyondSemantics
        #expect(isImpossible ? applied == 0 : applied >= 30)
    }

    @Test("the model's tokens get the same strict verdict as the text of the same trace")
    func tokensAgree() throws {
        let domain = MazeDomain()
        var random = CounterRandom(key: 41)
        var compared = 0
        for index in 0..<1000 {
            let (maze, _) = domain.trainingExample(index, seed: 5)
            let line = MazeTraceLine(maze, dialect: .searchformer, using: &random)
            let mutation = MazeMutation.allCases[index % MazeMutation.allCases.count]
            guard let changed = mutation.applied(to: line, using: &random)?.line, !changed.plan.isEmpty else {
                continue
            }
            let isExpressible = changed.operations.allSatisfy {
                $0.cell.x < 5 && $0.cell.y < 5 && $0.g < 25 && $0.h < 25
            }
            guard isExpressible else { continue }
            let tokens = changed.operations.flatMap(domain.alphabet.tokens) + [domain.alphabet.plan, 9, Vocabulary.end]
            let fromTokens = domain.checkTrace(of: tokens, for: maze)
            let fromText = changed.firstError(.strict)
            compared += 1
            if fromText?.kind == "goal_not_reached" {
                #expect(fromTokens == .legal(complete: false))
            } else {
                #expect(fromTokens.error == fromText)
            }
        }
        #expect(compared > 500)
    }
}

/// A way to spoil a solver's trace, with the verdict that follows from how it was spoilt.
enum MazeMutation: String, CaseIterable, CustomTestStringConvertible {
    case createG
    case createH
    case closeCost
    case openingDropped
    case openingAdded
    case createDropped
    case createRepeated
    case createWithoutGain
    case createOfClosed
    case createOfWall
    case createOutside
    case createOfNonNeighbor
    case closeOfWall
    case closeOfUnseen
    case closeRepeated
    case closeOfHigherF
    case closeTooEarly
    case operationAfterGoal
    case stopsEarly
    case cutOff
    case planShortened

    var testDescription: String { rawValue }

    typealias Expectation = (kind: String, step: Int)

    /// A changed line; an expectation is nil where the mode's verdict does not follow from the change alone.
    struct Changed {
        var line: MazeTraceLine
        var strict: Expectation?
        var published: Expectation?
    }
}

// MARK: Written independently of the sources

extension MazeMutation {
    func applied(to original: MazeTraceLine, using random: inout CounterRandom) -> Changed? {
        var line = original
        let maze = line.maze
        let creates = line.operations.indices.filter { line.operations[$0].kind == .create && $0 > 0 }
        let closes = line.operations.indices.filter { line.operations[$0].kind == .close }
        guard let create = random.element(of: creates), let close = random.element(of: closes) else { return nil }

        func changed(_ strict: Expectation?, published: Expectation? = nil) -> Changed {
            Changed(line: line, strict: strict, published: published)
        }
        func inBoth(_ kind: String, _ step: Int) -> Changed {
            Changed(line: line, strict: (kind, step), published: (kind, step))
        }

        switch self {
        case .createG:
            line.operations[create].g += random.integer(in: 1...3)
            return changed(("wrong_g", create + 1))
        case .createH:
            line.operations[create].h += random.integer(in: 1...3)
            return changed(("wrong_h", create + 1))
        case .closeCost:
            if random.below(2) == 0 { line.operations[close].g += 1 } else { line.operations[close].h += 1 }
            return inBoth("close_not_in_open_list", close + 1)
        case .openingDropped:
            guard line.dialect == .searchformer else { return nil }
            line.operations.removeFirst()
            return changed(("close_not_in_open_list", 1))
        case .openingAdded:
            guard line.dialect == .beyondSemantics else { return nil }
            let h = abs(maze.start.x - maze.goal.x) + abs(maze.start.y - maze.goal.y)
            line.operations.insert(MazeOperation(kind: .create, cell: maze.start, g: 0, h: h), at: 0)
            return inBoth("first_create_not_last_closed", 1)
        case .createDropped:
            line.operations.remove(at: create)
            let next = line.operations[create...].firstIndex { $0.kind == .close } ?? 0
            return changed(("missing_successor", next + 1))
        case .createRepeated:
            line.operations.insert(line.operations[create], at: create + 1)
            return changed(("duplicate_create", create + 2))
        case .createWithoutGain:
            return insertedCreate(in: line, random: &random) { state, next in
                state.open[next] != nil
            }.map { Changed(line: $0, strict: ("duplicate_create", $1 + 1)) }
        case .createOfClosed:
            return insertedCreate(in: line, random: &random) { state, next in
                state.closed.contains(next)
            }.map {
                Changed(
                    line: $0, strict: ("create_already_closed", $1 + 1), published: ("create_already_closed", $1 + 1))
            }
        case .createOfWall:
            guard let wall = random.element(of: MazeSamples.walls(of: maze)) else { return nil }
            line.operations[create].cell = wall
            return inBoth("create_close_wall", create + 1)
        case .createOutside:
            line.operations[create].cell = Maze.Cell(maze.width, line.operations[create].cell.y)
            return inBoth("invalid_coordinates", create + 1)
        case .createOfNonNeighbor:
            guard let last = line.operations[..<create].last(where: { $0.kind == .close })?.cell else { return nil }
            let far = freeCells(of: maze).filter { abs($0.x - last.x) + abs($0.y - last.y) != 1 }
            guard let cell = random.element(of: far) else { return nil }
            line.operations[create].cell = cell
            return inBoth("create_non_neighbor", create + 1)
        case .closeOfWall:
            guard let wall = random.element(of: MazeSamples.walls(of: maze)) else { return nil }
            line.operations[close].cell = wall
            return inBoth("create_close_wall", close + 1)
        case .closeOfUnseen:
            let seen = Set(line.operations[..<close].map(\.cell) + [maze.start])
            guard let cell = random.element(of: freeCells(of: maze).filter { !seen.contains($0) }) else { return nil }
            line.operations[close].cell = cell
            return inBoth("close_not_in_open_list", close + 1)
        case .closeRepeated:
            guard let earlier = line.operations[..<close].last(where: { $0.kind == .close }) else { return nil }
            line.operations[close] = earlier
            return inBoth("close_not_in_open_list", close + 1)
        case .closeOfHigherF:
            let state = SearchState(line.operations[..<close], start: maze.start)
            let f = line.operations[close].g + line.operations[close].h
            let higher = state.open.values.filter { $0.g + $0.h > f }.sorted {
                ($0.cell.y, $0.cell.x) < ($1.cell.y, $1.cell.x)
            }
            guard var other = random.element(of: higher) else { return nil }
            other.kind = .close
            line.operations[close] = other
            return inBoth("close_not_lowest_f_value", close + 1)
        case .closeTooEarly:
            guard close > 1, line.operations[close - 1].kind == .create else { return nil }
            line.operations.swapAt(close, close - 1)
            return changed(("missing_successor", close))
        case .operationAfterGoal:
            line.operations.append(line.operations[random.below(line.operations.count)])
            return changed(("op_after_goal", line.operations.count))
        case .stopsEarly:
            line.operations.removeLast(random.integer(in: 1...line.operations.count))
            return inBoth("goal_not_reached", line.operations.count)
        case .cutOff:
            line.operations.removeLast(random.below(line.operations.count))
            line.plan = []
            let kind = line.operations.count == original.operations.count ? "plan_length_mismatch" : "goal_not_reached"
            return changed(("truncated", line.operations.count), published: (kind, line.operations.count))
        case .planShortened:
            line.plan.removeLast()
            guard !line.plan.isEmpty else { return nil }
            return changed(nil, published: ("plan_length_mismatch", line.operations.count))
        }
    }

    /// Inserts, right after some close but not the goal's, a create with right costs of a neighbour that qualifies.
    private func insertedCreate(
        in line: MazeTraceLine, random: inout CounterRandom,
        where qualifies: (SearchState, Maze.Cell) -> Bool
    ) -> (MazeTraceLine, position: Int)? {
        var closes = line.operations.indices.filter { line.operations[$0].kind == .close }.dropLast().map { $0 }
        random.shuffle(&closes)
        for close in closes {
            let state = SearchState(line.operations[...close], start: line.maze.start)
            let cell = line.operations[close].cell
            let g = line.operations[close].g + 1
            for next in freeCells(of: line.maze) where abs(next.x - cell.x) + abs(next.y - cell.y) == 1 {
                // An open neighbour that this close improves is due, so creating it would be right.
                guard qualifies(state, next), state.open[next].map({ $0.g <= g }) ?? true else { continue }
                let h = abs(next.x - line.maze.goal.x) + abs(next.y - line.maze.goal.y)
                var line = line
                line.operations.insert(MazeOperation(kind: .create, cell: next, g: g, h: h), at: close + 1)
                return (line, close + 1)
            }
        }
        return nil
    }

    private func freeCells(of maze: Maze) -> [Maze.Cell] {
        maze.isWall.indices.filter { !maze.isWall[$0] }.map { Maze.Cell($0 % maze.width, $0 / maze.width) }
    }
}

/// What is open and closed after a prefix of a right trace.
private struct SearchState {
    var open: [Maze.Cell: MazeOperation] = [:]
    var closed: Set<Maze.Cell> = []

    init(_ operations: some Sequence<MazeOperation>, start: Maze.Cell) {
        for operation in operations {
            if operation.kind == .create {
                open[operation.cell] = operation
            } else {
                open[operation.cell] = nil
                closed.insert(operation.cell)
            }
        }
    }
}
