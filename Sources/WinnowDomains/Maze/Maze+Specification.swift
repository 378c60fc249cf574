extension Maze {
    /// Reads `start X Y goal X Y wall X Y … size W H`; the parts may come in any order.
    ///
    /// - Throws: ``ProblemError`` when a part is missing, malformed, given twice or outside the grid, or parts overlap.
    init(specification: String) throws(ProblemError) {
        var words = MazeWord.words(of: specification)[...]
        let parts = try MazeParts(readingFrom: &words)
        if let word = words.first {
            throw ProblemError(
                "\"\(word)\" is no part of a maze; the parts are start X Y, goal X Y, wall X Y, size W H")
        }
        self = try parts.maze()
    }

    /// The maze's text in normal form, walls row by row.
    var specification: String {
        let walls = isWall.indices.filter { isWall[$0] }.map { " wall \(cell(at: $0))" }.joined()
        return "start \(start) goal \(goal)\(walls) size \(width) \(height)"
    }
}
