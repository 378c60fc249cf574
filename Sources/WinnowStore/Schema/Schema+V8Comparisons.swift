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
        SELECT run_id AS run, problem.position AS problem, tool.name AS judge, \(tournament) AS tournament,
          comparison.id AS comparison, shown_json, repeat, chosen, tokens,
          substr(shown_json, 1, length(chosen) + 2) = '[' || chosen || ',' AS chose_first
        FROM comparison
        JOIN problem ON problem.id = problem_id
        JOIN tool ON tool.id = tool_id;

        CREATE VIEW position_bias AS  -- of pairs that were asked in both orders, one row a judge of a run; rates in [0, 1]
        WITH pair AS (
          SELECT run_id, problem_id, tool_id, repeat, chosen,
            CAST(substr(shown_json, 2, instr(shown_json, ',') - 2) AS INTEGER) AS one,
            CAST(substr(shown_json, instr(shown_json, ',') + 1) AS INTEGER) AS other
          FROM comparison WHERE length(shown_json) - length(replace(shown_json, ',', '')) = 1
        )
        SELECT here.run_id AS run, tool.name AS judge, \(tournament) AS tournament, count(*) AS pairs,
          avg(coalesce(here.chosen = there.chosen, 0)) AS consistent,
          avg(coalesce(here.chosen = here.one AND there.chosen = there.one, 0)) AS first,
          avg(coalesce(here.chosen = here.other AND there.chosen = there.other, 0)) AS second
        FROM pair AS here
        JOIN pair AS there ON there.run_id = here.run_id AND there.problem_id = here.problem_id
          AND there.tool_id = here.tool_id AND there.repeat = here.repeat
          AND there.one = here.other AND there.other = here.one
        JOIN tool ON tool.id = here.tool_id
        WHERE here.one < here.other
        GROUP BY here.run_id, here.tool_id;

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

    /// Views may not use the functions for JSON where a schema is not trusted.
    private static let tournament = """
        CASE WHEN instr(tool.parameters_json, '"gives":"knockout"') THEN 'knockout'
          WHEN instr(tool.parameters_json, '"gives":"swiss"') THEN 'swiss'
          WHEN instr(tool.parameters_json, '"gives":"genselect"') THEN 'genselect' END
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
