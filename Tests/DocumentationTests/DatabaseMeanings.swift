/// What the tables, views and columns of the database mean, each with a query to begin with; the schema says which
/// there are.
///
/// A line without indentation is a table or view, the indented ones below it are its columns, `>` begins its query;
/// below `*` are columns that mean the same wherever they stand.
let databaseMeanings = """
    *
      run: The number of the run.
      run_id: The run.
      domain: The family of problems, such as `maze`.
      model: The name of the model or, for imported samples, what the import was told.
      problem_set: The name of the list of problems.
      problem_set_id: The list of problems.
      problem_id: The problem.
      candidate_id: The candidate.
      tool_id: The tool that says so.
      model_id: The model.
      problem: The position of the problem in its list, from 1.
      difficulty: `easy`, `medium` or `hard` in the bundled lists; in estimates also `all`.
      split: `train`, `tune` or `test`.
      sample_index: The number of the sample of its problem, from 0.
      round: 0 for a first attempt; attempts that answer to a critique follow from 1.
      prompt: What the model was given.
      completion: What the model wrote, as text.
      answer: The answer as it was written; NULL where none was found.
      answer_key: The normal form that votes are counted on; NULL = no answer that can be read.
      correct: 1 right, 0 wrong, by the grader; NULL = not graded.
      legal: 1 where every step of the trace obeys the rules, 0 where one does not, NULL where it is cut off or unreadable.
      complete: 1 where the trace is legal and carried to its end.
      error: The class of the first illegal step.
      error_step: The first illegal step, from 1.
      explanation: What is wrong with that step, in words.
      trace_legal: 1 where every step of the trace obeys the rules, 0 where one does not, NULL where it is cut off, unreadable or not there.
      trace_complete: 1 where the trace is legal and carried to its end.
      trace_error: The class of the first illegal step.
      accepted: 1 accepted, 0 rejected, by the verifier whose word counts; NULL = undecided or not asked.
      critiques_json: What the verifier finds fault with, as JSON.
      log_probability: The model's own log-probability of the completion: at temperature 1, natural logarithm, end token included.
      seconds: Seconds by the clock: to inform, no part of what a merge compares.
      calls: How many calls.
      flops: Floating-point operations, two for each multiply-add.
      tokens: How many tokens.
      kind: How the run came about: `sample`, `greedy`, `search`, `backprompt` or `imported`.
      strategy: The name of the strategy, as in <doc:Strategies>.
      guarantee: What is promised about an answer that is given: `none`, `mode` or `sound`.
      budget: The most samples that the strategy may draw for a problem; of a loop, the most rounds.
      right: The share of problems that are answered rightly, in [0, 1].
      wrong: The share of problems that are answered wrongly, in [0, 1].
      abstained: The share of problems without an answer, in [0, 1].
      right_low: The lower end of the 95 % interval of `right`, over problems.
      right_high: The upper end of the 95 % interval of `right`, over problems.
      samples_spent: Samples drawn for a problem, on average.
      tokens_spent: Tokens for a problem, on average: the prompt once, the completions of all samples drawn.
      flops_spent: Floating-point operations for a problem, on average.
      verifier_calls: Calls of the verifier for a problem, on average.
      problems: How many problems.
      pool_size: Samples of each problem that the figure was computed from.
      estimator: `exact`, `monte-carlo`, `prefix`, `groups` or `episodes`.
      ties: The rule for equal votes: `uniform`, `first`, `strict`, `absolute` or `lenient`.
      interval_method: How the interval was made: see <doc:Statistics>.
      standard_error: The standard error of the random draws alone; NULL = exact.
      verifications: Verifications of each candidate that the strategy may use; 0 = none.
      options_json: The other options that decide the figure.
      by_construction: The strategy that this row equals by identity, such as `oracle`; NULL = none.
      pool_digest: SHA-256 of the samples and judgements that were read.
      verifier: The verifier whose verdicts were read; NULL = none.
      temperature: The sampling temperature; 0 = greedy, NULL = unknown.
      candidates: How many candidates.
      repeat: The number of the repetition, from 0.
      outcome: `accepted`, `rejected` or `error`.
      top_k: Only so many of the likeliest tokens could be drawn; NULL = all.
      top_p: Only the likeliest tokens of this total probability could be drawn; NULL = all.
      max_tokens: A completion ends after so many tokens.
      seed: The seed; 64 bits, so that seeds from 2^63 on look negative.
      identity: SHA-256 of all that decides a candidate's tokens.
      created_at: When the run was begun: ISO 8601, UTC.
      purpose: What the cost is for: `sample`, `score`, `verdict`, or the purpose of a call such as `guide`.
      tokens_in: Tokens that were read.
      tokens_out: Tokens that were written.
      id: The row's number, which other tables refer to.
      sha256: SHA-256 of the content.
      name: The name.
      version: The version.

    accuracy_by_budget: Every stored figure of every strategy at every budget. The first view to ask.
      problems: How many problems the figure is about.
      > select strategy, budget, round(100 * right, 1) as percent from accuracy_by_budget where run = 1 and difficulty = 'all' and budget in (1, 8, 64) order by strategy, budget
    leaderboard: The strategies of each list of problems at their largest budget, the best first.
      rank: 1 for the most right answers among the rows of the same problems and difficulty.
      > select rank, model, strategy, round(100 * right, 1) as percent from leaderboard where domain = 'maze' and difficulty = 'all' order by rank limit 5
    cost_to_reach: The smallest budget at which a strategy reaches a share of right answers, and what it spends there.
      target: The share to be reached, from 0.1 to 0.99.
      > select strategy, budget, round(tokens_spent) as tokens from cost_to_reach where run = 1 and target = 0.9 and difficulty = 'all' order by tokens
    candidate_readable: One row for each sample of a first round, with what was written and what was said of it.
      > select sample_index, answer, correct, accepted, trace_error from candidate_readable where run = 1 and problem = 1 limit 5
    round_readable: As `candidate_readable`, with the samples of later rounds.
      parent_round: The round that this one answers to.
      messages_json: The conversation that was sent, as JSON; NULL where it was tokens, or the problem's own prompt.
      told_json: The critiques of the answer before that the prompt tells, as JSON.
      > select round, count(*) as samples, avg(correct) as right from round_readable where run = 1 group by round
    right_by_round: The answers of each round of back-prompting loops by themselves.
      answers: Answers of the round, of the episodes that came to it.
      right: The share of them that are right.
      accepted: The share of them that the verifier accepts whose word counts.
      prompt_tokens: The tokens of a whole prompt, on average.
      > select run, round, answers, round(100 * right, 1) as percent from right_by_round
    token_confidence: How sure the model was of each token, one row a token: filter by `candidate_id`.
      place: The place of the token in the completion, from 0.
      log_probability: The log-probability of the token that was drawn, at temperature 1; NULL = unknown.
      entropy: The entropy of the distribution, in nats; of a server, that of the best tokens that it names.
      mean_best_log_probability: The mean log-probability of the best tokens; DeepConf's confidence is minus this.
      mean_log_probability: The mean log-probability of all tokens; NULL where only the best are known.
      > select * from token_confidence where candidate_id = 1
    comparison_readable: One row for each question to a judge of several candidates.
      judge: The judge's name.
      tournament: `knockout`, `swiss` or `genselect`: what the question was asked for.
      comparison: The row of `comparison`.
      shown_json: The sample indices of the candidates, in the order in which they were shown, as JSON.
      repeat: Which of several equal questions this is, from 0.
      chosen: The sample index of the one that was chosen; NULL = none.
      tokens: The tokens that the judge generated.
      chose_first: 1 where the one that was shown first was chosen; NULL where none was.
      > select judge, tournament, count(*) as questions, avg(chose_first) from comparison_readable group by 1, 2
    position_bias: Of pairs that a judge was asked about in both orders, how often the place of a candidate decided.
      judge: The judge's name.
      tournament: `knockout`, `swiss` or `genselect`.
      pairs: Pairs that were asked in both orders, each repeat by itself.
      consistent: The share in which the same candidate was chosen in both.
      first: The share in which whichever was shown first was chosen in both.
      second: The share in which whichever was shown second was chosen in both.
      > select run, judge, pairs, round(consistent, 3), round(first, 3), round(second, 3) from position_bias
    candidate_judgement: What counts of each candidate, as numbers; faster than `candidate_readable`.
      trace_checked: 1 where a validator looked at the trace.
      trace_error_step: The first illegal step, from 1.
      trace_explanation: What is wrong with that step, in words.
      > select correct, accepted, count(*) as candidates from candidate_judgement group by 1, 2
    run_overview: One row for each run, with its settings and its rates.
      domain: The family of problems.
      tokens: Tokens of all completions.
      truncated: The share of candidates that did not end by themselves.
      unparsable: The share of candidates without an answer that can be read.
      right: The share of candidates that are right.
      accepted: The share of candidates that the verifier accepts, of those that it decided.
      trace_legal: The share of traces that are legal, cut-off and unreadable ones counted as not.
      trace_complete: The share of traces that are legal and carried to their end.
      > select run, domain, model, temperature, problems, candidates, round(100 * right, 1) as percent from run_overview
    trace_confusion: Legal traces against right answers, one row for each run.
      legal_right: Candidates with a legal trace and a right answer.
      legal_wrong: Candidates with a legal trace and a wrong answer.
      illegal_right: Candidates with an illegal trace and a right answer.
      illegal_wrong: Candidates with an illegal trace and a wrong answer.
      unreadable_right: Candidates whose trace is cut off or unreadable and whose answer is right.
      unreadable_wrong: Candidates whose trace is cut off or unreadable and whose answer is wrong.
      legal_right_rate: The first as a share of all.
      legal_wrong_rate: The second as a share of all.
      illegal_right_rate: The third as a share of all.
      illegal_wrong_rate: The fourth as a share of all.
      unreadable_right_rate: The fifth as a share of all.
      unreadable_wrong_rate: The sixth as a share of all.
      right_given_legal: The share of right answers among legal traces.
      right_given_illegal: The share of right answers among illegal traces.
      legal_given_right: The share of legal traces among right answers, unreadable ones left out.
      legal_given_wrong: The share of legal traces among wrong answers, unreadable ones left out.
      phi: The correlation of legal and right, unreadable ones left out.
      > select domain, model, round(right_given_legal, 3), round(right_given_illegal, 3), round(phi, 3) from trace_confusion
    trace_length_by_difficulty: How long traces are, by difficulty and by right and wrong.
      trace_tokens: Tokens of the trace, on average.
      trace_tokens_min: Tokens of the shortest.
      trace_tokens_max: Tokens of the longest.
      > select difficulty, correct, round(trace_tokens, 1) as tokens from trace_length_by_difficulty where run = 1
    first_trace_errors: What the first illegal steps are.
      error: The class of the error.
      share: The share among the run's candidates with an error.
      mean_step: The number of the illegal step, on average.
      right: The share of candidates with this error whose answer is right all the same.
      > select error, candidates, round(share, 3), round(right, 3) from first_trace_errors where run = 1 order by candidates desc limit 5
    spending: All that was paid for, one row for each cost.
      tool: Who was paid; NULL = the run's own model.
      > select purpose, sum(calls), sum(tokens_in + tokens_out) as tokens, sum(flops) as flops from spending where run = 1 group by purpose
    pace: Seconds that a candidate took at the run's parallelism.
      seconds: Seconds that its batches took.
      seconds_per_candidate: The one divided by the other.
      > select * from pace
    reading: What an extractor read in a candidate.
      > select tool.name, count(answer_key) as answers, count(*) as candidates from reading join tool on tool.id = tool_id group by 1
    grade: What a grader said of a candidate.
      > select tool.name, avg(correct) as right from grade join tool on tool.id = tool_id group by 1
    trace_check: What a validator said of a trace.
      > select error, count(*) as traces from trace_check group by error order by traces desc limit 5
    verdict: What a verifier said of a candidate.
      tokens: Tokens of those calls.
      calls: Calls that the verdict took.
      > select tool.name, outcome, count(*) as candidates from verdict join tool on tool.id = tool_id group by 1, 2

    problem_set: A frozen, versioned list of problems.
      sha256: SHA-256 of its problems.
      > select domain, name, version from problem_set
    problem: A problem of a list.
      position: Its place in the list, from 1.
      canonical_hash: A hash of its normal form: the same for problems that are alike up to symmetry, as the split is made by it.
      spec_json: The problem as text, quoted as JSON.
      > select position, difficulty, spec_json from problem where problem_set_id = 1 limit 3
    model: A model that wrote candidates.
      sha256: SHA-256 of the weights and the configuration; of an imported model, of what it is known by.
      role: `generator` and the like.
      parameters: How many numbers it has; 0 = unknown.
      config_json: Its shape, or what is known of it.
      > select name, parameters, substr(sha256, 1, 8) as sha256 from model
    model_token: The vocabulary of a model: what the tokens of its candidates mean.
      code: The token as it is in `candidate.tokens`: two bytes, the lower one first.
      token: The token's number.
      symbol: What it stands for.
      > select token, symbol from model_token where model_id = 1 limit 5
    tool: What reads and judges candidates.
      kind: `extractor`, `grader`, `validator`, `scorer` or `verifier`.
      sha256: SHA-256 of the weights of a learned tool; else empty.
      parameters_json: Its settings.
      sound: 1 where every accepted answer is right; of verifiers, as the next three.
      complete: 1 where every right answer is accepted.
      evidence: What it looks at: `answer`, `trace` or `reference`.
      solves_the_problem: 1 where verifying computes the answer, so that no samples would be needed.
      > select kind, name, sound, complete, evidence from tool
    run: One sampling configuration, whose candidates are one pool for each problem.
      parent_run_id: The run that this one goes on from; NULL = none.
      prompt_template: How the prompt was made from the problem.
      kernel_path: The kernels that computed it, on which the bits depend.
      config_json: Other settings, and the program's commit and the machine that the run was begun with.
      winnow_version: The program's version.
      > select id, kind, seed, temperature, kernel_path from run
    candidate: One sampled completion. Raw data are never changed or deleted.
      parent_id: The candidate of the round before that this one answers to.
      tokens: The completion: two bytes for each token, the lower one first.
      sampling_log_probability: The log-probability under the distribution that it was drawn from.
      prompt_tokens: Tokens of the prompt.
      trace_tokens: Tokens before the answer.
      answer_tokens: Tokens of the answer.
      stop_reason: `end` where the end token was drawn; anything else is a truncation, or `unknown`.
      flops: Operations of the completion, two for each multiply-add; those of the prompt are not in it.
      > select stop_reason, count(*) as candidates, avg(trace_tokens) as trace from candidate where run_id = 1 group by 1
    completion: The text of a candidate whose tokens are not known, as of imported samples.
      text: What was written; NULL = the source kept an answer or a score only.
      completion_tokens: Tokens, as the source counts them; NULL = unknown.
      prompt_tokens: Tokens of the prompt, as the source counts them; NULL = unknown.
      > select count(*), avg(completion_tokens) from completion
    prompt: What a candidate answers to, where that is more than its problem's own prompt: of loops.
      model_id: The model that was asked; NULL = the run's own.
      tokens: The prompt, two bytes for each token, the low one first; NULL = it was asked in text.
      messages_json: The conversation, a JSON array of role and content; NULL = it was asked in tokens.
      critiques_json: The critiques of the answer before that it tells, as JSON.
      > select critiques_json, count(*) from prompt group by 1 order by 2 desc limit 5
    confidence: How sure the model was of each token of a completion, at temperature 1 and in nats. `token_confidence` is easier to read.
      tokens: So many tokens have numbers.
      best: So many of the best tokens of each place are averaged.
      vocabulary: So many tokens the model knows; NULL = only the best ones are known.
      server: The server, or the layout of the file, that says so; NULL = the run's model, which this program ran.
      arrays: Numbers of all tokens, array by array, in 1/1024 nat, two bytes each, the low one first, 65535 = unknown or more: minus the log-probability; the entropy; minus the mean log-probability of the best; and, with a vocabulary, minus that of all. In Python `numpy.frombuffer(arrays, '<u2').reshape(-1, tokens) / 1024`.
      > select best, vocabulary, count(*), avg(length(arrays)) as bytes from confidence group by 1, 2
    reference: What graders may read, and a verifier, a scorer or a judge never.
      answer: The reference answer.
      > select problem_id, answer from reference limit 3
    problem_cluster: Problems of one template or document, which are no independent draws; an import keeps them.
      cluster: The cluster's name.
      > select cluster, count(*) as problems from problem_cluster group by 1 order by 2 desc limit 5
    comparison: What a judge chose among candidates of a problem that it was shown together. `comparison_readable` is easier to read.
      id: The row.
      shown_json: The sample indices of the candidates, in the order in which they were shown, as JSON.
      repeat: Which of several equal questions this is, from 0.
      chosen: The sample index of the one that was chosen; NULL = none.
      tokens: The tokens that the judge generated.
      > select shown_json, repeat, chosen from comparison limit 5
    judgement: What the tools of a batch said of a candidate, in one row. `reading`, `grade`, `trace_check` and `verdict` are easier to read.
      number: 0 for what was said first, then 1, 2, … without gaps.
      extractor_id: Who read the answer.
      grader_id: Who graded it.
      validator_id: Who checked the trace.
      verifier_id: Who verified it.
      answer_is_key: 1 = the answer is the key itself; NULL = no reading.
      complete: As in `trace_check`; NULL = no trace check.
      error: As in `trace_check`, by the number of the text.
      explanation: As in `trace_check`, by the number of the text.
      outcome: 0 rejected, 1 accepted, 2 error; NULL = no verdict.
      critiques: The number of the text, or a JSON list of numbers of texts.
      repeat: Of the verdict, as the next three; without meaning where there is none.
      tokens: Tokens of those calls.
      > select number, count(*) as candidates from judgement group by number
    text: What many judgements say in the same words.
      content: The words.
      > select content from text limit 5
    score: What a scorer said of a candidate: one number for each repetition.
      value: The number; larger is better.
      tokens: Tokens that the scorer read and wrote.
      > select tool.name, count(*) as scores, avg(value) from score join tool on tool.id = tool_id group by 1
    step_score: What a process scorer said of each step.
      step: The step, from 1.
      value: The number; larger is better.
      > select step, avg(value) from step_score group by step limit 5
    run_judge: Who judged candidates of a run, and whose word counts.
      kind: `extractor`, `grader`, `validator` or `verifier`.
      counts: 1 = views and analyses take its word.
      > select run_id, run_judge.kind, name, counts from run_judge join tool on tool.id = tool_id
    call: Calls of one purpose that an episode took and that are not simply one sample, such as a guide's in a search.
      sample_index: Of the first candidate of the episode.
      purpose: `generate` or `guide`.
      tool_id: Who was called; NULL = the run's own model.
      seconds: Seconds by the clock; NULL = not measured.
      > select purpose, sum(calls), sum(flops) from call group by purpose
    batch: How long candidates took at the run's parallelism.
      ended_at: When the batch was stored: ISO 8601, UTC.
      seconds: Since the batch before, or since the sampling began.
      > select run_id, sum(candidates), round(sum(seconds), 1) from batch group by run_id
    import: A file that candidates were read from, and how far it has been read.
      sha256: SHA-256 of the file.
      settings_json: What decides which candidates come out of it.
      origin: SHA-256 of the file that its runs began with.
      file: The file's name.
      bytes: Its size.
      format: Its layout, as in <doc:FileFormats>.
      begun_at: When reading began: ISO 8601, UTC.
      position: Bytes read, of a layout that is read line by line.
      records: Lines, or members of an archive or a list, read so far.
      candidates: Candidates stored from it.
      known: Candidates that were in the database already.
      is_finished: 1 = it was read to its end.
      > select file, format, records, candidates, known, is_finished from import
    rejected: A piece of an imported file that could not be read.
      import_id: The import.
      file: The file, with the member of an archive.
      line: The line, from 1; the number of the record, of a layout that is not read line by line.
      part: Which of several candidates of the record, from 1; 0 = all of it.
      reason: Why.
      excerpt: How it begins.
      > select file, line, reason from rejected limit 5
    run_revision: Raised whenever a run's candidates or their judgements change.
      revision: The number of changes.
      > select * from run_revision
    estimate: The stored figures that `accuracy_by_budget` shows. A cache: whoever adds to a run deletes its estimates.
      difficulty: `all`, or one class.
      guarantee: `none`, `mode` or `sound`; in databases of schema 4 and older also `statistical`.
      reads_scores: 1 = it rests on a scorer's numbers; NULL = unknown, of an older program.
      > select run_id, count(*) as figures from estimate group by run_id
    estimate_by_problem: The same for each problem, where it was asked for.
      estimate_id: The estimate.
      right: The probability of a right answer to this problem.
      wrong: The probability of a wrong answer to this problem.
      abstained: The probability of no answer to this problem.
      samples_spent: Samples drawn.
      tokens_spent: Tokens spent.
      flops_spent: Operations spent.
      verifier_calls: Calls of the verifier.
      > select problem_id, right from estimate_by_problem order by right limit 10
    """
