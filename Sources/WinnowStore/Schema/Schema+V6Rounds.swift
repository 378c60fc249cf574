extension Schema {
    /// Schema 6 keeps what a model was asked for each answer of a back-prompting loop, where that is more than its
    /// problem's own prompt.
    static let v6Tables = """
        CREATE TABLE prompt (  -- what a candidate answers to, where that is not simply its problem's prompt
          candidate_id INTEGER PRIMARY KEY REFERENCES candidate(id),
          model_id INTEGER REFERENCES model(id),  -- the model that was asked; NULL = the run's own
          tokens BLOB CHECK (length(tokens) % 2 = 0),  -- as in candidate.tokens; NULL = asked in text
          messages_json TEXT,  -- the conversation, as an array of role and content; NULL = asked in tokens
          critiques_json TEXT NOT NULL  -- the critiques of the answer before that it tells, as in verdict
        ) STRICT;
        """

    /// All rounds of a loop are calls of the ledger, each with its whole prompt; the views show what was asked.
    static let v6Views = """
        DROP VIEW round_readable;
        CREATE VIEW round_readable AS  -- candidates of all rounds, each with the round that it answers to
        SELECT run.id AS run,
          problem_set.domain,
          model.name AS model,
          problem.position AS problem,
          problem.difficulty,
          candidate.sample_index,
          problem.prompt,
          CASE WHEN completion.candidate_id IS NOT NULL THEN completion.text ELSE coalesce((
            WITH RECURSIVE place(i) AS (
              SELECT 0 WHERE length(candidate.tokens) > 0
              UNION ALL SELECT i + 1 FROM place WHERE 2 * (i + 1) < length(candidate.tokens)
            )
            SELECT group_concat(coalesce((SELECT symbol FROM model_token
              WHERE model_id = run.model_id AND code = substr(candidate.tokens, 2 * i + 1, 2)), '<?>'), ' ')
            FROM place), '') END AS completion,
          judgement.answer,
          judgement.answer_key,
          judgement.correct,
          judgement.trace_legal,
          judgement.trace_complete,
          judgement.trace_error,
          judgement.accepted,
          candidate.log_probability,
          CASE WHEN completion.candidate_id IS NOT NULL THEN completion.completion_tokens
            ELSE length(candidate.tokens) / 2 END AS tokens,
          run.kind,
          candidate.round,
          parent.round AS parent_round,
          judgement.critiques_json,
          sent.messages_json,
          sent.critiques_json AS told_json  -- the critiques of the answer before that the prompt tells
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem ON problem.id = candidate.problem_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        LEFT JOIN candidate AS parent ON parent.id = candidate.parent_id
        LEFT JOIN prompt AS sent ON sent.candidate_id = candidate.id;

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
        SELECT run_id, problem.position, sample_index, round, purpose, tool.name, calls, tokens_in, tokens_out, flops,
          seconds
        FROM call
        JOIN problem ON problem.id = problem_id
        LEFT JOIN tool ON tool.id = tool_id;

        CREATE VIEW right_by_round AS  -- of loops: the answers of each round by themselves
        SELECT run_id AS run, round, count(*) AS answers, avg(correct) AS right,
          avg(coalesce(accepted, 0)) AS accepted, avg(prompt_tokens) AS prompt_tokens
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        WHERE run_id IN (SELECT id FROM run WHERE kind = 'backprompt')
        GROUP BY run_id, round;
        """

    /// What was asked is raw data.
    static let v6Immutability = """
        CREATE TRIGGER prompt_is_never_updated BEFORE UPDATE ON prompt
        BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a prompt'); END;
        CREATE TRIGGER prompt_is_never_deleted BEFORE DELETE ON prompt
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a prompt is never deleted'); END;
        """
}
