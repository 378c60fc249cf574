extension Schema {
    /// Schema 8 keeps what judges chose among candidates that they were shown together, and which problems belong
    /// together.
    static let v8Tables = """
        CREATE TABLE comparison (  -- what a judge chose among candidates of a problem that it was shown together
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          problem_id INTEGER NOT NULL REFERENCES problem(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          shown_json TEXT NOT NULL,  -- their sample indices, in the order in which they were shown
          repeat INTEGER NOT NULL,  -- which of several equal questions this is, 0-based
          chosen INTEGER,  -- the sample index of the chosen one; NULL = none
          tokens INTEGER NOT NULL,  -- that the judge generated
          UNIQUE (run_id, problem_id, tool_id, shown_json, repeat)
        ) STRICT;

        CREATE TABLE problem_cluster (  -- problems of one template or document, which are no independent draws
          problem_id INTEGER PRIMARY KEY REFERENCES problem(id),
          cluster TEXT NOT NULL
        ) STRICT;
        """

    /// A question in two opposite orders shows whether a judge goes by places.
    static let v8Views = """
        CREATE VIEW comparison_readable AS  -- one row a question to a judge of several candidates
        SELECT run_id AS run, problem.position AS problem, tool.name AS judge,
          json_extract(tool.parameters_json, '$.origin.gives') AS tournament, comparison.id AS comparison,
          shown_json, repeat, chosen, tokens,
          CASE WHEN chosen IS NOT NULL THEN chosen = json_extract(shown_json, '$[0]') END AS chose_first
        FROM comparison
        JOIN problem ON problem.id = problem_id
        JOIN tool ON tool.id = tool_id;

        CREATE VIEW position_bias AS  -- of pairs that were asked in both orders, one row a judge of a run; rates in [0, 1]
        SELECT one.run_id AS run, tool.name AS judge,
          json_extract(tool.parameters_json, '$.origin.gives') AS tournament, count(*) AS pairs,
          avg(coalesce(one.chosen = other.chosen, 0)) AS consistent,
          avg(coalesce(one.chosen = json_extract(one.shown_json, '$[0]')
            AND other.chosen = json_extract(other.shown_json, '$[0]'), 0)) AS first,
          avg(coalesce(one.chosen = json_extract(one.shown_json, '$[1]')
            AND other.chosen = json_extract(other.shown_json, '$[1]'), 0)) AS second
        FROM comparison AS one
        JOIN comparison AS other ON other.run_id = one.run_id AND other.problem_id = one.problem_id
          AND other.tool_id = one.tool_id AND other.repeat = one.repeat
          AND other.shown_json = json_array(
            json_extract(one.shown_json, '$[1]'), json_extract(one.shown_json, '$[0]'))
        JOIN tool ON tool.id = one.tool_id
        WHERE json_array_length(one.shown_json) = 2
          AND json_extract(one.shown_json, '$[0]') < json_extract(one.shown_json, '$[1]')
        GROUP BY one.run_id, one.tool_id;

        DROP VIEW spending;
        CREATE VIEW spending AS  -- all that was paid for; the prompt of a problem once, with its sample 0, but in loops
        SELECT run_id AS run, problem.position AS problem, sample_index, round, 'sample' AS purpose, NULL AS tool,
          1 AS calls,
          CASE WHEN sample_index = 0 AND round = 0 THEN candidate.prompt_tokens ELSE 0 END AS tokens_in,
          CASE WHEN completion.candidate_id IS NOT NULL THEN coalesce(completion.completion_tokens, 0)
            ELSE length(candidate.tokens) / 2 END AS tokens_out,
          candidate.flops, NULL AS seconds
        FROM candidate
        JOIN run ON run.id = run_id
        JOIN problem ON problem.id = problem_id
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        WHERE run.kind NOT IN ('search', 'backprompt')
        UNION ALL
        SELECT run_id, problem.position, sample_index, round, 'score', tool.name, 1, 0, score.tokens, score.flops, NULL
        FROM score
        JOIN candidate ON candidate.id = candidate_id
        JOIN problem ON problem.id = problem_id
        JOIN tool ON tool.id = tool_id
        UNION ALL
        SELECT run_id, problem.position, sample_index, round, 'verdict', tool.name, verdict.calls, 0, verdict.tokens, 0,
          verdict.seconds
        FROM verdict
        JOIN candidate ON candidate.id = candidate_id
        JOIN problem ON problem.id = problem_id
        JOIN tool ON tool.id = tool_id
        UNION ALL
        SELECT run_id, problem.position, NULL, NULL, 'comparison', tool.name, 1, 0, tokens, 0, NULL
        FROM comparison
        JOIN problem ON problem.id = problem_id
        JOIN tool ON tool.id = tool_id
        UNION ALL
        SELECT run_id, problem.position, sample_index, round, purpose, tool.name, calls, tokens_in, tokens_out, flops,
          seconds
        FROM call
        JOIN problem ON problem.id = problem_id
        LEFT JOIN tool ON tool.id = tool_id;
        """

    /// What a judge said is raw data, and so is where a problem comes from.
    static let v8Immutability = ["comparison", "problem_cluster"].map { table in
        """
        CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(table)'); END;
        CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(table) is never deleted'); END;
        """
    }.joined(separator: "\n")
}
