extension MazeDomain {
    /// Marks each cell of the plan, `c43 <pass> c42 <pass> …`: the start, then legal moves; at last whether the goal is
    /// reached, `G <pass>`.
    public func writtenCheck(of completion: [Int], for problem: Maze) -> [CheckSymbol] {
        guard let path = MazeCompletion(completion, alphabet: alphabet).path else { return [.fail] }
        var check: [CheckSymbol] = []
        var previous: Maze.Cell?
        for cell in path.cells {
            check += [.token(alphabet.token(cell)), CheckSymbol(isMove(from: previous, to: cell, in: problem))]
            if check.last?.isFailure == true { return check }
            previous = cell
        }
        return check + [.token(alphabet.goal), CheckSymbol(previous == problem.goal)]
    }
}
