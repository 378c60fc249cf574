extension Schema {
    /// Schema 4 has a ledger of calls, what batches took, and runs whose temperature is not known.
    ///
    /// A plain sample needs no row of the ledger: its cost follows from its tokens. Scores and verdicts keep their costs
    /// where they are. All else that was called, such as the branches of a guided search, is a row here.
    static let v4Tables = """
        CREATE TABLE call (  -- calls of one purpose that were made for one episode, and that are not simply one sample
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          problem_id INTEGER NOT NULL REFERENCES problem(id),
          sample_index INTEGER NOT NULL CHECK (sample_index >= 0),  -- of the first candidate of the episode
          round INTEGER NOT NULL CHECK (round >= 0),
          purpose TEXT NOT NULL,  -- generate, guide, …
          tool_id INTEGER REFERENCES tool(id),  -- NULL = the run's own model
          calls INTEGER NOT NULL,
          tokens_in INTEGER NOT NULL,
          tokens_out INTEGER NOT NULL,
          flops REAL NOT NULL,
          seconds REAL,  -- wall clock, NULL = not measured: informative, not part of what a merge compares
          UNIQUE (run_id, problem_id, sample_index, round, purpose)
        ) STRICT;

        CREATE TABLE batch (  -- how long candidates took at the run's parallelism
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          ended_at TEXT NOT NULL,  -- ISO 8601, UTC
          candidates INTEGER NOT NULL,
          seconds REAL NOT NULL,  -- since the batch before, or since the sampling began
          UNIQUE (run_id, ended_at)
        ) STRICT;

        CREATE TABLE new_run (  -- one sampling configuration
          id INTEGER PRIMARY KEY,
          identity TEXT NOT NULL UNIQUE,  -- hash of all that decides a candidate's tokens
          kind TEXT NOT NULL,  -- sample, greedy, imported, search
          parent_run_id INTEGER REFERENCES run(id),
          problem_set_id INTEGER NOT NULL REFERENCES problem_set(id),
          model_id INTEGER NOT NULL REFERENCES model(id),
          seed INTEGER NOT NULL,  -- 64 bits; seeds from 2^63 on appear negative
          temperature REAL,  -- NULL = unknown
          top_k INTEGER,
          top_p REAL,
          max_tokens INTEGER NOT NULL,
          prompt_template TEXT NOT NULL,
          kernel_path TEXT NOT NULL,
          config_json TEXT NOT NULL,  -- the parameters of the run's source
          winnow_version TEXT NOT NULL,
          created_at TEXT NOT NULL  -- ISO 8601, UTC
        ) STRICT;
        """

    /// Replaces the table of runs, and takes to its own place what schema 3 kept in columns and scores of other meaning:
    /// an unknown temperature as -1, a rule that stops sampling in `kernel_path`, and the costs of a guided search in two
    /// scores of each candidate.
    ///
    /// A search's group of which some candidate has no cost is left without a row of the ledger: it was interrupted.
    static let v4Migration = """
        DROP TRIGGER score_is_never_updated;
        DROP TRIGGER score_is_never_deleted;
        DROP TRIGGER tool_is_never_deleted;

        INSERT INTO new_run
        SELECT id, identity, kind, parent_run_id, problem_set_id, model_id, seed,
          CASE WHEN kind = 'imported' AND temperature = -1 THEN NULL ELSE temperature END, top_k, top_p, max_tokens,
          prompt_template, CASE WHEN kernel_path LIKE 'endpoint, stopped by %' THEN 'endpoint' ELSE kernel_path END,
          config_json, winnow_version, created_at
        FROM run ORDER BY id;
        PRAGMA legacy_alter_table = ON;
        DROP TABLE run;
        ALTER TABLE new_run RENAME TO run;
        PRAGMA legacy_alter_table = OFF;

        CREATE TEMP TABLE search_run AS
        SELECT id, CAST(coalesce(json_extract(config_json, '$.beams'), json_extract(config_json, '$.width')) AS INTEGER)
          AS size
        FROM run WHERE kind = 'search' AND json_valid(config_json);

        INSERT INTO call
          (run_id, problem_id, sample_index, round, purpose, calls, tokens_in, tokens_out, flops)
        SELECT run_id, problem_id, sample_index / size * size, 0,
          CASE tool.name WHEN 'search-generator' THEN 'generate' ELSE 'guide' END, 0, 0,
          sum(CASE tool.name WHEN 'search-generator' THEN score.tokens ELSE 0 END), sum(score.flops)
        FROM candidate
        JOIN search_run ON search_run.id = run_id
        JOIN score ON score.candidate_id = candidate.id
        JOIN tool ON tool.id = score.tool_id AND tool.kind = 'scorer'
          AND tool.name IN ('search-generator', 'search-guide')
        WHERE size > 0
        GROUP BY run_id, problem_id, sample_index / size, tool.name
        HAVING count(*) = size
        ORDER BY 1, 2, 3, 5 DESC;

        DELETE FROM score WHERE tool_id IN (SELECT id FROM tool WHERE kind = 'scorer' AND name = 'search-generator')
          AND candidate_id IN (SELECT candidate.id FROM candidate JOIN search_run ON search_run.id = run_id);
        UPDATE score SET flops = 0
        WHERE tool_id IN (SELECT id FROM tool WHERE kind = 'scorer' AND name = 'search-guide')
          AND candidate_id IN (SELECT candidate.id FROM candidate JOIN search_run ON search_run.id = run_id);
        DELETE FROM tool WHERE kind = 'scorer' AND name = 'search-generator'
          AND NOT EXISTS (SELECT 1 FROM score WHERE tool_id = tool.id);
        DROP TABLE search_run;
        """

    /// These views show completions, for the first round and for all, and what everything cost.
    static let v4Views = """
        DROP VIEW candidate_readable;
        CREATE VIEW candidate_readable AS  -- candidates of the first round
        SELECT run, domain, model, problem, difficulty, sample_index, prompt, completion, answer, answer_key, correct,
          trace_legal, trace_complete, trace_error, accepted, log_probability, tokens, kind
        FROM round_readable WHERE round = 0;

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
          judgement.critiques_json
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem ON problem.id = candidate.problem_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        LEFT JOIN candidate AS parent ON parent.id = candidate.parent_id;

        CREATE VIEW spending AS  -- all that was paid for; the prompt of a problem once, with its sample 0
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
        WHERE run.kind <> 'search'
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

        CREATE VIEW pace AS  -- seconds of a candidate at its run's parallelism
        SELECT run_id AS run, sum(candidates) AS candidates, sum(seconds) AS seconds,
          sum(seconds) / sum(candidates) AS seconds_per_candidate
        FROM batch GROUP BY run_id;
        """

    /// The ledger and the runs are raw data, and so is what the migration had to touch.
    static let v4Immutability =
        ["run", "call", "batch"].map { table in
            """
            CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(table)'); END;
            CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(table) is never deleted'); END;
            """
        }.joined(separator: "\n") + "\n" + """
            CREATE TRIGGER score_is_never_updated BEFORE UPDATE ON score
            BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a score'); END;
            CREATE TRIGGER score_is_never_deleted BEFORE DELETE ON score
            BEGIN SELECT raise(ABORT, 'raw data is immutable: a score is never deleted'); END;
            CREATE TRIGGER tool_is_never_deleted BEFORE DELETE ON tool
            BEGIN SELECT raise(ABORT, 'raw data is immutable: a tool is never deleted'); END;
            """
}
