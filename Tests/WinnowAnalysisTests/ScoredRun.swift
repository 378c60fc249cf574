import WinnowStore

/// Scores for the candidates of a handmade run.
extension HandmadeRun {
    /// The candidates in the order of problems and samples.
    var rows: [PoolRow] {
        get throws {
            var rows: [PoolRow] = []
            try store.forEachPoolRow(of: run, judgedBy: store.judges(of: run)) { rows.append($0) }
            return rows
        }
    }

    /// Scores every candidate for which there is a value.
    ///
    /// - Parameter values: the scores of a candidate, one for each repeat.
    func score(
        _ name: String, version: Int = 1, tokens: Int = 0, flops: Double = 10,
        steps: (PoolRow) -> [Double] = { _ in [] },
        values: (PoolRow) -> [Double]
    ) throws {
        let tool = try store.findOrInsert(ToolRecord(kind: .scorer, name: name, version: version))
        try store.append(
            try rows.flatMap { row in
                values(row).enumerated().map { number, value in
                    ScoreRecord(
                        candidate: row.id, repeat: number, value: value, tokens: tokens, flops: flops,
                        steps: number == 0 ? steps(row) : [])
                }
            }, by: tool)
    }
}
