/// Accepts an answer exactly when its moves, simulated one by one, lead from the start to the goal.
struct MazeVerifier {
    let maze: Maze

    /// The verifier simulates no more than these first moves; the end of a longer path is not looked at.
    var moves = Int.max

    /// Simulates every move, also after an error, and reports all that is wrong.
    ///
    /// Locations are `start` for the first cell and `move N` (from 1) for the cell that the N-th move leads to.
    func verdict(on answer: String) -> Verdict {
        guard let path = MazePath(answer) else {
            let message = "an answer is the cells of a path as whole numbers: x0 y0 x1 y1 and so on"
            return .rejected([Critique("malformed", message)])
        }
        var critiques: [Critique] = []
        var previous: Maze.Cell?
        for (move, cell) in path.cells.enumerated() {
            if move > moves { break }
            check(cell, after: previous, at: move, &critiques)
            previous = cell
        }
        if path.cells.count - 1 <= moves, let last = previous, last != maze.goal {
            let location = MazeVerifier.location(path.cells.count - 1)
            critiques.append(Critique("wrong_goal", at: location, "the path ends at \(last), not at \(maze.goal)"))
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }

    private func check(
        _ cell: Maze.Cell, after previous: Maze.Cell?, at move: Int, _ critiques: inout [Critique]
    ) {
        if let previous {
            if previous.distance(to: cell) != 1 {
                let message = "\(cell) is not next to \(previous)"
                critiques.append(Critique("not_adjacent", at: MazeVerifier.location(move), message))
            }
        } else if cell != maze.start {
            let message = "the path begins at \(cell), not at \(maze.start)"
            critiques.append(Critique("wrong_start", at: MazeVerifier.location(move), message))
        }
        if !maze.contains(cell) {
            let message = "\(cell) is outside the grid of size \(maze.width) \(maze.height)"
            critiques.append(Critique("out_of_grid", at: MazeVerifier.location(move), message))
        } else if !maze.isFree(cell) {
            critiques.append(Critique("hits_wall", at: MazeVerifier.location(move), "\(cell) is a wall"))
        }
    }

    private static func location(_ move: Int) -> String {
        move == 0 ? "start" : "move \(move)"
    }
}

/// Simulates the first moves of a path only; where the path goes from there is not looked at.
///
/// A path that is no longer than that is simulated whole, its end included, so that with enough moves this is the
/// domain's own verifier.
public struct MazeFirstMoves: PartialVerifier {
    /// These moves are simulated.
    public let moves: Int

    public init(moves: Int = 4) {
        precondition(moves > 0, "\(moves) moves")
        self.moves = moves
    }

    public var name: String { "first-moves" }

    public var summary: String { "simulates the first moves of the path only" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: true, evidence: .answer, solvesTheProblem: false)
    }

    public var extent: (name: String, value: Int)? { ("moves", moves) }

    public func limited(to value: Int) -> MazeFirstMoves { MazeFirstMoves(moves: value) }

    public func verify(_ answer: String, completion: [Int], of problem: Maze) -> Verdict {
        MazeVerifier(maze: problem, moves: moves).verdict(on: answer)
    }
}
