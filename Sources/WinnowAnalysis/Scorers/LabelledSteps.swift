import WinnowCore
import WinnowRuns
import WinnowStatistics
import WinnowStore

/// The solutions of a run whose first wrong step is known, and what judges say of their steps.
struct LabelledSteps: Sendable {
    /// A solution is a candidate of a problem.
    struct Key: Hashable, Sendable {
        var problem: RowID<ProblemRecord>
        var sampleIndex: Int
    }

    /// The first wrong step of each solution, 0-based; nil for none.
    let labels: [Key: Int?]

    /// The labels are called so.
    let source: String

    /// Each judge says this, the oldest first.
    let judges: [Judge]

    /// A judge gives numbers to steps, or names the first wrong one.
    struct Judge: Sendable {
        var name: String
        var says: Saying

        enum Saying: Sendable {
            /// The scores of the steps of each solution.
            case scores([Key: [Double]])

            /// The first wrong step of each solution, 0-based; nil for none.
            case places([Key: Int?])
        }

        /// Counts the labelled solutions of which it says something.
        func judged(of labels: [Key: Int?]) -> Int {
            labels.keys.count { key in
                switch says {
                case .scores(let scores): scores[key] != nil
                case .places(let places): places[key] != nil
                }
            }
        }
    }

    /// Reads labels and judges of a run.
    ///
    /// - Parameters:
    ///   - labels: the name of the scorer whose steps are labels, or `validator`; nil for the labels of a file, else the
    ///     validator of the run's domain.
    ///   - names: of judges; empty for all.
    /// - Throws: ``ExperimentError`` for a run without labels, or without a judge that is named.
    init(of run: Stored<RunRecord>, labels: String?, judges names: [String], in store: Store) throws {
        let scorers = try store.scorers(of: run.id)
        var byName: [(name: String, tool: Stored<ToolRecord>)] = []
        for scorer in scorers {
            byName.removeAll { $0.name == scorer.record.name }
            byName.append((scorer.record.name, scorer))
        }
        var steps: [String: [Key: [Double]]] = [:]
        for (name, tool) in byName {
            let scores = try Self.scores(of: run.id, by: tool.id, in: store)
            if !scores.isEmpty { steps[name] = scores }
        }
        let checks = try Self.checks(of: run, in: store)
        let isFile = labels.map { $0 != Self.validator } ?? (steps[FirstError.labels] != nil)
        let source = labels ?? (isFile ? FirstError.labels : Self.validator)
        guard isFile ? steps[source] != nil : !checks.isEmpty else {
            let known = steps.keys.sorted() + (checks.isEmpty ? [] : [Self.validator])
            throw ExperimentError(
                labels.map { "run \(run.id) has no labels \"\($0)\" of steps" }
                    ?? "run \(run.id) has no labels of steps and no validator's checks",
                hint: known.isEmpty
                    ? "import a file that labels steps, such as one of ProcessBench"
                    : "steps are spoken of by \(known.joined(separator: ", ")): give --labels NAME")
        }
        self.source = source
        self.labels =
            isFile ? (steps[source] ?? [:]).mapValues { StepThreshold.firstError(in: $0, below: Self.half) } : checks
        var judges: [Judge] = byName.compactMap { name, tool in
            guard name != source, let scores = steps[name] else { return nil }
            guard FirstError.isNamed(by: tool.record) else { return Judge(name: name, says: .scores(scores)) }
            return Judge(
                name: name,
                says: .places(scores.mapValues { StepThreshold.firstError(in: $0, below: Self.half) }))
        }
        if source != Self.validator, !checks.isEmpty {
            judges.append(Judge(name: Self.validator, says: .places(checks)))
        }
        for name in names where !judges.contains(where: { $0.name == name }) {
            let known = judges.map(\.name)
            throw ExperimentError(
                "\"\(name)\" says nothing of the steps of run \(run.id)",
                hint: known.isEmpty
                    ? "ask it with `winnow judge --gives first-error`, or --gives score with step_values"
                    : "there are \(known.joined(separator: ", "))")
        }
        self.judges = judges.filter { names.isEmpty || names.contains($0.name) }
    }

    static func none(in store: Store) -> ExperimentError {
        ExperimentError(
            "\(store.path) has no run with labels of steps",
            hint: "import a file that labels steps, such as one of ProcessBench")
    }

    /// The validator of a run's domain is called so.
    static let validator = "validator"

    /// Labels and named steps are 0 and 1.
    private static let half = 0.5

    private static func scores(
        of run: RowID<RunRecord>, by tool: RowID<ToolRecord>, in store: Store
    ) throws -> [Key: [Double]] {
        var scores: [Key: [Double]] = [:]
        try store.forEachStepScore(of: run, by: tool) { row in
            scores[Key(problem: row.problem, sampleIndex: row.sampleIndex), default: []].append(row.value)
        }
        return scores
    }

    /// Reads the first illegal step of each trace that could be read.
    private static func checks(of run: Stored<RunRecord>, in store: Store) throws -> [Key: Int?] {
        let judges = try store.judges(of: run.id)
        guard let validator = judges.validator else { return [:] }
        var checks: [Key: Int?] = [:]
        for problem in try store.problems(in: run.record.problemSet) {
            let entries = try store.candidates(
                of: run.id, position: problem.record.position, judgedBy: Judges(validator: validator))
            for entry in entries {
                guard let check = entry.record.judgements.traceCheck, let isLegal = check.legal else { continue }
                let key = Key(problem: problem.id, sampleIndex: entry.record.candidate.sampleIndex)
                if isLegal {
                    checks[key] = .some(nil)
                } else if let step = check.errorStep {
                    checks[key] = .some(step - 1)
                }
            }
        }
        return checks
    }
}
