/// Says whether an answer is right, by arithmetic on cell numbers; shares nothing with ``MazeVerifier`` but the maze.
///
/// Cell (x, y) has number `y * (width + 1) + x`. The spare column belongs to no cell, so two cells are neighbours
/// exactly when their numbers differ by 1 or by `width + 1`.
enum MazeGrader {
    static func isRight(_ answer: String, in maze: Maze) -> Bool {
        guard let path = numbers(of: answer, in: maze), let first = path.first, let last = path.last else {
            return false
        }
        let row = maze.width + 1
        guard first == maze.start.y * row + maze.start.x, last == maze.goal.y * row + maze.goal.x else { return false }
        return zip(path, path.dropFirst()).allSatisfy { before, after in
            let difference = before > after ? before - after : after - before
            return difference == 1 || difference == row
        }
    }

    /// Gives the numbers of the answer's cells, or nil when one is no free cell or the text is no list of cells.
    private static func numbers(of answer: String, in maze: Maze) -> [Int]? {
        let coordinates = answer.utf8.split { $0 == 32 || (9...10).contains($0) || $0 == 13 }
        guard coordinates.count.isMultiple(of: 2) else { return nil }
        var numbers: [Int] = []
        numbers.reserveCapacity(coordinates.count / 2)
        for pair in stride(from: 0, to: coordinates.count, by: 2) {
            guard let x = coordinate(coordinates[pair], below: maze.width),
                let y = coordinate(coordinates[pair + 1], below: maze.height), !maze.isWall[y * maze.width + x]
            else { return nil }
            numbers.append(y * (maze.width + 1) + x)
        }
        return numbers
    }

    /// Gives the value of decimal digits, or nil when there is another byte or the value reaches the bound.
    private static func coordinate(_ digits: Substring.UTF8View, below bound: Int) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return nil }
            value = value * 10 + Int(digit) - 48
            if value >= bound { return nil }
        }
        return value
    }
}
