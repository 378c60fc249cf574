/// A merge recognises, compares and copies the rows of a table in this way.
struct MergedTable {
    let name: String

    /// The key is the natural one: rows with equal keys are the same row.
    let key: [String]

    /// These columns must be equal when the keys are.
    let content: [String]

    /// These columns are copied with a new row and may differ in a known one.
    let circumstances: [String]

    /// These columns hold identifiers, and refer to these tables.
    let references: [String: String]

    /// True where other tables refer to this one's `id`.
    let hasID: Bool

    /// Decides the new identifiers where several sources are merged.
    let order: [String]

    private init(
        _ name: String, key: [String], content: [String], circumstances: [String] = [],
        references: [String: String] = [:], hasID: Bool = true, order: [String]? = nil
    ) {
        self.name = name
        self.key = key
        self.content = content
        self.circumstances = circumstances
        self.references = references
        self.hasID = hasID
        self.order = order ?? key
    }

    var columns: [String] { key + content + circumstances }

    /// This column refers to the same table, if any does: such rows wait for the row they refer to.
    var parent: String? { references.first { $0.value == name }?.key }
}

extension MergedTable {
    /// Candidates refer to these tables, in the order of their references.
    static let catalogue = [
        MergedTable("problem_set", key: ["domain", "name", "version", "sha256"], content: []),
        MergedTable(
            "problem", key: ["problem_set_id", "canonical_hash"],
            content: ["position", "difficulty", "split", "spec_json", "prompt"],
            references: ["problem_set_id": "problem_set"], order: ["problem_set_id", "position"]),
        MergedTable(
            "model", key: ["sha256"], content: ["parameters"], circumstances: ["name", "role", "config_json"],
            order: ["name", "sha256", "role", "config_json"]),
        MergedTable(
            "model_token", key: ["model_id", "code"], content: ["token", "symbol"],
            references: ["model_id": "model"], hasID: false),
        MergedTable(
            "tool", key: ["kind", "name", "version", "sha256", "parameters_json"],
            content: ["sound", "complete", "evidence", "solves_the_problem"]),
        MergedTable(
            "run", key: ["identity"],
            content: [
                "kind", "parent_run_id", "problem_set_id", "model_id", "seed", "temperature", "top_k", "top_p",
                "max_tokens", "prompt_template", "kernel_path",
            ],
            circumstances: ["config_json", "winnow_version", "created_at"],
            references: ["parent_run_id": "run", "problem_set_id": "problem_set", "model_id": "model"],
            order: [
                // Those that are wanted first, which are listed in a table of the merge's own.
                "(SELECT place FROM temp.run_order WHERE wanted = identity) IS NULL",
                "(SELECT place FROM temp.run_order WHERE wanted = identity)", "created_at", "their_id", "identity",
                "winnow_version", "config_json",
            ]),
        MergedTable("text", key: ["content"], content: []),
        MergedTable(
            "reference", key: ["problem_id"], content: ["answer"], references: ["problem_id": "problem"], hasID: false),
        MergedTable(
            "problem_cluster", key: ["problem_id"], content: ["cluster"], references: ["problem_id": "problem"],
            hasID: false),
        MergedTable(
            "import", key: ["sha256", "settings_json"], content: [],
            circumstances: [
                "origin", "file", "bytes", "format", "begun_at", "position", "records", "candidates", "known",
                "is_finished",
            ], order: ["begun_at", "sha256", "settings_json"]),
        MergedTable(
            "rejected", key: ["import_id", "file", "line", "part"], content: [], circumstances: ["reason", "excerpt"],
            references: ["import_id": "import"], hasID: false),
    ]

    static let candidate = MergedTable(
        "candidate", key: ["run_id", "problem_id", "sample_index", "round"],
        content: [
            "parent_id", "tokens", "log_probability", "sampling_log_probability", "prompt_tokens", "trace_tokens",
            "answer_tokens", "stop_reason", "flops",
        ],
        references: ["run_id": "run", "problem_id": "problem", "parent_id": "candidate"])

    static let completion = MergedTable(
        "completion", key: ["candidate_id"], content: ["text", "completion_tokens", "prompt_tokens"],
        references: ["candidate_id": "candidate"], hasID: false)

    static let prompt = MergedTable(
        "prompt", key: ["candidate_id"], content: ["model_id", "tokens", "messages_json", "critiques_json"],
        references: ["candidate_id": "candidate", "model_id": "model"], hasID: false)

    static let confidence = MergedTable(
        "confidence", key: ["candidate_id"], content: ["tokens", "best", "vocabulary", "server", "arrays"],
        references: ["candidate_id": "candidate"], hasID: false)

    /// The calls are the ledger, and how long batches took.
    static let calls = [
        MergedTable(
            "call", key: ["run_id", "problem_id", "sample_index", "round", "purpose"],
            content: ["tool_id", "calls", "tokens_in", "tokens_out", "flops"], circumstances: ["seconds"],
            references: ["run_id": "run", "problem_id": "problem", "tool_id": "tool"], hasID: false),
        MergedTable(
            "batch", key: ["run_id", "ended_at"], content: [], circumstances: ["candidates", "seconds"],
            references: ["run_id": "run"], hasID: false),
    ]

    static let comparison = MergedTable(
        "comparison", key: ["run_id", "problem_id", "tool_id", "shown_json", "repeat"], content: ["chosen", "tokens"],
        references: ["run_id": "run", "problem_id": "problem", "tool_id": "tool"], hasID: false)

    static let scores = [
        ofCandidate("score", key: ["repeat"], content: ["value", "tokens", "flops"]),
        ofCandidate("step_score", key: ["step"], content: ["value"]),
    ]

    static let judgement = MergedTable(
        "judgement", key: [], content: [],
        references: [
            "candidate_id": "candidate", "extractor_id": "tool", "grader_id": "tool", "validator_id": "tool",
            "verifier_id": "tool", "error": "text", "explanation": "text",
        ], hasID: false)

    /// These views must not differ between judgements; the rows themselves are in `judgement`.
    static let judgementViews = [
        ofCandidate("reading", content: ["answer", "answer_key"]),
        ofCandidate("grade", content: ["correct"]),
        ofCandidate("trace_check", content: ["legal", "complete", "error", "error_step", "explanation"]),
        ofCandidate(
            "verdict", key: ["repeat"], content: ["outcome", "critiques_json", "calls", "tokens"],
            circumstances: ["seconds"]),
    ]

    private static func ofCandidate(
        _ name: String, key: [String] = [], content: [String], circumstances: [String] = []
    ) -> MergedTable {
        MergedTable(
            name, key: ["candidate_id", "tool_id"] + key, content: content, circumstances: circumstances,
            references: ["candidate_id": "candidate", "tool_id": "tool"], hasID: false)
    }
}
