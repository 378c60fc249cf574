CREATE TABLE batch (  -- how long candidates took at the run's parallelism
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run(id),
  ended_at TEXT NOT NULL,  -- ISO 8601, UTC
  candidates INTEGER NOT NULL,
  seconds REAL NOT NULL,  -- since the batch before, or since the sampling began
  UNIQUE (run_id, ended_at)
) STRICT;

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

CREATE TABLE completion (  -- of a candidate whose tokens in the model's vocabulary are not known
  candidate_id INTEGER PRIMARY KEY REFERENCES candidate(id),
  text TEXT,  -- NULL = the source kept an answer or a score only
  completion_tokens INTEGER CHECK (completion_tokens >= 0),  -- as the source counts them; NULL = unknown
  prompt_tokens INTEGER CHECK (prompt_tokens >= 0)  -- as the source counts them; NULL = unknown
) STRICT;

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

CREATE TABLE "estimate" (  -- a cache: whoever adds to a run deletes its estimates
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

CREATE TABLE problem_cluster (  -- problems of one template or document, which are no independent draws
  problem_id INTEGER PRIMARY KEY REFERENCES problem(id),
  cluster TEXT NOT NULL
) STRICT;

CREATE TABLE problem_set (  -- a frozen, versioned list of problems
  id INTEGER PRIMARY KEY,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  UNIQUE (domain, name, version, sha256)
) STRICT;

CREATE TABLE prompt (  -- what a candidate answers to, where that is not simply its problem's prompt
  candidate_id INTEGER PRIMARY KEY REFERENCES candidate(id),
  model_id INTEGER REFERENCES model(id),  -- the model that was asked; NULL = the run's own
  tokens BLOB CHECK (length(tokens) % 2 = 0),  -- as in candidate.tokens; NULL = asked in text
  messages_json TEXT,  -- the conversation, as an array of role and content; NULL = asked in tokens
  critiques_json TEXT NOT NULL  -- the critiques of the answer before that it tells, as in verdict
) STRICT;

CREATE TABLE reference (  -- what graders may read, and a verifier, a scorer or a judge never
  problem_id INTEGER PRIMARY KEY REFERENCES problem(id),
  answer TEXT NOT NULL
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

CREATE TABLE "run" (  -- one sampling configuration
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

CREATE TABLE run_judge (  -- the tools that judged candidates of a run
  run_id INTEGER NOT NULL REFERENCES run(id),
  kind TEXT NOT NULL CHECK (kind IN ('extractor', 'grader', 'validator', 'verifier')),
  tool_id INTEGER NOT NULL REFERENCES tool(id),
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),  -- 1 = its word is taken, by views and analyses
  PRIMARY KEY (run_id, kind, tool_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_revision (  -- raised whenever a run's candidates or their judgements change
  run_id INTEGER PRIMARY KEY REFERENCES run(id),
  revision INTEGER NOT NULL
) STRICT;

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

CREATE TABLE text (  -- what many judgements say in the same words
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL UNIQUE
) STRICT;

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

CREATE TRIGGER batch_is_never_deleted BEFORE DELETE ON batch
BEGIN SELECT raise(ABORT, 'raw data is immutable: a batch is never deleted'); END;

CREATE TRIGGER batch_is_never_updated BEFORE UPDATE ON batch
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a batch'); END;

CREATE TRIGGER call_is_never_deleted BEFORE DELETE ON call
BEGIN SELECT raise(ABORT, 'raw data is immutable: a call is never deleted'); END;

CREATE TRIGGER call_is_never_updated BEFORE UPDATE ON call
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a call'); END;

CREATE TRIGGER candidate_is_never_deleted BEFORE DELETE ON candidate
BEGIN SELECT raise(ABORT, 'raw data is immutable: a candidate is never deleted'); END;

CREATE TRIGGER candidate_is_never_updated BEFORE UPDATE ON candidate
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a candidate'); END;

CREATE TRIGGER comparison_is_never_deleted BEFORE DELETE ON comparison
BEGIN SELECT raise(ABORT, 'raw data is immutable: a comparison is never deleted'); END;

CREATE TRIGGER comparison_is_never_updated BEFORE UPDATE ON comparison
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a comparison'); END;

CREATE TRIGGER completion_is_never_deleted BEFORE DELETE ON completion
BEGIN SELECT raise(ABORT, 'raw data is immutable: a completion is never deleted'); END;

CREATE TRIGGER completion_is_never_updated BEFORE UPDATE ON completion
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a completion'); END;

CREATE TRIGGER confidence_is_never_deleted BEFORE DELETE ON confidence
BEGIN SELECT raise(ABORT, 'raw data is immutable: a confidence is never deleted'); END;

CREATE TRIGGER confidence_is_never_updated BEFORE UPDATE ON confidence
BEGIN SELECT raise(ABORT, 'raw data is immutable: a confidence is never changed'); END;

CREATE TRIGGER grade_is_never_deleted INSTEAD OF DELETE ON grade
BEGIN SELECT raise(ABORT, 'raw data is immutable: a grade is never deleted'); END;

CREATE TRIGGER grade_is_never_updated INSTEAD OF UPDATE ON grade
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a grade'); END;

CREATE TRIGGER judgement_is_never_deleted BEFORE DELETE ON judgement
BEGIN SELECT raise(ABORT, 'raw data is immutable: a judgement is never deleted'); END;

CREATE TRIGGER judgement_is_never_updated BEFORE UPDATE ON judgement
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a judgement'); END;

CREATE TRIGGER model_is_never_deleted BEFORE DELETE ON model
BEGIN SELECT raise(ABORT, 'raw data is immutable: a model is never deleted'); END;

CREATE TRIGGER model_is_never_updated BEFORE UPDATE ON model
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a model'); END;

CREATE TRIGGER model_token_is_never_deleted BEFORE DELETE ON model_token
BEGIN SELECT raise(ABORT, 'raw data is immutable: a model_token is never deleted'); END;

CREATE TRIGGER model_token_is_never_updated BEFORE UPDATE ON model_token
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a model_token'); END;

CREATE TRIGGER problem_cluster_is_never_deleted BEFORE DELETE ON problem_cluster
BEGIN SELECT raise(ABORT, 'raw data is immutable: a problem_cluster is never deleted'); END;

CREATE TRIGGER problem_cluster_is_never_updated BEFORE UPDATE ON problem_cluster
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a problem_cluster'); END;

CREATE TRIGGER problem_is_never_deleted BEFORE DELETE ON problem
BEGIN SELECT raise(ABORT, 'raw data is immutable: a problem is never deleted'); END;

CREATE TRIGGER problem_is_never_updated BEFORE UPDATE ON problem
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a problem'); END;

CREATE TRIGGER problem_set_is_never_deleted BEFORE DELETE ON problem_set
BEGIN SELECT raise(ABORT, 'raw data is immutable: a problem_set is never deleted'); END;

CREATE TRIGGER problem_set_is_never_updated BEFORE UPDATE ON problem_set
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a problem_set'); END;

CREATE TRIGGER prompt_is_never_deleted BEFORE DELETE ON prompt
BEGIN SELECT raise(ABORT, 'raw data is immutable: a prompt is never deleted'); END;

CREATE TRIGGER prompt_is_never_updated BEFORE UPDATE ON prompt
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a prompt'); END;

CREATE TRIGGER reading_is_never_deleted INSTEAD OF DELETE ON reading
BEGIN SELECT raise(ABORT, 'raw data is immutable: a reading is never deleted'); END;

CREATE TRIGGER reading_is_never_updated INSTEAD OF UPDATE ON reading
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a reading'); END;

CREATE TRIGGER reference_is_never_deleted BEFORE DELETE ON reference
BEGIN SELECT raise(ABORT, 'raw data is immutable: a reference is never deleted'); END;

CREATE TRIGGER reference_is_never_updated BEFORE UPDATE ON reference
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a reference'); END;

CREATE TRIGGER rejected_is_never_deleted BEFORE DELETE ON rejected
BEGIN SELECT raise(ABORT, 'raw data is immutable: a rejected is never deleted'); END;

CREATE TRIGGER rejected_is_never_updated BEFORE UPDATE ON rejected
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a rejected'); END;

CREATE TRIGGER run_is_never_deleted BEFORE DELETE ON run
BEGIN SELECT raise(ABORT, 'raw data is immutable: a run is never deleted'); END;

CREATE TRIGGER run_is_never_updated BEFORE UPDATE ON run
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a run'); END;

CREATE TRIGGER score_is_never_deleted BEFORE DELETE ON score
BEGIN SELECT raise(ABORT, 'raw data is immutable: a score is never deleted'); END;

CREATE TRIGGER score_is_never_updated BEFORE UPDATE ON score
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a score'); END;

CREATE TRIGGER step_score_is_never_deleted BEFORE DELETE ON step_score
BEGIN SELECT raise(ABORT, 'raw data is immutable: a step_score is never deleted'); END;

CREATE TRIGGER step_score_is_never_updated BEFORE UPDATE ON step_score
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a step_score'); END;

CREATE TRIGGER text_is_never_deleted BEFORE DELETE ON text
BEGIN SELECT raise(ABORT, 'raw data is immutable: a text is never deleted'); END;

CREATE TRIGGER text_is_never_updated BEFORE UPDATE ON text
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a text'); END;

CREATE TRIGGER tool_is_never_deleted BEFORE DELETE ON tool
BEGIN SELECT raise(ABORT, 'raw data is immutable: a tool is never deleted'); END;

CREATE TRIGGER tool_is_never_updated BEFORE UPDATE ON tool
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a tool'); END;

CREATE TRIGGER trace_check_is_never_deleted INSTEAD OF DELETE ON trace_check
BEGIN SELECT raise(ABORT, 'raw data is immutable: a trace_check is never deleted'); END;

CREATE TRIGGER trace_check_is_never_updated INSTEAD OF UPDATE ON trace_check
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a trace_check'); END;

CREATE TRIGGER verdict_is_never_deleted INSTEAD OF DELETE ON verdict
BEGIN SELECT raise(ABORT, 'raw data is immutable: a verdict is never deleted'); END;

CREATE TRIGGER verdict_is_never_updated INSTEAD OF UPDATE ON verdict
BEGIN SELECT raise(ABORT, 'raw data is immutable: add a row instead of changing a verdict'); END;

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
  (SELECT said.tool_id FROM reading AS said
    LEFT JOIN run_judge ON run_id = candidate.run_id AND kind = 'extractor' AND run_judge.tool_id = said.tool_id
    WHERE said.candidate_id = candidate.id ORDER BY counts DESC, said.tool_id DESC LIMIT 1)
LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id =
  (SELECT said.tool_id FROM grade AS said
    LEFT JOIN run_judge ON run_id = candidate.run_id AND kind = 'grader' AND run_judge.tool_id = said.tool_id
    WHERE said.candidate_id = candidate.id ORDER BY counts DESC, said.tool_id DESC LIMIT 1)
LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id =
  (SELECT said.tool_id FROM trace_check AS said
    LEFT JOIN run_judge ON run_id = candidate.run_id AND kind = 'validator' AND run_judge.tool_id = said.tool_id
    WHERE said.candidate_id = candidate.id ORDER BY counts DESC, said.tool_id DESC LIMIT 1)
LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.repeat = 0 AND verdict.tool_id =
  (SELECT tool_id FROM run_judge WHERE run_id = candidate.run_id AND kind = 'verifier' AND counts);

CREATE VIEW candidate_readable AS  -- candidates of the first round
SELECT run, domain, model, problem, difficulty, sample_index, prompt, completion, answer, answer_key, correct,
  trace_legal, trace_complete, trace_error, accepted, log_probability, tokens, kind
FROM round_readable WHERE round = 0;

CREATE VIEW comparison_readable AS  -- one row a question to a judge of several candidates
SELECT run_id AS run, problem.position AS problem, tool.name AS judge, CASE WHEN instr(tool.parameters_json, '"gives":"knockout"') THEN 'knockout'
  WHEN instr(tool.parameters_json, '"gives":"swiss"') THEN 'swiss'
  WHEN instr(tool.parameters_json, '"gives":"genselect"') THEN 'genselect' END AS tournament,
  comparison.id AS comparison, shown_json, repeat, chosen, tokens,
  substr(shown_json, 1, length(chosen) + 2) = '[' || chosen || ',' AS chose_first
FROM comparison
JOIN problem ON problem.id = problem_id
JOIN tool ON tool.id = tool_id;

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

CREATE VIEW grade AS SELECT candidate_id, grader_id AS tool_id, correct FROM judgement WHERE correct IS NOT NULL;

CREATE VIEW leaderboard AS
SELECT domain, problem_set, split, difficulty,
  rank() OVER (PARTITION BY domain, problem_set, split, difficulty ORDER BY right DESC) AS rank,
  run, model, strategy, guarantee, budget, right, right_low, right_high, wrong, abstained,
  samples_spent, tokens_spent, flops_spent, verifier_calls, problems, by_construction
FROM accuracy_by_budget AS a
WHERE budget = (SELECT max(budget) FROM estimate WHERE estimate.run_id = a.run
  AND estimate.strategy = a.strategy AND estimate.difficulty = a.difficulty);

CREATE VIEW pace AS  -- seconds of a candidate at its run's parallelism
SELECT run_id AS run, sum(candidates) AS candidates, sum(seconds) AS seconds,
  sum(seconds) / sum(candidates) AS seconds_per_candidate
FROM batch GROUP BY run_id;

CREATE VIEW position_bias AS  -- of pairs that were asked in both orders, one row a judge of a run; rates in [0, 1]
WITH pair AS (
  SELECT run_id, problem_id, tool_id, repeat, chosen,
    CAST(substr(shown_json, 2, instr(shown_json, ',') - 2) AS INTEGER) AS one,
    CAST(substr(shown_json, instr(shown_json, ',') + 1) AS INTEGER) AS other
  FROM comparison WHERE length(shown_json) - length(replace(shown_json, ',', '')) = 1
)
SELECT here.run_id AS run, tool.name AS judge, CASE WHEN instr(tool.parameters_json, '"gives":"knockout"') THEN 'knockout'
  WHEN instr(tool.parameters_json, '"gives":"swiss"') THEN 'swiss'
  WHEN instr(tool.parameters_json, '"gives":"genselect"') THEN 'genselect' END AS tournament, count(*) AS pairs,
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

CREATE VIEW reading AS  -- what an extractor found in a candidate
SELECT candidate_id, extractor_id AS tool_id,
  CASE WHEN answer_is_key THEN answer_key ELSE answer END AS answer,
  answer_key  -- the canonical form that votes are counted on; NULL = no parsable answer
FROM judgement WHERE answer_is_key IS NOT NULL;

CREATE VIEW right_by_round AS  -- of loops: the answers of each round by themselves
SELECT run_id AS run, round, count(*) AS answers, avg(correct) AS right,
  avg(coalesce(accepted, 0)) AS accepted, avg(prompt_tokens) AS prompt_tokens
FROM candidate
JOIN candidate_judgement AS judgement ON judgement.candidate_id = candidate.id
WHERE run_id IN (SELECT id FROM run WHERE kind = 'backprompt')
GROUP BY run_id, round;

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

CREATE VIEW token_confidence AS  -- one row a token; filter by candidate_id
WITH RECURSIVE number(place) AS (
  SELECT 0 WHERE EXISTS (SELECT 1 FROM confidence)
  UNION ALL SELECT place + 1 FROM number WHERE place + 1 < (SELECT max(tokens) FROM confidence)
)
SELECT candidate_id, place, 0 - nullif(((instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (0 * tokens + place) + 1, 1)), 1, 1)) - 1) * 16 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (0 * tokens + place) + 1, 1)), 2, 1)) - 1) + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (0 * tokens + place) + 2, 1)), 1, 1)) - 1) * 4096 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (0 * tokens + place) + 2, 1)), 2, 1)) - 1) * 256), 65535) / 1024.0 AS log_probability, nullif(((instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (1 * tokens + place) + 1, 1)), 1, 1)) - 1) * 16 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (1 * tokens + place) + 1, 1)), 2, 1)) - 1) + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (1 * tokens + place) + 2, 1)), 1, 1)) - 1) * 4096 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (1 * tokens + place) + 2, 1)), 2, 1)) - 1) * 256), 65535) / 1024.0 AS entropy,
  0 - nullif(((instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (2 * tokens + place) + 1, 1)), 1, 1)) - 1) * 16 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (2 * tokens + place) + 1, 1)), 2, 1)) - 1) + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (2 * tokens + place) + 2, 1)), 1, 1)) - 1) * 4096 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (2 * tokens + place) + 2, 1)), 2, 1)) - 1) * 256), 65535) / 1024.0 AS mean_best_log_probability,
  CASE WHEN vocabulary IS NOT NULL THEN 0 - nullif(((instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (3 * tokens + place) + 1, 1)), 1, 1)) - 1) * 16 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (3 * tokens + place) + 1, 1)), 2, 1)) - 1) + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (3 * tokens + place) + 2, 1)), 1, 1)) - 1) * 4096 + (instr('0123456789ABCDEF', substr(hex(substr(arrays, 2 * (3 * tokens + place) + 2, 1)), 2, 1)) - 1) * 256), 65535) / 1024.0 END AS mean_log_probability
FROM confidence JOIN number ON place < tokens;

CREATE VIEW trace_check AS
SELECT candidate_id, validator_id AS tool_id,
  legal,  -- NULL = truncated or unparsable
  complete,  -- legal and carried to its end
  (SELECT content FROM text WHERE id = error) AS error,  -- class of the first error
  error_step,  -- 1-based
  (SELECT content FROM text WHERE id = explanation) AS explanation
FROM judgement WHERE complete IS NOT NULL;

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

CREATE VIEW verdict AS
SELECT candidate_id, verifier_id AS tool_id, repeat,
  CASE outcome WHEN 0 THEN 'rejected' WHEN 1 THEN 'accepted' ELSE 'error' END AS outcome,
  (SELECT group_concat(content, ',') FROM (
    SELECT content FROM json_each(critiques) AS piece CROSS JOIN text ON text.id = piece.value
    ORDER BY piece.key)) AS critiques_json,
  calls, tokens,
  seconds  -- wall clock: informative, not part of what a merge compares
FROM judgement WHERE outcome IS NOT NULL;
