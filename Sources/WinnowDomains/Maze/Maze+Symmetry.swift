extension Maze {
    /// The size and the wall set in a form that the 8 symmetries of the square leave unchanged.
    ///
    /// Start and goal are left out: mazes that share their walls up to rotation and reflection share a split, as in
    /// Searchformer, where a wall layout belongs wholly to train or wholly to test.
    ///
    /// Source: Lehnert et al., arXiv 2402.14083, `searchformer/maze.py` (split on the wall set).
    var wallKey: String {
        var smallest: [UInt8]?
        for symmetry in 0..<8 {
            let isTransposed = symmetry & 4 != 0
            let columns = isTransposed ? height : width
            let rows = isTransposed ? width : height
            var key = Array("\(columns)x\(rows):".utf8)
            key.reserveCapacity(key.count + isWall.count)
            for row in 0..<rows {
                for column in 0..<columns {
                    let (u, v) = isTransposed ? (row, column) : (column, row)
                    let x = symmetry & 1 == 0 ? u : width - 1 - u
                    let y = symmetry & 2 == 0 ? v : height - 1 - v
                    key.append(UInt8(ascii: isWall[y * width + x] ? "#" : "."))
                }
            }
            if let best = smallest, best.lexicographicallyPrecedes(key) { continue }
            smallest = key
        }
        return String(decoding: smallest ?? [], as: UTF8.self)
    }
}
