import WinnowText

extension Table {
    /// The rows' texts for people, without marks; names of a column that look alike are told apart.
    var texts: [[String]] {
        var texts = rows.map { row in zip(row, columns).map { cell, column in cell.text(in: column.kind) } }
        for column in columns.indices {
            let names = rows.indices.filter { if case .text = rows[$0][column].value { true } else { false } }
            for (row, name) in zip(names, LookAlikes.marked(names.map { texts[$0][column] })) {
                texts[row][column] = name
            }
        }
        return texts
    }
}
