import Foundation
import GRDB

/// A comparison is what a judge chose among candidates of one problem that it was shown together.
public struct ComparisonRecord: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>

    /// The candidates have these sample indices, in the order in which they were shown; there is at least one.
    public var shown: [Int]

    /// The repeat is 0-based and says which of several equal questions this is.
    public var `repeat`: Int

    /// The chosen candidate has this sample index; nil where none was chosen.
    public var chosen: Int?

    /// The judge generated so many tokens.
    public var tokens: Int

    public init(problem: RowID<ProblemRecord>, shown: [Int], repeat: Int = 0, chosen: Int?, tokens: Int = 0) {
        self.problem = problem
        self.shown = shown
        self.repeat = `repeat`
        self.chosen = chosen
        self.tokens = tokens
    }
}

/// Comparisons are written and read back here.
extension Store {
    /// Adds comparisons of a run's candidates, in one transaction; what is known stays as it is.
    ///
    /// Cached estimates that may rest on them are deleted.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written, `invalid` for numbers that cannot be kept.
    public func append(
        _ comparisons: [ComparisonRecord], of run: RowID<RunRecord>, by judge: RowID<ToolRecord>
    ) throws(StoreError) {
        try write { db in
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO comparison (run_id, problem_id, tool_id, shown_json, repeat, chosen, tokens)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """)
            var isNew = false
            for comparison in comparisons {
                for index in comparison.shown + [comparison.chosen].compactMap({ $0 }) {
                    _ = try storable(index, "a sample index", in: StoreLimits.numbers)
                }
                try insert.execute(arguments: [
                    run.value, comparison.problem.value, judge.value,
                    "[\(comparison.shown.map(String.init).joined(separator: ","))]",
                    try storable(comparison.repeat, "a comparison's number", in: StoreLimits.repeats),
                    comparison.chosen,
                    try storable(comparison.tokens, "a comparison's tokens", in: StoreLimits.costs),
                ])
                if db.changesCount > 0 { isNew = true }
            }
            if isNew { try db.recordScores(ofRun: run.value) }
        }
    }

    /// Finds the judges that compared candidates of a run, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func comparers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            let tools: [RowID<ToolRecord>] = try db.rows(
                "SELECT DISTINCT tool_id FROM comparison WHERE run_id = ?", [run.value], of: "comparison", "tool"
            ) { try $0.id(0) }
            return try Stored<ToolRecord>.fetch(Set(tools), in: db, of: "comparison")
        }
    }

    /// Reads what a judge chose among a run's candidates, in the order in which it was asked.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func comparisons(
        of run: RowID<RunRecord>, by judge: RowID<ToolRecord>
    ) throws(StoreError) -> [ComparisonRecord] {
        try read { db in
            try db.rows(
                """
                SELECT id, problem_id, shown_json, repeat, chosen, tokens FROM comparison
                WHERE run_id = ? AND tool_id = ? ORDER BY id
                """, [run.value, judge.value], of: "comparison"
            ) { row in
                let text = try row.text(2)
                guard let shown = try? JSONDecoder().decode([Int].self, from: Data(text.utf8)), !shown.isEmpty,
                    shown.allSatisfy(StoreLimits.numbers.contains)
                else { throw row.damage(2, "a JSON array of sample indices") }
                return try ComparisonRecord(
                    problem: row.id(1), shown: shown, repeat: row.integer(3, StoreLimits.repeats),
                    chosen: row.integerIfAny(4, StoreLimits.numbers), tokens: row.integer(5, StoreLimits.costs))
            }
        }
    }
}

/// Which problems belong together is written and read back here.
extension Store {
    /// Keeps the clusters of problems; the first that came for a problem stays.
    ///
    /// - Returns: the problems whose cluster is another one.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    @discardableResult
    public func setClusters(
        _ clusters: [RowID<ProblemRecord>: String]
    ) throws(StoreError) -> Set<RowID<ProblemRecord>> {
        try write { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO problem_cluster (problem_id, cluster) VALUES (?, ?) ON CONFLICT DO NOTHING")
            let find = try db.cachedStatement(
                sql: "SELECT cluster, problem_id FROM problem_cluster WHERE problem_id = ?")
            var others: Set<RowID<ProblemRecord>> = []
            for (problem, cluster) in clusters.sorted(by: { $0.key < $1.key }) {
                try insert.execute(arguments: [problem.value, cluster])
                let stored = try find.rows([problem.value], of: "problem_cluster", key: 1, "problem") {
                    try $0.text(0)
                }
                if stored != [cluster] { others.insert(problem) }
            }
            return others
        }
    }

    /// Reads the clusters of a set's problems; those without one are absent.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func clusters(
        of set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [RowID<ProblemRecord>: String] {
        try read { db in
            var clusters: [RowID<ProblemRecord>: String] = [:]
            try db.forEachRow(
                """
                SELECT problem_id, cluster FROM problem_cluster JOIN problem ON problem.id = problem_id
                WHERE problem_set_id = ?
                """, [set.value], of: "problem_cluster", "problem"
            ) { clusters[try $0.id(0)] = try $0.text(1) }
            return clusters
        }
    }
}
