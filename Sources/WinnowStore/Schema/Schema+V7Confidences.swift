extension Schema {
    /// Schema 7 keeps how sure a model was of each token of a completion.
    static let v7Tables = """
        CREATE TABLE confidence (  -- how sure the model was of each token, at temperature 1 and in nats
          candidate_id INTEGER PRIMARY KEY REFERENCES candidate(id),
          tokens INTEGER NOT NULL,  -- so many have numbers
          best INTEGER NOT NULL,  -- so many of the best tokens of each place are averaged
          vocabulary INTEGER,  -- so many tokens there are; NULL = only the best are known
          server TEXT,  -- who says so; NULL = the run's model, which this program ran
          -- The numbers of all tokens, array by array, in 1/1024 nat, little-endian, two bytes each; 65535 = unknown or
          -- more: minus the log-probability; the entropy; minus the mean log-probability of the best; and minus that of
          -- all, where the vocabulary is known.
          arrays BLOB NOT NULL CHECK (length(arrays) = (CASE WHEN vocabulary IS NULL THEN 6 ELSE 8 END) * tokens)
        ) STRICT;
        """

    /// The numbers are read in SQL as they are in any program that reads two bytes at a time.
    static let v7Views = """
        CREATE VIEW token_confidence AS  -- one row a token; filter by candidate_id
        WITH RECURSIVE number(place) AS (
          SELECT 0 WHERE EXISTS (SELECT 1 FROM confidence)
          UNION ALL SELECT place + 1 FROM number WHERE place + 1 < (SELECT max(tokens) FROM confidence)
        )
        SELECT candidate_id, place, 0 - \(value(0)) AS log_probability, \(value(1)) AS entropy,
          0 - \(value(2)) AS mean_best_log_probability,
          CASE WHEN vocabulary IS NOT NULL THEN 0 - \(value(3)) END AS mean_log_probability
        FROM confidence JOIN number ON place < tokens;
        """

    /// Decodes the number of a place in one of the arrays; NULL for an unknown one.
    private static func value(_ array: Int) -> String {
        func digit(_ byte: Int, _ place: Int) -> String {
            "(instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (\(array) * tokens + place) + \(byte + 1), 1)), "
                + "\(place), 1)) - 1)"
        }
        let code = "(\(digit(0, 1)) * 16 + \(digit(0, 2)) + \(digit(1, 1)) * 4096 + \(digit(1, 2)) * 256)"
        return "nullif(\(code), 65535) / 1024.0"
    }

    /// What a model said is raw data.
    static let v7Immutability = """
        CREATE TRIGGER confidence_is_never_updated BEFORE UPDATE ON confidence
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a confidence is never changed'); END;
        CREATE TRIGGER confidence_is_never_deleted BEFORE DELETE ON confidence
        BEGIN SELECT raise(ABORT, 'raw data is immutable: a confidence is never deleted'); END;
        """
}
