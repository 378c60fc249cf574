import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The numbers that some verifiers gave the candidates of a run, for all candidates that have an answer and all numbers.
struct VerifierNumbers {
    struct Row {
        var candidate: RowID<CandidateRecord>
        var problem: RowID<ProblemRecord>
        /// The grade is nil where there is none.
        var isRight: Bool?
        /// One number of each verifier: its score, or 1 for an accepted and 0 for a rejected answer.
        var values: [Double]
        /// What all of them cost together.
        var tokens: Int
        var flops: Double
    }

    private(set) var rows: [Row] = []
    /// The tool behind each name.
    let tools: [RowID<ToolRecord>]

    private struct Place: Hashable {
        var problem: RowID<ProblemRecord>
        var sample: Int
    }

    private struct Said {
        var value: Double
        var tokens = 0
        var flops = 0.0
    }

    /// - Throws: ``ExperimentError`` for a name that the run has no numbers of.
    init(of run: Stored<RunRecord>, _ names: [String], in store: Store) throws {
        let (scorers, verifiers) = (try store.scorers(of: run.id), try store.verifiers(of: run.id))
        let judges = try store.judges(of: run.id)
        var tools: [RowID<ToolRecord>] = []
        var said: [[Place: Said]] = []
        for name in names {
            let source = ScoredStrategy(named: "\(name)-max")?.source ?? ScoreSource(name)
            if let tool = scorers.last(where: { $0.record.name == source.scorer }) {
                tools.append(tool.id)
                said.append(try Self.scores(source, of: run.id, by: tool.id, in: store))
            } else if let tool = verifiers.last(where: { ToolName.text(of: $0.record) == name }) {
                tools.append(tool.id)
                said.append(try Self.verdicts(of: run.id, by: tool.id, judges, in: store))
            } else {
                let known = Set(scorers.map(\.record.name) + verifiers.map { ToolName.text(of: $0.record) }).sorted()
                throw ExperimentError(
                    "run \(run.id) has no scores or verdicts of \(name)",
                    hint: ExperimentError.suggestion(for: name, among: known)
                        ?? (known.isEmpty
                            ? "make some with `winnow judge --db \(store.path) --run \(run.id)`"
                            : "use \(known.joined(separator: ", ")), or make them with `winnow judge --run \(run.id)`"))
            }
        }
        self.tools = tools
        try store.forEachPoolRow(of: run.id, judgedBy: judges) { row in
            guard row.answerKey != nil else { return }
            let place = Place(problem: row.problem, sample: row.sampleIndex)
            let own = said.compactMap { $0[place] }
            guard own.count == names.count, own.allSatisfy({ $0.value.isFinite }) else { return }
            rows.append(
                Row(
                    candidate: row.id, problem: row.problem, isRight: row.correct, values: own.map(\.value),
                    tokens: own.reduce(0) { $0 + $1.tokens }, flops: own.reduce(0) { $0 + $1.flops }))
        }
    }

    /// The scores of a source; of several scorings of a candidate their mean.
    private static func scores(
        _ source: ScoreSource, of run: RowID<RunRecord>, by tool: RowID<ToolRecord>, in store: Store
    ) throws -> [Place: Said] {
        var found: [Place: (sum: Said, count: Double)] = [:]
        try store.forEachScore(of: run, by: tool) { row in
            let place = Place(problem: row.problem, sample: row.sampleIndex)
            var (sum, count) = found[place] ?? (Said(value: 0), 0)
            sum.value += row.value
            sum.tokens += row.tokens
            sum.flops += row.flops
            count += 1
            found[place] = (sum, count)
        }
        var means = found.mapValues { Said(value: $0.sum.value / $0.count, tokens: $0.sum.tokens, flops: $0.sum.flops) }
        guard let reduction = source.reduction else { return means }
        var steps: [Place: [Double]] = [:]
        try store.forEachStepScore(of: run, by: tool) { row in
            steps[Place(problem: row.problem, sample: row.sampleIndex), default: []].append(row.value)
        }
        for place in means.keys {
            // Without a step nothing was found good.
            means[place]?.value = steps[place].map { reduction.value(of: $0) } ?? 0
        }
        return means
    }

    /// The verdicts of a verifier; an answer that it could not decide on has none.
    private static func verdicts(
        of run: RowID<RunRecord>, by tool: RowID<ToolRecord>, _ judges: Judges, in store: Store
    ) throws -> [Place: Said] {
        var judges = judges
        judges.verifier = tool
        var found: [Place: Said] = [:]
        try store.forEachPoolRow(of: run, judgedBy: judges) { row in
            switch row.outcome {
            case .accepted, .rejected:
                found[Place(problem: row.problem, sample: row.sampleIndex)] = Said(
                    value: row.outcome == .accepted ? 1 : 0)
            default: break
            }
        }
        return found
    }
}
