public import WinnowReport

/// What a scoring of runs added.
public struct ScoringReport: Sendable {
    struct Row: Sendable {
        var run: String
        var scorer: String
        var candidates: Int
        var scores: Int
        var tokens: Int
        var flops: Double
        var before: Int
    }

    var rows: [Row] = []

    /// One row per run and scorer.
    public var table: Table {
        Table(
            title: "Scores added",
            columns: [
                Column("run"), Column("scorer"), Column("candidates", kind: .integer),
                Column("scores", kind: .integer), Column("tokens", header: "tokens written", kind: .integer),
                Column("gigaflops", kind: .number(.decimal(digits: 1))),
                Column("before", header: "scores before", kind: .integer),
            ],
            rows: rows.map { row in
                [
                    .text(row.run), .text(row.scorer), .integer(row.candidates), .integer(row.scores),
                    .integer(row.tokens), .number(row.flops / 1e9), .integer(row.before),
                ]
            },
            footnotes: [
                "Every score is charged as a call of its own: reading problem and candidate, and writing a check where the "
                    + "scorer writes one."
            ])
    }
}
