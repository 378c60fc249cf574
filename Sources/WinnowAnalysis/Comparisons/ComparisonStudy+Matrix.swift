public import WinnowReport
import WinnowStatistics

extension ComparisonStudy {
    /// The matrix has the contenders down and across: in each cell how much more often the row's is right than the
    /// column's, with its interval, in points; bold where the test, adjusted over all pairs, tells them apart.
    ///
    /// - Parameter title: what stands above it.
    public func matrix(title: String) -> Table {
        var names: [String] = []
        for name in rows.flatMap({ [$0.a.strategy, $0.b.strategy] }) where !names.contains(name) { names.append(name) }
        let points = Column.Kind.estimate(.points(digits: 1))
        var table = Table(
            title: title,
            columns: [Column("strategy", header: "row minus column")] + names.map { Column($0, kind: points) },
            footnotes: [
                "Differences of right answers in percentage points on the same problems, with Gaffke's 95 % limits over "
                    + "problems. Bold: p < 0.05 by the paired sign-flip test, Holm over all pairs of this table. †: one is "
                    + "ahead, or both are equal, by construction."
            ])
        for row in names {
            table.append([.text(row)] + names.map { column in cell(row, column) })
        }
        return table
    }

    private func cell(_ row: String, _ column: String) -> Cell {
        guard let pair = rows.first(where: { Set([$0.a.strategy, $0.b.strategy]) == [row, column] }), row != column
        else { return .missing }
        let sign = pair.a.strategy == row ? 1.0 : -1
        let (difference, interval) = (pair.comparison.difference, pair.comparison.interval)
        let ends = sign > 0 ? (interval.low, interval.high) : (-interval.high, -interval.low)
        let mark: Cell.Mark? =
            pair.byConstruction != nil ? .byConstruction : (pair.adjustedP ?? 1) < 0.05 ? .best : nil
        return Cell(.estimate(sign * difference, low: ends.0, high: ends.1), mark: mark)
    }
}
