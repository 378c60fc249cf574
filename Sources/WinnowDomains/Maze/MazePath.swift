/// A path is the answer to a maze: the cells from start to goal, as text `x0 y0 x1 y1 …`.
struct MazePath: Hashable, Sendable {
    var cells: [Maze.Cell]

    init(cells: [Maze.Cell]) {
        self.cells = cells
    }

    /// Reads whole numbers separated by white space, two for each cell.
    ///
    /// - Returns: nil when there is no cell, half a cell, another character, or a number of more than nine digits.
    init?(_ text: String) {
        cells = []
        var x: Int?
        var number: Int?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let value = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
                guard value < 1_000_000_000 else { return nil }
                number = value
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                MazePath.finish(&number, &x, &cells)
            default:
                return nil
            }
        }
        MazePath.finish(&number, &x, &cells)
        guard x == nil, !cells.isEmpty else { return nil }
    }

    /// Takes a number that has been read as a column or, after a column, as a row.
    private static func finish(_ number: inout Int?, _ x: inout Int?, _ cells: inout [Maze.Cell]) {
        guard let value = number else { return }
        number = nil
        if let column = x {
            cells.append(Maze.Cell(column, value))
            x = nil
        } else {
            x = value
        }
    }

    /// The text is the path's in normal form: single spaces, no leading zeros.
    var text: String {
        cells.map(\.description).joined(separator: " ")
    }

    /// True where no cell is visited twice.
    var isSimple: Bool { Set(cells).count == cells.count }
}
