extension Maze {
    /// The maze as text, one line per row: `S` start, `G` goal, `#` wall, `.` free.
    var drawing: String {
        (0..<height).map { y in
            (0..<width).map { x in
                let cell = Cell(x, y)
                if cell == start { return "S" }
                if cell == goal { return "G" }
                return isFree(cell) ? "." : "#"
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }
}
