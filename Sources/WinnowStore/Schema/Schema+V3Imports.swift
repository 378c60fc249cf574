extension Schema {
    /// Schema 3 takes in what other programs sampled: completions as text, where they came from, and the answers that
    /// graders compare with.
    static let v3Tables = """
        CREATE TABLE completion (  -- of a candidate whose tokens in the model's vocabulary are not known
          candidate_id INTEGER PRIMARY KEY REFERENCES candidate(id),
          text TEXT,  -- NULL = the source kept an answer or a score only
          completion_tokens INTEGER CHECK (completion_tokens >= 0),  -- as the source counts them; NULL = unknown
          prompt_tokens INTEGER CHECK (prompt_tokens >= 0)  -- as the source counts them; NULL = unknown
        ) STRICT;

        CREATE TABLE reference (  -- what graders may read, and a verifier, a scorer or a judge never
          problem_id INTEGER PRIMARY KEY REFERENCES problem(id),
          answer TEXT NOT NULL
        ) STRICT;

        CREATE TABLE import (  -- a file that candidates were read from, and how far it has been read
          id INTEGER PRIMARY KEY,
          sha256 TEXT NOT NULL,  -- of the file
          settings_json TEXT NOT NULL,  -- what decides which candidates come out of it
          origin TEXT NOT NULL,  -- sha256 of the file that its runs began with
          file TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          format TEXT NOT NULL,
          begun_at TEXT NOT NULL,  -- ISO 8601, UTC
          position INTEGER NOT NULL DEFAULT 0,  -- bytes read, of a format that is read line by line
          records INTEGER NOT NULL DEFAULT 0,  -- lines, or members of an archive or a list, read so far
          candidates INTEGER NOT NULL DEFAULT 0,  -- stored
          known INTEGER NOT NULL DEFAULT 0,  -- found in the database already
          is_finished INTEGER NOT NULL DEFAULT 0 CHECK (is_finished IN (0, 1)),
          UNIQUE (sha256, settings_json)
        ) STRICT;

        CREATE TABLE rejected (  -- a piece of an imported file that could not be read
          id INTEGER PRIMARY KEY,
          import_id INTEGER NOT NULL REFERENCES import(id),
          file TEXT NOT NULL,  -- with the member, of an archive
          line INTEGER NOT NULL,  -- 1-based; the number of the record, of a format that is not read line by line
          part INTEGER NOT NULL DEFAULT 0,  -- 1-based: which of several candidates of the record; 0 = all of it
          reason TEXT NOT NULL,
          excerpt TEXT NOT NULL,  -- how it begins
          UNIQUE (import_id, file, line, part)
        ) STRICT;
        """

    /// These views show a completion or count its tokens, now for completions of both kinds.
    static let v3Views = """
        DROP VIEW candidate_readable;
        CREATE VIEW candidate_readable AS
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
            ELSE length(candidate.tokens) / 2 END AS tokens
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem ON problem.id = candidate.problem_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        LEFT JOIN completion ON completion.candidate_id = candidate.id;

        DROP VIEW run_overview;
        CREATE VIEW run_overview AS
        SELECT run.id AS run,
          run.identity,
          run.kind,
          problem_set.domain,
          problem_set.name AS problem_set,
          model.name AS model,
          run.seed,
          run.temperature,
          run.top_k,
          run.top_p,
          run.max_tokens,
          run.created_at,
          count(DISTINCT candidate.problem_id) AS problems,
          count(candidate.id) AS candidates,
          coalesce(sum(CASE WHEN completion.candidate_id IS NOT NULL THEN completion.completion_tokens
            ELSE length(candidate.tokens) / 2 END), 0) AS tokens,
          avg(CASE WHEN candidate.stop_reason <> 'unknown' THEN candidate.stop_reason <> 'end' END) AS truncated,
          avg(CASE WHEN candidate.id IS NOT NULL THEN judgement.answer_key IS NULL END) AS unparsable,
          avg(judgement.correct) AS right,
          avg(judgement.accepted) AS accepted,
          avg(CASE WHEN judgement.trace_checked THEN judgement.trace_legal IS 1 END) AS trace_legal,
          avg(judgement.trace_complete) AS trace_complete
        FROM run
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        LEFT JOIN candidate ON candidate.run_id = run.id AND candidate.round = 0
        LEFT JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        GROUP BY run.id;
        """

    /// The progress of an import is no raw data; all else of schema 3 is.
    static let v3Immutability = ["completion", "reference", "rejected"].map { table in
        """
        CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(table)'); END;
        CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(table) is never deleted'); END;
        """
    }.joined(separator: "\n")
}
