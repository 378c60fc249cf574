extension Schema {
    /// Schema 2 keeps all that was said of a candidate at one time in one row, and every text that judgements share
    /// once.
    ///
    /// The tables of schema 1 that it replaces are views of the same names, columns and values.
    static let v2Tables = """
        CREATE TABLE text (  -- what many judgements say in the same words
          id INTEGER PRIMARY KEY,
          content TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE judgement (  -- what the tools of a batch said; easier to read: reading, grade, trace_check, verdict
          candidate_id INTEGER NOT NULL REFERENCES candidate(id),
          number INTEGER NOT NULL CHECK (number >= 0),  -- 0 for what was said first, then 1, 2, ... without gaps
          extractor_id INTEGER REFERENCES tool(id),
          grader_id INTEGER REFERENCES tool(id),
          validator_id INTEGER REFERENCES tool(id),
          verifier_id INTEGER REFERENCES tool(id),
          answer_is_key INTEGER CHECK (answer_is_key IN (0, 1)),  -- 1 = the answer is the key itself; NULL = no reading
          answer_key TEXT,
          answer TEXT,
          correct INTEGER CHECK (correct IN (0, 1)),  -- NULL = no grade
          legal INTEGER CHECK (legal IN (0, 1)),
          complete INTEGER CHECK (complete IN (0, 1)),  -- NULL = no trace check
          error INTEGER,  -- text.id, as explanation
          error_step INTEGER,
          explanation INTEGER,
          outcome INTEGER CHECK (outcome IN (0, 1, 2)),  -- rejected, accepted, error; NULL = no verdict
          critiques ANY,  -- the text.id whose content it is, or a JSON array of those to be joined by commas
          repeat INTEGER,  -- as calls, tokens and seconds: of the verdict, without meaning where there is none
          calls INTEGER,
          tokens INTEGER,
          seconds REAL,
          CHECK (answer_is_key IS NULL OR extractor_id IS NOT NULL),
          CHECK (correct IS NULL OR grader_id IS NOT NULL),
          CHECK (complete IS NULL OR validator_id IS NOT NULL),
          CHECK (outcome IS NULL OR (verifier_id IS NOT NULL AND repeat IS NOT NULL AND calls IS NOT NULL
            AND tokens IS NOT NULL AND seconds IS NOT NULL)),
          PRIMARY KEY (candidate_id, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// These views have the judgements as schema 1 had them, a row for each tool.
    static let v2Views = """
        CREATE VIEW reading AS  -- what an extractor found in a candidate
        SELECT candidate_id, extractor_id AS tool_id,
          CASE WHEN answer_is_key THEN answer_key ELSE answer END AS answer,
          answer_key  -- the canonical form that votes are counted on; NULL = no parsable answer
        FROM judgement WHERE answer_is_key IS NOT NULL;

        CREATE VIEW grade AS SELECT candidate_id, grader_id AS tool_id, correct FROM judgement WHERE correct IS NOT NULL;

        CREATE VIEW trace_check AS
        SELECT candidate_id, validator_id AS tool_id,
          legal,  -- NULL = truncated or unparsable
          complete,  -- legal and carried to its end
          (SELECT content FROM text WHERE id = error) AS error,  -- class of the first error
          error_step,  -- 1-based
          (SELECT content FROM text WHERE id = explanation) AS explanation
        FROM judgement WHERE complete IS NOT NULL;

        CREATE VIEW verdict AS
        SELECT candidate_id, verifier_id AS tool_id, repeat,
          CASE outcome WHEN 0 THEN 'rejected' WHEN 1 THEN 'accepted' ELSE 'error' END AS outcome,
          (SELECT group_concat(content, ',') FROM (
            SELECT content FROM json_each(critiques) AS piece CROSS JOIN text ON text.id = piece.value
            ORDER BY piece.key)) AS critiques_json,
          calls, tokens,
          seconds  -- wall clock: informative, not part of what a merge compares
        FROM judgement WHERE outcome IS NOT NULL;
        """

    /// These triggers refuse to change or delete judgements, by their table or by the views.
    static let v2Immutability =
        ["judgement", "text"].map { table in
            """
            CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(table)'); END;
            CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(table) is never deleted'); END;
            """
        }.joined(separator: "\n") + "\n"
        + ["reading", "grade", "trace_check", "verdict"].map { view in
            """
            CREATE TRIGGER \(view)_is_never_updated INSTEAD OF UPDATE ON \(view)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a \(view)'); END;
            CREATE TRIGGER \(view)_is_never_deleted INSTEAD OF DELETE ON \(view)
            BEGIN SELECT raise(ABORT, 'raw data is immutable: a \(view) is never deleted'); END;
            """
        }.joined(separator: "\n")
}
