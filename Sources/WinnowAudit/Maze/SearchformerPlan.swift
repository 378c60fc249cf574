public import WinnowDomains

/// The plan check of Searchformer: `plan_correct` of a rollout.
///
/// From the first word `plan` on, words are taken by threes; the cells have to begin at the start, end at the goal, be one
/// apart from each other and be no walls. That the first word of three is `plan` is another figure, `plan_syntax_correct`;
/// whether a cell is inside the grid is not looked at, nor is the trace, nor whether the sequence was ended.
///
/// Source: Lehnert et al., "Beyond A*", arXiv 2402.14083; `evaluate_rollout_single` in `searchformer/maze.py`.
public struct SearchformerPlan: MazeChecker {
    public init() {}

    public var name: String { "searchformer-plan" }

    public var summary: String { "the cells after the first plan lead from start to goal, one apart, through no wall" }

    public var source: String { "Searchformer (arXiv 2402.14083), evaluate_rollout_single" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on words: [String], of maze: Maze) -> PublishedVerdict {
        let ended = words.last == "eos" ? words.dropLast() : words[...]
        guard let begin = ended.firstIndex(of: "plan") else { return .rejected("there is no plan") }
        let plan = Array(ended[begin...])
        guard plan.count.isMultiple(of: 3) else { return .rejected("the plan is not made of threes") }
        var previous: Maze.Cell?
        for place in stride(from: 0, to: plan.count, by: 3) {
            guard let x = MazeNumber.read(plan[place + 1]), let y = MazeNumber.read(plan[place + 2]) else {
                return .rejected("a cell has no numbers")
            }
            let cell = Maze.Cell(x, y)
            if maze.isWallCell(cell) { return .rejected("\(cell) is a wall") }
            if let previous {
                guard abs(previous.x - x) + abs(previous.y - y) == 1 else {
                    return .rejected("\(cell) is not one apart from \(previous)")
                }
            } else if cell != maze.start {
                return .rejected("the plan does not begin at the start")
            }
            previous = cell
        }
        return previous == maze.goal ? .accepted : .rejected("the plan does not end at the goal")
    }
}

extension Maze {
    /// Tells whether a cell is one of the walls; no cell outside the grid is.
    func isWallCell(_ cell: Cell) -> Bool { isInside(cell) && isWall[cell.y * width + cell.x] }

    func isInside(_ cell: Cell) -> Bool { (0..<width).contains(cell.x) && (0..<height).contains(cell.y) }
}
