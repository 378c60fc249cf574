extension Schema {
    /// Schema 5 names the tools that judged a run and whose word counts, so that no second verifier takes the place of
    /// the first without being asked for, and an earlier way of reading answers can be chosen again.
    ///
    /// An estimate names the verifier whose verdicts it rests on, says whether it reads scores, and may promise that the
    /// answer is the mode.
    static let v5Tables = """
        CREATE TABLE run_judge (  -- the tools that judged candidates of a run
          run_id INTEGER NOT NULL REFERENCES run(id),
          kind TEXT NOT NULL CHECK (kind IN ('extractor', 'grader', 'validator', 'verifier')),
          tool_id INTEGER NOT NULL REFERENCES tool(id),
          counts INTEGER NOT NULL CHECK (counts IN (0, 1)),  -- 1 = its word is taken, by views and analyses
          PRIMARY KEY (run_id, kind, tool_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE new_estimate (  -- a cache: whoever adds to a run deletes its estimates
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run(id),
          split TEXT NOT NULL,
          difficulty TEXT NOT NULL,  -- all, or one bin
          strategy TEXT NOT NULL,
          guarantee TEXT NOT NULL CHECK (guarantee IN ('none', 'mode', 'sound', 'statistical')),  -- the last one: until 4
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
          verifier TEXT,  -- whose verdicts were read; NULL = none
          reads_scores INTEGER CHECK (reads_scores IN (0, 1)),  -- NULL = unknown, of estimates of an older program
          UNIQUE (run_id, difficulty, strategy, budget, verifications, estimator, ties, options_json)
        ) STRICT;
        """

    /// Replaces the table of estimates, and finds whose word counts among the tools that judged each run.
    static let v5Migration = """
        INSERT INTO new_estimate
        SELECT id, run_id, split, difficulty, strategy, guarantee, budget, verifications, right, right_low, right_high,
          interval_method, standard_error, wrong, abstained, samples_spent, tokens_spent, flops_spent, verifier_calls,
          problems, pool_size, estimator, ties, options_json, by_construction, pool_digest, NULL, NULL
        FROM estimate ORDER BY id;
        PRAGMA legacy_alter_table = ON;
        DROP TABLE estimate;
        ALTER TABLE new_estimate RENAME TO estimate;
        PRAGMA legacy_alter_table = OFF;

        INSERT OR IGNORE INTO run_judge
        WITH judged AS (
          SELECT DISTINCT run_id, iif(answer_is_key IS NULL, NULL, extractor_id) AS extractor,
            iif(correct IS NULL, NULL, grader_id) AS grader, iif(complete IS NULL, NULL, validator_id) AS validator,
            iif(outcome IS NULL, NULL, verifier_id) AS verifier
          FROM candidate CROSS JOIN judgement ON candidate_id = candidate.id)
        SELECT run_id, 'extractor', extractor, 0 FROM judged WHERE extractor IS NOT NULL
        UNION SELECT run_id, 'grader', grader, 0 FROM judged WHERE grader IS NOT NULL
        UNION SELECT run_id, 'validator', validator, 0 FROM judged WHERE validator IS NOT NULL
        UNION SELECT run_id, 'verifier', verifier, 0 FROM judged WHERE verifier IS NOT NULL;

        UPDATE run_judge SET counts = tool_id = (
          SELECT max(tool_id) FROM run_judge AS other WHERE other.run_id = run_judge.run_id AND other.kind = run_judge.kind)
        WHERE kind <> 'verifier';
        """ + "\n" + countingVerifiers(where: "true") + ";"

    /// Settles which verifier's word counts: the domain's own, which reads answers as the extractor does that counts; the
    /// only one, where there is one only; else none, and the user has to say.
    ///
    /// - Parameter condition: of the rows of `run_judge` to settle.
    static func countingVerifiers(where condition: String) -> String {
        """
        WITH verifier AS (
          SELECT run_id, tool_id,
            tool.name IN (domain || '-verifier', domain || '-text-verifier')
              AND tool.parameters_json NOT LIKE '{"origin"%' AS own,
            tool.parameters_json IS (
              SELECT reader.parameters_json FROM run_judge AS reading JOIN tool AS reader ON reader.id = reading.tool_id
              WHERE reading.run_id = run_judge.run_id AND reading.kind = 'extractor' AND reading.counts) AS reads_alike
          FROM run_judge JOIN tool ON tool.id = tool_id JOIN run ON run.id = run_id
          JOIN problem_set ON problem_set.id = problem_set_id
          WHERE run_judge.kind = 'verifier'),
        ranked AS (
          SELECT run_id, tool_id, own,
            row_number() OVER (PARTITION BY run_id ORDER BY own DESC, reads_alike DESC, tool_id DESC) AS place,
            count(*) OVER (PARTITION BY run_id) AS verifiers
          FROM verifier)
        UPDATE run_judge SET counts = EXISTS (
          SELECT 1 FROM ranked WHERE ranked.run_id = run_judge.run_id AND ranked.tool_id = run_judge.tool_id
            AND place = 1 AND (own OR verifiers = 1))
        WHERE kind = 'verifier' AND \(condition)
        """
    }

    /// The views take the word of the tools that count; of readings, grades and trace checks the newest, where that tool
    /// said nothing of a candidate.
    static let v5Views = """
        DROP VIEW candidate_judgement;
        CREATE VIEW candidate_judgement AS
        SELECT candidate.id AS candidate_id,
          reading.answer,
          reading.answer_key,
          grade.correct,
          trace_check.tool_id IS NOT NULL AS trace_checked,
          trace_check.legal AS trace_legal,
          trace_check.complete AS trace_complete,
          trace_check.error AS trace_error,
          trace_check.error_step AS trace_error_step,
          trace_check.explanation AS trace_explanation,
          CASE verdict.outcome WHEN 'accepted' THEN 1 WHEN 'rejected' THEN 0 END AS accepted,
          verdict.critiques_json
        FROM candidate
        \(v5Join(to: "reading", by: "extractor"))
        \(v5Join(to: "grade", by: "grader"))
        \(v5Join(to: "trace_check", by: "validator"))
        LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.repeat = 0 AND verdict.tool_id =
          (SELECT tool_id FROM run_judge WHERE run_id = candidate.run_id AND kind = 'verifier' AND counts);

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
          avg(coalesce(judgement.accepted, CASE WHEN candidate.id IS NOT NULL AND judgement.answer_key IS NULL
            AND EXISTS (SELECT 1 FROM run_judge WHERE run_id = run.id AND run_judge.kind = 'verifier' AND counts)
            THEN 0 END)) AS accepted,  -- what has no answer is not accepted; what is undecided is left out
          avg(CASE WHEN judgement.trace_checked THEN judgement.trace_legal IS 1 END) AS trace_legal,
          avg(judgement.trace_complete) AS trace_complete
        FROM run
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        LEFT JOIN candidate ON candidate.run_id = run.id AND candidate.round = 0
        LEFT JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        GROUP BY run.id;

        DROP VIEW accuracy_by_budget;
        CREATE VIEW accuracy_by_budget AS
        SELECT run.id AS run,
          problem_set.domain,
          model.name AS model,
          problem_set.name AS problem_set,
          estimate.split,
          estimate.difficulty,
          estimate.strategy,
          estimate.guarantee,
          estimate.budget,
          estimate.right,
          estimate.right_low,
          estimate.right_high,
          estimate.wrong,
          estimate.abstained,
          estimate.samples_spent,
          estimate.tokens_spent,
          estimate.flops_spent,
          estimate.verifier_calls,
          estimate.problems,
          estimate.pool_size,
          estimate.estimator,
          estimate.ties,
          estimate.interval_method,
          estimate.standard_error,
          estimate.verifications,
          estimate.options_json,
          estimate.by_construction,
          estimate.pool_digest,
          estimate.verifier,
          run.temperature
        FROM estimate
        JOIN run ON run.id = estimate.run_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id;
        """

    private static func v5Join(to view: String, by kind: String) -> String {
        """
        LEFT JOIN \(view) ON \(view).candidate_id = candidate.id AND \(view).tool_id =
          (SELECT said.tool_id FROM \(view) AS said
            LEFT JOIN run_judge ON run_id = candidate.run_id AND kind = '\(kind)' AND run_judge.tool_id = said.tool_id
            WHERE said.candidate_id = candidate.id ORDER BY counts DESC, said.tool_id DESC LIMIT 1)
        """
    }
}
