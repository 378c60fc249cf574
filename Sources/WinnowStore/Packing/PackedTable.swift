/// A description says what of a table goes into a pack, and in which order its rows are hashed.
struct PackedTable {
    let name: String

    /// The key is the primary one.
    let key: String

    /// The condition says which rows belong to the runs in `temp.picked`, in the source's schema.
    let condition: String

    /// The list has all raw data, in the order of the references; caches, how imports went and how long batches took
    /// are no part of a pack.
    static let all = [
        PackedTable(name: "problem_set", key: "id", condition: "id IN (\(sets))"),
        PackedTable(name: "problem", key: "id", condition: "problem_set_id IN (\(sets))"),
        PackedTable(name: "reference", key: "problem_id", condition: "problem_id IN (\(problems))"),
        PackedTable(name: "problem_cluster", key: "problem_id", condition: "problem_id IN (\(problems))"),
        PackedTable(name: "model", key: "id", condition: "id IN (\(models))"),
        PackedTable(name: "model_token", key: "model_id, code", condition: "model_id IN (\(models))"),
        PackedTable(name: "tool", key: "id", condition: "id IN (\(tools))"),
        PackedTable(name: "run", key: "id", condition: "id IN temp.picked"),
        PackedTable(name: "text", key: "id", condition: "id IN (\(texts))"),
        PackedTable(name: "run_judge", key: "run_id, kind, tool_id", condition: "run_id IN temp.picked"),
        PackedTable(name: "call", key: "id", condition: "run_id IN temp.picked"),
        PackedTable(name: "candidate", key: "id", condition: "run_id IN temp.picked"),
        PackedTable(name: "completion", key: "candidate_id", condition: "candidate_id IN (\(candidates))"),
        PackedTable(name: "prompt", key: "candidate_id", condition: "candidate_id IN (\(candidates))"),
        PackedTable(name: "confidence", key: "candidate_id", condition: "candidate_id IN (\(candidates))"),
        PackedTable(name: "judgement", key: "candidate_id, number", condition: "candidate_id IN (\(candidates))"),
        PackedTable(name: "score", key: "candidate_id, tool_id, repeat", condition: "candidate_id IN (\(candidates))"),
        PackedTable(name: "comparison", key: "id", condition: "run_id IN temp.picked"),
        PackedTable(
            name: "step_score", key: "candidate_id, tool_id, step", condition: "candidate_id IN (\(candidates))"),
    ]

    private static let sets = "SELECT problem_set_id FROM source.run WHERE id IN temp.picked"
    private static let problems = "SELECT id FROM source.problem WHERE problem_set_id IN (\(sets))"
    private static let models = """
        SELECT model_id FROM source.run WHERE id IN temp.picked
        UNION SELECT model_id FROM source.prompt WHERE model_id IS NOT NULL AND candidate_id IN (\(candidates))
        """
    private static let candidates = "SELECT id FROM source.candidate WHERE run_id IN temp.picked"

    /// These tools judged or scored a candidate.
    private static let tools =
        (["extractor_id", "grader_id", "validator_id", "verifier_id"].map {
            "SELECT \($0) FROM source.judgement WHERE candidate_id IN (\(candidates))"
        } + [
            "SELECT tool_id FROM source.score WHERE candidate_id IN (\(candidates))",
            "SELECT tool_id FROM source.call WHERE run_id IN temp.picked",
            "SELECT tool_id FROM source.comparison WHERE run_id IN temp.picked",
        ]).joined(separator: " UNION ")

    /// Judgements refer to these texts; see `judgement.critiques`.
    private static let texts = """
        SELECT error FROM source.judgement WHERE candidate_id IN (\(candidates))
        UNION SELECT explanation FROM source.judgement WHERE candidate_id IN (\(candidates))
        UNION SELECT piece.value FROM source.judgement, json_each(critiques) AS piece
          WHERE candidate_id IN (\(candidates))
        """
}
