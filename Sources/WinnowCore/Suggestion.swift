extension ExperimentError {
    /// Says that there is nothing of this name, and which name was probably meant.
    ///
    /// - Parameters:
    ///   - kind: what it is a name of, such as `strategy`.
    ///   - hint: what to do where no name is near.
    public static func unknown(
        _ kind: String, _ name: String, among known: some Sequence<String>, hint: String
    ) -> ExperimentError {
        ExperimentError("there is no \(kind) \"\(name)\"", hint: suggestion(for: name, among: known) ?? hint)
    }

    /// Asks whether the name that is nearest was meant; nil where none is near.
    public static func suggestion(for name: String, among known: some Sequence<String>) -> String? {
        nearest(to: name, among: known).map { "did you mean \($0)?" }
    }
}

/// Finds the name that a mistyped one was meant to be: the one with the fewest letters to change, at most a third of them.
///
/// - Returns: nil where none is so near; of equally near ones the first.
/// - Complexity: the product of the lengths, for each name; names of more than 64 letters are never mistyped ones.
func nearest(to name: String, among known: some Sequence<String>) -> String? {
    guard name.count <= 64 else { return nil }
    let limit = max(1, name.count / 3)
    let distances = known.map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
    return distances.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
}

/// Counts the letters to insert, to delete, to replace or to swap with their neighbour that make one word of another.
///
/// Source: the optimal string alignment distance, after Damerau, CACM 7(3), 1964.
private func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var least = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
            row.append(least)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
