extension Schema {
    /// These views have one row per candidate.
    ///
    /// Where several tools of a kind judged a candidate, the newest one counts (the largest tool id); among
    /// verifiers the sound ones come first, so that a learned verifier never hides a sound one.
    static let v1CandidateViews = """
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
        LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id =
          (SELECT max(tool_id) FROM reading WHERE candidate_id = candidate.id)
        LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id =
          (SELECT max(tool_id) FROM grade WHERE candidate_id = candidate.id)
        LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id =
          (SELECT max(tool_id) FROM trace_check WHERE candidate_id = candidate.id)
        LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.repeat = 0 AND verdict.tool_id =
          (SELECT tool.id FROM verdict JOIN tool ON tool.id = tool_id WHERE candidate_id = candidate.id
            ORDER BY tool.sound DESC, tool.id DESC LIMIT 1);

        CREATE VIEW candidate_readable AS
        SELECT run.id AS run,
          problem_set.domain,
          model.name AS model,
          problem.position AS problem,
          problem.difficulty,
          candidate.sample_index,
          problem.prompt,
          coalesce((
            WITH RECURSIVE place(i) AS (
              SELECT 0 WHERE length(candidate.tokens) > 0
              UNION ALL SELECT i + 1 FROM place WHERE 2 * (i + 1) < length(candidate.tokens)
            )
            SELECT group_concat(coalesce((SELECT symbol FROM model_token
              WHERE model_id = run.model_id AND code = substr(candidate.tokens, 2 * i + 1, 2)), '<?>'), ' ')
            FROM place), '') AS completion,
          judgement.answer,
          judgement.answer_key,
          judgement.correct,
          judgement.trace_legal,
          judgement.trace_complete,
          judgement.trace_error,
          judgement.accepted,
          candidate.log_probability,
          length(candidate.tokens) / 2 AS tokens
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem ON problem.id = candidate.problem_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id;
        """

    /// These views have one or a few rows per run, computed from the candidates of the first round; rates are in [0,
    /// 1].
    static let v1RunViews = """
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
          coalesce(sum(length(candidate.tokens) / 2), 0) AS tokens,
          avg(candidate.stop_reason <> 'end') AS truncated,
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
        GROUP BY run.id;

        CREATE VIEW trace_confusion AS
        SELECT *,
          legal_right * 1.0 / nullif(legal_right + legal_wrong, 0) AS right_given_legal,
          illegal_right * 1.0 / nullif(illegal_right + illegal_wrong, 0) AS right_given_illegal,
          legal_right * 1.0 / nullif(legal_right + illegal_right, 0) AS legal_given_right,
          legal_wrong * 1.0 / nullif(legal_wrong + illegal_wrong, 0) AS legal_given_wrong,
          (1.0 * legal_right * illegal_wrong - 1.0 * legal_wrong * illegal_right) / nullif(sqrt(
            1.0 * (legal_right + legal_wrong) * (illegal_right + illegal_wrong)
            * (legal_right + illegal_right) * (legal_wrong + illegal_wrong)), 0) AS phi
        FROM (
          SELECT run.id AS run,
            problem_set.domain,
            model.name AS model,
            count(*) AS candidates,
            sum(trace_legal IS 1 AND correct = 1) AS legal_right,
            sum(trace_legal IS 1 AND correct = 0) AS legal_wrong,
            sum(trace_legal IS 0 AND correct = 1) AS illegal_right,
            sum(trace_legal IS 0 AND correct = 0) AS illegal_wrong,
            sum(trace_legal IS NULL AND correct = 1) AS unreadable_right,
            sum(trace_legal IS NULL AND correct = 0) AS unreadable_wrong,
            avg(trace_legal IS 1 AND correct = 1) AS legal_right_rate,
            avg(trace_legal IS 1 AND correct = 0) AS legal_wrong_rate,
            avg(trace_legal IS 0 AND correct = 1) AS illegal_right_rate,
            avg(trace_legal IS 0 AND correct = 0) AS illegal_wrong_rate,
            avg(trace_legal IS NULL AND correct = 1) AS unreadable_right_rate,
            avg(trace_legal IS NULL AND correct = 0) AS unreadable_wrong_rate
          FROM candidate
          JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
          JOIN run ON run.id = candidate.run_id
          JOIN problem_set ON problem_set.id = run.problem_set_id
          JOIN model ON model.id = run.model_id
          WHERE candidate.round = 0 AND trace_checked AND correct IS NOT NULL
          GROUP BY run.id
        );

        CREATE VIEW trace_length_by_difficulty AS
        SELECT run.id AS run,
          problem_set.domain,
          model.name AS model,
          problem.difficulty,
          judgement.correct,
          count(*) AS candidates,
          avg(candidate.trace_tokens) AS trace_tokens,
          min(candidate.trace_tokens) AS trace_tokens_min,
          max(candidate.trace_tokens) AS trace_tokens_max
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem ON problem.id = candidate.problem_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        WHERE candidate.round = 0
        GROUP BY run.id, problem.difficulty, judgement.correct;

        CREATE VIEW first_trace_errors AS
        SELECT run.id AS run,
          problem_set.domain,
          model.name AS model,
          judgement.trace_error AS error,
          count(*) AS candidates,
          count(*) * 1.0 / sum(count(*)) OVER (PARTITION BY run.id) AS share,
          avg(judgement.trace_error_step) AS mean_step,
          avg(judgement.correct) AS right
        FROM candidate
        JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
        JOIN run ON run.id = candidate.run_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id
        WHERE candidate.round = 0 AND judgement.trace_error IS NOT NULL
        GROUP BY run.id, judgement.trace_error;
        """

    /// These views are of the cached estimates.
    static let v1EstimateViews = """
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
          estimate.pool_digest
        FROM estimate
        JOIN run ON run.id = estimate.run_id
        JOIN problem_set ON problem_set.id = run.problem_set_id
        JOIN model ON model.id = run.model_id;

        CREATE VIEW leaderboard AS
        SELECT domain, problem_set, split, difficulty,
          rank() OVER (PARTITION BY domain, problem_set, split, difficulty ORDER BY right DESC) AS rank,
          run, model, strategy, guarantee, budget, right, right_low, right_high, wrong, abstained,
          samples_spent, tokens_spent, flops_spent, verifier_calls, problems, by_construction
        FROM accuracy_by_budget AS a
        WHERE budget = (SELECT max(budget) FROM estimate WHERE estimate.run_id = a.run
          AND estimate.strategy = a.strategy AND estimate.difficulty = a.difficulty);

        CREATE VIEW cost_to_reach AS
        WITH target(right) AS (VALUES (0.1), (0.2), (0.3), (0.4), (0.5), (0.6), (0.7), (0.8), (0.9), (0.95), (0.99))
        SELECT run, domain, model, problem_set, split, difficulty, strategy, guarantee,
          target.right AS target, budget, a.right, samples_spent, tokens_spent, flops_spent, verifier_calls,
          estimator, ties
        FROM accuracy_by_budget AS a JOIN target ON a.right >= target.right
        WHERE NOT EXISTS (SELECT 1 FROM estimate AS cheaper
          WHERE cheaper.run_id = a.run AND cheaper.strategy = a.strategy AND cheaper.difficulty = a.difficulty
            AND cheaper.verifications = a.verifications AND cheaper.estimator = a.estimator
            AND cheaper.ties = a.ties AND cheaper.options_json = a.options_json
            AND cheaper.budget < a.budget AND cheaper.right >= target.right);
        """
}
