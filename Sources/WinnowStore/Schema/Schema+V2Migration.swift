extension Schema {
    /// Moves the judgements of schema 1 to the tables of schema 2.
    ///
    /// The first tool of each kind gives a candidate's first row; what other tools or repeats said follows, a row
    /// each.
    static let v2Migration = """
        CREATE TEMP TABLE critique_piece AS
        WITH RECURSIVE split(whole, place, piece, rest) AS (
          SELECT critiques_json, 0, NULL, critiques_json
          FROM (SELECT DISTINCT critiques_json FROM verdict WHERE critiques_json IS NOT NULL)
          UNION ALL
          SELECT whole, place + 1,
            CASE instr(rest, '},{') WHEN 0 THEN rest ELSE substr(rest, 1, instr(rest, '},{')) END,
            CASE instr(rest, '},{') WHEN 0 THEN NULL ELSE substr(rest, instr(rest, '},{') + 2) END
          FROM split WHERE rest IS NOT NULL
        )
        SELECT whole, place, piece FROM split WHERE place > 0;

        INSERT INTO text (content)
        SELECT error FROM trace_check WHERE error IS NOT NULL
        UNION SELECT explanation FROM trace_check WHERE explanation IS NOT NULL
        UNION SELECT piece FROM critique_piece ORDER BY 1;

        CREATE TEMP TABLE critique_list (whole TEXT PRIMARY KEY, critiques ANY) STRICT, WITHOUT ROWID;
        INSERT INTO critique_list
        SELECT whole, CASE count(*) WHEN 1 THEN max(id) ELSE json_group_array(id) END
        FROM (SELECT whole, id FROM critique_piece JOIN text ON content = piece ORDER BY whole, place)
        GROUP BY whole;

        INSERT INTO judgement
        SELECT candidate.id, 0, reading.tool_id, grade.tool_id, trace_check.tool_id, verdict.tool_id,
          CASE WHEN reading.tool_id IS NOT NULL THEN reading.answer IS reading.answer_key END, reading.answer_key,
          CASE WHEN reading.answer IS NOT reading.answer_key THEN reading.answer END, grade.correct,
          trace_check.legal, trace_check.complete, (SELECT id FROM text WHERE content = trace_check.error),
          trace_check.error_step, (SELECT id FROM text WHERE content = trace_check.explanation),
          CASE verdict.outcome WHEN 'rejected' THEN 0 WHEN 'accepted' THEN 1 WHEN 'error' THEN 2 END,
          (SELECT critiques FROM critique_list WHERE whole = verdict.critiques_json),
          verdict.repeat, verdict.calls, verdict.tokens, verdict.seconds
        FROM candidate
        LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id =
          (SELECT min(tool_id) FROM reading WHERE candidate_id = candidate.id)
        LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id =
          (SELECT min(tool_id) FROM grade WHERE candidate_id = candidate.id)
        LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id =
          (SELECT min(tool_id) FROM trace_check WHERE candidate_id = candidate.id)
        LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND (verdict.tool_id, verdict.repeat) =
          (SELECT tool_id, repeat FROM verdict WHERE candidate_id = candidate.id ORDER BY tool_id, repeat LIMIT 1)
        WHERE coalesce(reading.tool_id, grade.tool_id, trace_check.tool_id, verdict.tool_id) IS NOT NULL
        ORDER BY candidate.id;

        INSERT INTO judgement (candidate_id, number, extractor_id, answer_is_key, answer_key, answer)
        SELECT candidate_id, (SELECT max(number) FROM judgement WHERE candidate_id = reading.candidate_id)
            + row_number() OVER (PARTITION BY candidate_id ORDER BY tool_id),
          tool_id, answer IS answer_key, answer_key, CASE WHEN answer IS NOT answer_key THEN answer END
        FROM reading WHERE NOT EXISTS (SELECT 1 FROM judgement
          WHERE judgement.candidate_id = reading.candidate_id AND extractor_id = tool_id);

        INSERT INTO judgement (candidate_id, number, grader_id, correct)
        SELECT candidate_id, (SELECT max(number) FROM judgement WHERE candidate_id = grade.candidate_id)
            + row_number() OVER (PARTITION BY candidate_id ORDER BY tool_id), tool_id, correct
        FROM grade WHERE NOT EXISTS (SELECT 1 FROM judgement
          WHERE judgement.candidate_id = grade.candidate_id AND grader_id = tool_id);

        INSERT INTO judgement
          (candidate_id, number, validator_id, legal, complete, error, error_step, explanation)
        SELECT candidate_id, (SELECT max(number) FROM judgement WHERE candidate_id = trace_check.candidate_id)
            + row_number() OVER (PARTITION BY candidate_id ORDER BY tool_id),
          tool_id, legal, complete, (SELECT id FROM text WHERE content = trace_check.error), error_step,
          (SELECT id FROM text WHERE content = trace_check.explanation)
        FROM trace_check WHERE NOT EXISTS (SELECT 1 FROM judgement
          WHERE judgement.candidate_id = trace_check.candidate_id AND validator_id = tool_id);

        INSERT INTO judgement
          (candidate_id, number, verifier_id, outcome, critiques, repeat, calls, tokens, seconds)
        SELECT candidate_id, (SELECT max(number) FROM judgement WHERE candidate_id = verdict.candidate_id)
            + row_number() OVER (PARTITION BY candidate_id ORDER BY tool_id, repeat),
          tool_id, CASE outcome WHEN 'rejected' THEN 0 WHEN 'accepted' THEN 1 ELSE 2 END,
          (SELECT critiques FROM critique_list WHERE whole = critiques_json), repeat, calls, tokens, seconds
        FROM verdict WHERE NOT EXISTS (SELECT 1 FROM judgement
          WHERE judgement.candidate_id = verdict.candidate_id AND verifier_id = tool_id
            AND judgement.repeat = verdict.repeat);

        DROP TABLE critique_list;
        DROP TABLE critique_piece;
        DROP TABLE reading;
        DROP TABLE grade;
        DROP TABLE trace_check;
        DROP TABLE verdict;
        """
}
