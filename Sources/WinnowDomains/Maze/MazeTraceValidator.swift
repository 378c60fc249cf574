/// Follows a trace of A* operation by operation and says what is wrong with each.
///
/// In strict mode the bookkeeping goes on after an error by taking the operation at its word as far as the grid allows:
/// a closed cell is the one being expanded, however it came to be closed; a successor that is due counts as created,
/// with the costs written; any other faulty create changes nothing. In published mode only the first error has a
/// meaning, because the published validator skips faulty operations and later errors cascade.
///
/// - Complexity: each close scans the open list; memory is linear in the number of cells.
struct MazeTraceValidator {
    let maze: Maze
    let dialect: MazeTraceDialect
    let mode: MazeTraceMode

    /// True when the goal has been closed.
    private(set) var isGoalClosed = false

    private var records: [Record]
    private var open: [Int] = []

    /// True when the start has been created by Searchformer's first operation.
    private var hasOpening = false

    /// This cell was closed last.
    private var expanded: Maze.Cell?

    /// Bit `m` is set while the neighbour of ``expanded`` by move `m` must still be created.
    private var due: UInt8 = 0

    private struct Record {
        enum Status {
            case unseen
            case open
            case closed
        }

        var status = Status.unseen
        var g = Int.max
        var h = 0
        var parent: Maze.Cell?
    }

    init(maze: Maze, dialect: MazeTraceDialect, mode: MazeTraceMode) {
        self.maze = maze
        self.dialect = dialect
        self.mode = mode
        records = [Record](repeating: Record(), count: maze.isWall.count)
        // The published validator puts the start there itself; it merely tolerates an opening create.
        if dialect == .beyondSemantics || mode == .published {
            offer(maze.start, g: 0, h: maze.start.distance(to: maze.goal))
        }
    }

    /// Checks one operation against what came before, and books it.
    mutating func check(_ operation: MazeOperation) -> MazeTraceFault? {
        if mode == .strict, isGoalClosed { return .opAfterGoal }
        guard maze.contains(operation.cell) else { return .invalidCoordinates }
        guard maze.isFree(operation.cell) else { return .createCloseWall }
        return operation.kind == .create ? checkCreate(operation) : checkClose(operation)
    }

    /// Checks a step of a completion.
    mutating func check(_ step: MazeStepReader.Step) -> MazeTraceFault? {
        guard let operation = step.operation else { return .operationSyntaxError }
        return check(operation)
    }
}

// MARK: Operations

extension MazeTraceValidator {
    private mutating func checkCreate(_ create: MazeOperation) -> MazeTraceFault? {
        guard let expanded else { return checkOpening(create) }
        guard let move = Maze.moves.firstIndex(where: { expanded + $0 == create.cell }) else {
            return .createNonNeighbor
        }
        if self[create.cell].status == .closed { return .createAlreadyClosed }
        if mode == .published {
            offer(create.cell, g: create.g, h: create.h)
            return nil
        }
        let isDue = due & 1 << UInt8(move) != 0
        if isDue {
            due &= ~(1 << UInt8(move))
            offer(create.cell, g: create.g, h: create.h)
        }
        if create.g != self[expanded].g + 1 { return .wrongG }
        if create.h != create.cell.distance(to: maze.goal) { return .wrongH }
        return isDue ? nil : .duplicateCreate
    }

    /// Checks a create before any close: only that of the start, once, and only as Searchformer writes it.
    private mutating func checkOpening(_ create: MazeOperation) -> MazeTraceFault? {
        guard dialect == .searchformer, create.cell == maze.start, !hasOpening else {
            let isRepeated = mode == .strict && dialect == .searchformer && create.cell == maze.start
            return isRepeated ? .duplicateCreate : .firstCreateNotLastClosed
        }
        hasOpening = true
        if mode == .published { return nil }
        offer(create.cell, g: create.g, h: create.h)
        if create.g != 0 { return .wrongG }
        return create.h == create.cell.distance(to: maze.goal) ? nil : .wrongH
    }

    private mutating func checkClose(_ close: MazeOperation) -> MazeTraceFault? {
        let record = self[close.cell]
        let isOpen = record.status == .open && record.g == close.g && record.h == close.h
        let fault: MazeTraceFault? =
            if due != 0 {
                .missingSuccessor
            } else if !isOpen {
                .closeNotInOpenList
            } else if close.g + close.h > lowestF {
                .closeNotLowestFValue
            } else {
                nil
            }
        expand(close)
        return fault
    }
}

// MARK: Bookkeeping

extension MazeTraceValidator {
    private subscript(_ cell: Maze.Cell) -> Record {
        get { records[maze.index(of: cell)] }
        set { records[maze.index(of: cell)] = newValue }
    }

    /// The open cells have this lowest g + h.
    private var lowestF: Int {
        open.reduce(.max) { min($0, records[$1].g + records[$1].h) }
    }

    /// Opens a cell, or lowers its costs when the new way to it is cheaper.
    private mutating func offer(_ cell: Maze.Cell, g: Int, h: Int) {
        let index = maze.index(of: cell)
        guard g < records[index].g else { return }
        if records[index].status == .unseen { open.append(index) }
        records[index] = Record(status: .open, g: g, h: h, parent: expanded)
    }

    /// Closes a cell and notes which successors are due in strict mode.
    private mutating func expand(_ close: MazeOperation) {
        let index = maze.index(of: close.cell)
        if let position = open.firstIndex(of: index) {
            open.swapAt(position, open.count - 1)
            open.removeLast()
        }
        records[index].status = .closed
        records[index].g = close.g
        expanded = close.cell
        due = 0
        if close.cell == maze.goal { isGoalClosed = true }
        guard mode == .strict, !isGoalClosed else { return }
        for (move, offset) in Maze.moves.enumerated() where isImproved(close.cell + offset, g: close.g + 1) {
            due |= 1 << UInt8(move)
        }
    }

    private func isImproved(_ cell: Maze.Cell, g: Int) -> Bool {
        maze.isFree(cell) && self[cell].status != .closed && g < self[cell].g
    }

    /// The trace found this path: from the start along the cheapest creates to the goal; nil before that.
    ///
    /// After an error it may begin elsewhere than at the start.
    var extractedPath: [Maze.Cell]? {
        guard isGoalClosed else { return nil }
        var path = [maze.goal]
        while let cell = path.last, let parent = self[cell].parent, path.count < records.count { path.append(parent) }
        return path.reversed()
    }
}

/// A trace can have these faults; the raw value is the class that users see.
///
/// The published validator's further classes `plan_extraction_error` and `extracted_plan_invalid` cannot be a trace's
/// first error: every cell is created next to a cell closed before it, so once the goal is closed without an error the
/// chain of parents is a legal path back to the start.
///
/// Source: Stechly et al., arXiv 2505.13775, trace validator (published classes); the classes from `wrong_g` on are
/// Winnow's own and occur in strict mode only.
enum MazeTraceFault: String, Hashable, Sendable {
    case promptSyntaxError = "prompt_syntax_error"
    case operationSyntaxError = "operation_syntax_error"
    case invalidCoordinates = "invalid_coordinates"
    case createCloseWall = "create_close_wall"
    case firstCreateNotLastClosed = "first_create_not_last_closed"
    case createNonNeighbor = "create_non_neighbor"
    case createAlreadyClosed = "create_already_closed"
    case closeNotInOpenList = "close_not_in_open_list"
    case closeNotLowestFValue = "close_not_lowest_f_value"
    case goalNotReached = "goal_not_reached"
    case planLengthMismatch = "plan_length_mismatch"
    case wrongG = "wrong_g"
    case wrongH = "wrong_h"
    case missingSuccessor = "missing_successor"
    case duplicateCreate = "duplicate_create"
    case opAfterGoal = "op_after_goal"
    case truncated

    /// The explanation is one sentence for people, without a full stop.
    var explanation: String {
        switch self {
        case .promptSyntaxError: "the prompt cannot be read"
        case .operationSyntaxError: "this is neither an operation (keyword, cell, g, h) nor a cell of the plan"
        case .invalidCoordinates: "the cell is outside the grid"
        case .createCloseWall: "the cell is a wall"
        case .firstCreateNotLastClosed: "a cell is created before any is closed"
        case .createNonNeighbor: "the created cell is not next to the cell closed last"
        case .createAlreadyClosed: "the created cell is already closed"
        case .closeNotInOpenList: "the closed cell is not open with these costs"
        case .closeNotLowestFValue: "an open cell has a lower g + h than the closed one"
        case .goalNotReached: "the trace ends before the goal is closed"
        case .planLengthMismatch: "the plan is not as long as the path that the trace found"
        case .wrongG: "g is not one more than that of the cell closed last (0 at the start)"
        case .wrongH: "h is not the Manhattan distance to the goal"
        case .missingSuccessor: "a neighbour of the cell closed before was due to be created first"
        case .duplicateCreate: "the created cell is already open at no greater cost"
        case .opAfterGoal: "the goal is already closed"
        case .truncated: "the trace breaks off before the plan"
        }
    }

    /// Gives the fault as the first error of a trace.
    func error(step: Int) -> TraceError {
        TraceError(kind: rawValue, step: step, explanation: explanation)
    }
}
