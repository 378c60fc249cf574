public import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Listing {
    /// Lists the judges that compared candidates, and how far their choices go by the places in which candidates are shown.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every comparison once.
    public static func comparisons(database path: String) throws -> Report {
        Report(try comparisonsTable(in: Store(path: path, readOnly: true), path))
    }

    private static func comparisonsTable(in store: Store, _ path: String) throws -> Table {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        var table = Table(
            title: "Comparisons of \(path)",
            columns: [
                Column("run", kind: .integer), Column("strategy"), Column("repeats", kind: .integer),
                Column("comparisons", kind: .integer), Column("none", kind: .integer),
                Column("both_orders", header: "in both orders", kind: .integer), Column("consistent", kind: rate),
                Column("first", header: "whoever is first", kind: rate),
                Column("last", header: "whoever is last", kind: rate),
                Column("tokens", kind: .number(.decimal(digits: 0))),
            ],
            footnotes: [
                "Each question is asked in two opposite orders. Consistent: the same candidate is chosen in both; whoever is "
                    + "first, last: the place decides. The rest chooses none, or otherwise differs. Intervals: 95 %, over "
                    + "problems."
            ])
        for run in try store.runs() {
            for tool in try store.comparers(of: run.id) {
                guard let tournament = JudgedTournament.tournament(of: tool.record) else { continue }
                table.append(
                    [
                        .integer(Int(run.id.value)), .text("\(tournament.kind.rawValue)-\(tool.record.name)"),
                        .integer(tournament.repeats),
                    ] + cells(try biases(of: store.comparisons(of: run.id, by: tool.id))))
            }
        }
        return table
    }

    /// The bias in each problem, in a fixed order.
    private static func biases(of comparisons: [ComparisonRecord]) -> [PositionBias] {
        let problems = Dictionary(grouping: comparisons, by: \.problem).sorted { $0.key < $1.key }
        return problems.map { problem in
            // Sample indices in place of places: all that counts is who is the same.
            let samples = Array(Set(problem.value.flatMap(\.shown))).sorted()
            return Comparisons(problem.value, among: samples).positionBias
        }
    }

    private static func cells(_ biases: [PositionBias]) -> [Cell] {
        var all = PositionBias()
        for bias in biases { all.add(bias) }
        func rate(_ count: (PositionBias) -> Int) -> Cell {
            guard all.both > 0 else { return .missing }
            let interval = Interval.ratio(
                of: biases.map { Double(count($0)) }, over: biases.map { Double($0.both) },
                resampling: Resampling(problems: biases.count))
            return .estimate(Double(count(all)) / Double(all.both), interval)
        }
        return [
            .integer(all.asked), .integer(all.none), .integer(all.both), rate(\.consistent), rate(\.first),
            rate(\.last),
            .number(all.tokens),
        ]
    }
}
