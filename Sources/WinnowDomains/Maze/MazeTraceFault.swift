/// What can be wrong with a trace; the raw value is the class that users see.
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

    /// One sentence for people, without a full stop.
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

    /// The fault as the first error of a trace.
    func error(step: Int) -> TraceError {
        TraceError(kind: rawValue, step: step, explanation: explanation)
    }
}
