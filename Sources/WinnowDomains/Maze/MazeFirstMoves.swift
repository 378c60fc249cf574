/// Simulates the first moves of a path only; where the path goes from there is not looked at.
///
/// A path that is no longer than that is simulated whole, its end included, so that with enough moves this is the
/// domain's own verifier.
public struct MazeFirstMoves: PartialVerifier {
    /// The moves that are simulated.
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
