import WinnowCore
import WinnowDomains
import WinnowRuns
import WinnowStore
import WinnowText

extension CandidateInspection {
    /// Reads a candidate from a database.
    ///
    /// - Parameters:
    ///   - run: the run's number; nil for the latest run that is not greedy, or the latest of all when all are.
    ///   - position: the 1-based position of the problem.
    ///   - sample: the 0-based number of the sample.
    /// - Throws: ``ExperimentError`` when there is no such run, problem or sample, saying which there are; `StoreError`
    ///   for a file that cannot be read.
    public init(database path: String, run number: Int64? = nil, problem position: Int, sample: Int) throws {
        let store = try Store(path: path, readOnly: true)
        let run = try Self.run(number, in: store)
        let judges = try store.judges(of: run.id)
        guard
            let stored = try store.candidate(
                of: run.id, position: position, sampleIndex: sample, judgedBy: judges)
        else { throw try Self.missing(position, sample, of: run, in: store) }
        let problems = try store.problems(in: run.problemSet)
        guard let problem = problems.first(where: { $0.record.position == position }) else {
            throw try Self.missing(position, sample, of: run, in: store)
        }
        let set = try store.problemSet(run.problemSet)
        let origin = Run(
            number: run.id.value, domain: set.domain, model: try store.model(run.model).name, problemSet: set.name,
            seed: run.seed, temperature: run.temperature)
        let view =
            try TextRuns.domain(of: set, run: run.id).map {
                try Self.view(of: stored.record, problem.record, run.id, $0)
            } ?? View(drawing: problem.record.prompt, completion: "", steps: [], firstIllegalStep: nil)
        let extractor = try judges.extractor.map { try store.tool($0) }
        let hands = try HandGrades(of: run.id, in: store).grades(ofProblem: position)[stored.candidateID] ?? []
        self.init(
            origin, problem.record, stored.record, view, Self.stages(of: stored.record, readBy: extractor), hands)
    }

    /// A view holds what a domain makes of a candidate's tokens.
    struct View {
        let drawing: String
        let completion: String
        let steps: [String]
        let firstIllegalStep: Int?
    }

    static func view<D: Domain>(
        of entry: CandidateEntry, _ problem: ProblemRecord, _ run: RowID<RunRecord>, _ domain: D
    ) throws(ExperimentError) -> View {
        let parsed: D.Problem
        do throws(ProblemError) {
            parsed = try domain.problem(from: problem.specification)
        } catch {
            throw ExperimentError(
                "problem \(problem.position) of run \(run) cannot be read: \(error)",
                hint: "the database may come from another version of winnow")
        }
        let tokens = entry.candidate.tokens.map(Int.init)
        let traced = domain as? any TracedDomain<D.Problem>
        // Without the answer, whose cells a domain may count as steps as well.
        let steps = traced?.steps(of: Array(tokens.prefix(entry.candidate.traceTokens))) ?? []
        let check = entry.judgements.traceCheck
        let firstIllegalStep: Int? =
            switch check {
            case nil: nil
            case let check? where check.legal != nil: check.legal == false ? check.errorStep : nil
            // The validator says no more than that the completion breaks off; its last step may be half a step.
            case _?:
                traced?.stepLabels(of: tokens, for: parsed).first { !$0.stepCorrect && $0.step < steps.count }?.step
            }
        return View(
            drawing: domain.drawing(of: parsed),
            completion: (domain as? any GeneratedDomain)?.vocabulary.text(tokens) ?? "", steps: steps,
            firstIllegalStep: firstIllegalStep)
    }

    private init(
        _ run: Run, _ problem: ProblemRecord, _ entry: CandidateEntry, _ view: View, _ stages: Stages?,
        _ handGrades: [HandGrade]
    ) {
        self.handGrades = handGrades
        self.stages = stages
        let candidate = entry.candidate
        let judgements = entry.judgements
        self.run = run
        self.problem = Problem(
            position: problem.position, difficulty: problem.difficulty, split: problem.split,
            specification: problem.specification, drawing: view.drawing, prompt: problem.prompt)
        sample = candidate.sampleIndex
        steps = view.steps
        firstIllegalStep = view.firstIllegalStep
        traceCheck = judgements.traceCheck.map { check in
            Trace(
                isLegal: check.legal, isComplete: check.complete, error: check.error, errorStep: check.errorStep,
                explanation: check.explanation)
        }
        completion = candidate.completion.map { $0.text ?? "" } ?? view.completion
        isText = candidate.completion != nil
        answer = judgements.reading?.answer
        answerKey = judgements.reading?.answerKey
        verdict = judgements.verdict.map { verdict in
            let critiques = CritiqueText.critiques(verdict.critiquesJSON).map(\.description)
            return Verification(outcome: verdict.outcome.rawValue, critiques: critiques)
        }
        isRight = judgements.correct
        logProbability = candidate.logProbability
        samplingLogProbability = candidate.samplingLogProbability
        self.tokens = Tokens(
            prompt: candidate.promptTokens, trace: candidate.traceTokens, answer: candidate.answerTokens)
        stopReason = candidate.stopReason
        flops = candidate.flops
    }
}

// MARK: Finding

extension CandidateInspection {
    /// Finds the run with this number, or the latest that is not greedy when none is given.
    ///
    /// - Throws: ``ExperimentError`` when there is none, saying which there are.
    static func run(_ number: Int64?, in store: Store) throws -> Stored<RunRecord> {
        let runs = try store.runs()
        guard let latest = runs.last(where: { $0.record.kind != .greedy }) ?? runs.last else {
            throw ExperimentError(
                "'\(store.path)' has no runs",
                hint: "sample some with: winnow sweep --db \(ShellText.quoted(store.path))")
        }
        guard let number else { return latest }
        guard let run = runs.first(where: { $0.id.value == number }) else {
            let numbers = text(RangeSet(runs.map { Int($0.id.value) }))
            throw ExperimentError("'\(store.path)' has no run \(number)", hint: "its runs are \(numbers)")
        }
        return run
    }

    /// Says of a candidate that is not there which ones are.
    ///
    /// - Throws: `StoreError` for a database that cannot be read.
    static func missing(
        _ position: Int, _ sample: Int, of run: Stored<RunRecord>, in store: Store
    ) throws -> ExperimentError {
        let samples = try store.sampleIndices(of: run.id)
        let problems = try store.problems(in: run.problemSet).filter { samples[$0.id] != nil }
        guard !problems.isEmpty else {
            return ExperimentError("run \(run.id) has no candidates yet", hint: "run its sweep again, it resumes")
        }
        guard let problem = problems.first(where: { $0.record.position == position }) else {
            return ExperimentError(
                "run \(run.id) has no candidates of problem \(position)",
                hint: "there are some of \(text(RangeSet(problems.map(\.position))))")
        }
        return ExperimentError(
            "problem \(position) of run \(run.id) has no sample \(sample)",
            hint: "there are \(text(samples[problem.id] ?? RangeSet()))")
    }

    /// Writes ranges such as `0–31, 40`.
    private static func text(_ numbers: RangeSet<Int>) -> String {
        numbers.ranges.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound - 1)"
        }.joined(separator: ", ")
    }
}

extension RangeSet<Int> {
    fileprivate init(_ numbers: [Int]) {
        self.init(numbers.map { $0..<$0 + 1 })
    }
}
