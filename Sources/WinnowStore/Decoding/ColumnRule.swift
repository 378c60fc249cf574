/// A rule says what a column may hold beyond what its declaration says.
struct ColumnRule {
    /// The condition is one of SQL on the column, whose name is `?`, that is false for damage; NULL is no damage.
    let condition: String

    /// The column holds this, in words.
    let expected: String

    private init(_ condition: String, _ expected: String) {
        self.condition = condition
        self.expected = expected
    }

    private static func integer(_ range: ClosedRange<Int>) -> ColumnRule {
        ColumnRule("? BETWEEN \(range.lowerBound) AND \(range.upperBound)", StoredRow.text(range))
    }

    private static func word(_ words: [String]) -> ColumnRule {
        ColumnRule("? IN ('\(words.joined(separator: "', '"))')", words.joined(separator: ", "))
    }

    private static let flag = integer(0...1)
    private static let cost = integer(StoreLimits.costs)
    private static let number = integer(StoreLimits.numbers)
    private static let amount = ColumnRule(
        "? BETWEEN 0 AND \(StoreLimits.amount)", "a number in 0...\(StoreLimits.amount)")
    private static let finite = ColumnRule("abs(?) < 9e999", "a finite number")
    private static let json = ColumnRule("json_valid(?)", "JSON")
    private static let text = ColumnRule("EXISTS (SELECT 1 FROM text WHERE id = ?)", "the id of a text")

    /// These rules are for columns whose name means the same in every table.
    private static let common: [String: ColumnRule] = [
        "position": number, "sample_index": number, "round": number, "step": integer(StoreLimits.positions),
        "number": number, "repeat": integer(StoreLimits.repeats), "parameters": number, "version": number,
        "max_tokens": cost, "top_k": number, "prompt_tokens": cost, "trace_tokens": cost, "answer_tokens": cost,
        "completion_tokens": cost, "tokens_in": cost, "tokens_out": cost, "calls": cost, "tokens": cost,
        "error_step": number, "revision": number,
        "flops": amount, "seconds": amount, "temperature": finite, "top_p": finite,
        "log_probability": ColumnRule("? < 9e999", "a number below infinity"), "answer_is_key": flag, "correct": flag,
        "legal": flag, "complete": flag, "sound": flag, "solves_the_problem": flag, "is_finished": flag,
        "counts": flag, "reads_scores": flag,
        "split": word(ProblemSplit.allCases.map(\.rawValue)), "bytes": number, "records": number,
        "candidates": number, "known": number, "line": number, "part": number, "budget": number,
        "verifications": number, "problems": number, "pool_size": number, "best": number, "vocabulary": number,
        "chosen": number,
    ]

    /// These rules are for single columns.
    private static let own: [String: ColumnRule] = [
        "problem.position": integer(StoreLimits.positions),
        "problem.spec_json": ColumnRule(
            "CASE WHEN json_valid(?) THEN json_type(?, '$.specification') = 'text' ELSE 0 END",
            "JSON with a specification"),
        "run.kind": word(RunKind.allCases.map(\.rawValue)),
        "call.purpose": word(CallRecord.Purpose.allCases.map(\.rawValue)),
        "run_judge.kind": word(["extractor", "grader", "validator", "verifier"]),
        "tool.kind": word(ToolRecord.Kind.allCases.map(\.rawValue)),
        "candidate.tokens": ColumnRule("length(?) % 2 = 0", "an even number of bytes"),
        "prompt.tokens": ColumnRule("length(?) % 2 = 0", "an even number of bytes"),
        "confidence.arrays": ColumnRule("length(?) % 2 = 0", "an even number of bytes"),
        "judgement.outcome": integer(0...2), "judgement.error": text, "judgement.explanation": text,
        "judgement.critiques": ColumnRule(
            """
            CASE typeof(?) WHEN 'integer' THEN EXISTS (SELECT 1 FROM text WHERE id = ?)
              WHEN 'text' THEN CASE WHEN json_valid(?) THEN json_type(?) = 'array' AND NOT EXISTS
                (SELECT 1 FROM json_each(?) AS piece WHERE piece.value NOT IN (SELECT id FROM text)) ELSE 0 END
              ELSE 0 END
            """, "the id of a text, or a JSON array of those"),
        "estimate.guarantee": word(["none", "mode", "sound", "statistical"]),
    ]

    /// Finds the rule of a column, if there is one.
    ///
    /// - Parameter type: as the table declares it: `tokens` are bytes in one table and a number in others.
    static func rule(of column: String, in table: String, type: String) -> ColumnRule? {
        if let rule = own["\(table).\(column)"] { return rule }
        if column.hasSuffix("_json") { return json }
        return type == "INTEGER" || type == "REAL" || column == "split" ? common[column] : nil
    }
}
