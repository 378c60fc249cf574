extension Schema {
    /// Schema 1 has these tables.
    ///
    /// Comments inside the statements are kept by SQLite, so `sqlite3 x.db .schema` explains itself.
    static let v1Tables = """
        CREATE TABLE problem_set (  -- a frozen, versioned list of problems
          id INTEGER PRIMARY KEY,
          domain TEXT NOT NULL,
          name TEXT NOT NULL,
          version INTEGER NOT NULL,
          sha256 TEXT NOT NULL,
          UNIQUE (domain, name, version, sha256)
        ) STRICT;

        CREATE TABLE problem (
          id INTEGER PRIMARY KEY,
          problem_set_id INTEGER NOT NULL REFERENCES problem_set(id),
          position INTEGER NOT NULL CHECK (position >= 1),  -- 1-based, in the set
          canonical_hash TEXT NOT NULL,
          difficulty TEXT NOT NULL,
          split TEXT NOT NULL CHECK (split IN ('train', 'tune', 'test')),
          spec_json TEXT NOT NULL,
          prompt TEXT NOT NULL,
          UNIQUE (problem_set_id, position),
          UNIQUE (problem_set_id, canonical_hash)
        ) STRICT;

        CREATE TABLE model (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          sha256 TEXT NOT NULL UNIQUE,  -- of the weights
          role TEXT NOT NULL,
          parameters INTEGER NOT NULL,
          config_json TEXT NOT NULL
        ) STRICT;

        CREATE TABLE model_token (  -- a model's vocabulary: what the tokens of its candidates mean
          model_id INTEGER NOT NULL REFERENCES model(id),
          code BLOB NOT NULL CHECK (length(code) = 2),  -- the token as in candidate.tokens: little-endian uint16
          token INTEGER NOT NULL,
          symbol TEXT NOT NULL,
          PRIMARY KEY (model_id, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tool (  -- what reads and judges candidates
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('extractor', 'grader', 'validator', 'scorer', 'verifier')),
          name TEXT NOT NULL,
          version INTEGER NOT NULL,
          sha256 TEXT NOT NULL,  -- of the weights of a learned tool, else empty
          parameters_json TEXT NOT NULL,
          sound INTEGER CHECK (sound IN (0, 1)),  -- every accepted answer is right; verifiers only, as the next three
          complete INTEGER CHECK (complete IN (0, 1)),  -- every right answer is accepted
          evidence TEXT CHECK (evidence IN ('answer', 'trace', 'reference')),
          solves_the_problem INTEGER CHECK (solves_the_problem IN (0, 1)),  -- verifying computes the answer
          UNIQUE (kind, name, version, sha256, parameters_json)
        ) STRICT;

        CREATE TABLE run (  -- one sampling configuration
          id INTEGER PRIMARY KEY,
          identity TEXT NOT NULL UNIQUE,  -- hash of all that decides a candidate's tokens
          kind TEXT NOT NULL,
          parent_run_id INTEGER REFERENCES run(id),
          problem_set_id INTEGER NOT NULL REFERENCES problem_set(id),
          model_id INTEGER NOT NULL REFERENCES model(id),
          seed INTEGER NOT NULL,  -- 64 bits; seeds from 2^63 on appear negative
          temperature REAL NOT NULL,
          top_k INTEGER,
          top_p REAL,
          max_tokens INTEGER NOT NULL,
          prompt_template TEXT NOT NULL,
          kernel_path TEXT NOT NULL,
          config_json TEXT NOT NULL,
          winnow_version TEXT NOT NULL,
          created_at TEXT NOT NULL  -- ISO 8601, UTC
        ) STRICT;

        CREATE TABLE candidate (  -- one sampled completion
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          problem_id INTEGER NOT NULL REFERENCES problem(id),
          sample_index INTEGER NOT NULL CHECK (sample_index >= 0),
          parent_id INTEGER REFERENCES candidate(id),
          round INTEGER NOT NULL CHECK (round >= 0),
          tokens BLOB NOT NULL CHECK (length(tokens) % 2 = 0),  -- the completion: little-endian uint16 each
          log_probability REAL,  -- the model's own, at temperature 1, natural log, end token included
          sampling_log_probability REAL,  -- of the distribution drawn from
          prompt_tokens INTEGER NOT NULL,
          trace_tokens INTEGER NOT NULL,
          answer_tokens INTEGER NOT NULL,
          stop_reason TEXT NOT NULL,  -- end = the end token was drawn; anything else is a truncation
          flops REAL NOT NULL,  -- of the completion, 2 per multiply-add; the prompt's are not in it
          UNIQUE (run_id, problem_id, sample_index, round)
        ) STRICT;

        CREATE TABLE reading (  -- what an extractor found in a candidate
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          answer TEXT,
          answer_key TEXT,  -- the canonical form that votes are counted on; NULL = no parsable answer
          PRIMARY KEY (candidate_id, tool_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE grade (
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
          PRIMARY KEY (candidate_id, tool_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE trace_check (
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          legal INTEGER CHECK (legal IN (0, 1)),  -- NULL = truncated or unparsable
          complete INTEGER NOT NULL CHECK (complete IN (0, 1)),  -- legal and carried to its end
          error TEXT,  -- class of the first error
          error_step INTEGER,  -- 1-based
          explanation TEXT,
          PRIMARY KEY (candidate_id, tool_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE score (
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          repeat INTEGER NOT NULL,
          value REAL NOT NULL,
          tokens INTEGER NOT NULL,
          flops REAL NOT NULL,
          PRIMARY KEY (candidate_id, tool_id, repeat)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE step_score (
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          step INTEGER NOT NULL CHECK (step >= 1),  -- 1-based
          value REAL NOT NULL,
          PRIMARY KEY (candidate_id, tool_id, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE verdict (
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          repeat INTEGER NOT NULL,
          outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'rejected', 'error')),
          critiques_json TEXT,
          calls INTEGER NOT NULL,
          tokens INTEGER NOT NULL,
          seconds REAL NOT NULL,  -- wall clock: informative, not part of what a merge compares
          PRIMARY KEY (candidate_id, tool_id, repeat)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run_revision (  -- raised whenever a run's candidates or their judgements change
          run_id INTEGER PRIMARY KEY REFERENCES run(id),
          revision INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE estimate (  -- a cache: whoever adds to a run deletes its estimates
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          split TEXT NOT NULL,
          difficulty TEXT NOT NULL,  -- all, or one bin
          strategy TEXT NOT NULL,
          guarantee TEXT NOT NULL CHECK (guarantee IN ('none', 'statistical', 'sound')),
          budget INTEGER NOT NULL,
          verifications INTEGER NOT NULL,  -- verifications of each candidate that the strategy may use; 0 = none
          right REAL NOT NULL,
          right_low REAL,
          right_high REAL,
          interval_method TEXT NOT NULL,
          standard_error REAL,  -- of the Monte Carlo estimator itself; NULL = exact
          wrong REAL NOT NULL,
          abstained REAL NOT NULL,
          samples_spent REAL NOT NULL,
          tokens_spent REAL NOT NULL,
          flops_spent REAL NOT NULL,
          verifier_calls REAL NOT NULL,
          problems INTEGER NOT NULL,
          pool_size INTEGER NOT NULL,
          estimator TEXT NOT NULL,
          ties TEXT NOT NULL,
          options_json TEXT NOT NULL,
          by_construction TEXT,  -- the strategy that this row equals by identity
          pool_digest TEXT NOT NULL,
          UNIQUE (run_id, difficulty, strategy, budget, verifications, estimator, ties, options_json)
        ) STRICT;

        CREATE TABLE estimate_by_problem (
          estimate_id INTEGER NOT NULL REFERENCES estimate(id) ON DELETE CASCADE,
          problem_id INTEGER NOT NULL REFERENCES problem(id),
          right REAL NOT NULL,
          wrong REAL NOT NULL,
          abstained REAL NOT NULL,
          samples_spent REAL NOT NULL,
          tokens_spent REAL NOT NULL,
          flops_spent REAL NOT NULL,
          verifier_calls REAL NOT NULL,
          PRIMARY KEY (estimate_id, problem_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// These triggers refuse to change or delete raw data, whoever asks.
    static let v1Immutability = [
        "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "reading", "grade",
        "trace_check", "score", "step_score", "verdict",
    ].map { table in
        """
        CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(table)'); END;
        CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(table) is never deleted'); END;
        """
    }.joined(separator: "\n")
}
