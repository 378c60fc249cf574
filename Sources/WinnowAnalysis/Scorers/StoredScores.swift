import WinnowSelection
import WinnowStore

/// These are a scorer's stored numbers of a run, as far as the run was read.
struct StoredScores {
    /// The tool is the scorer; of several versions it is the newest one that scored the run.
    let tool: Stored<ToolRecord>

    /// They are kept by problem.
    private(set) var byProblem: [RowID<ProblemRecord>: ProblemScores] = [:]

    /// The scores are the numbers of a problem's candidates, in stored order.
    struct ProblemScores {
        /// The repeats are [repeat][candidate]; NaN where there is none.
        var repeats: [[Double]] = []
        var tokens: [Double]
        var flops: [Double]
        /// The steps are [candidate][step].
        var steps: [[Double]] = []
        /// The scorer, a judge, could not decide in so many verifications of each candidate.
        private(set) var undecided: [Int]

        /// The candidates have these places by their stored indices.
        private let places: [Int: Int]

        init(_ sampleIndices: [Int]) {
            tokens = [Double](repeating: 0, count: sampleIndices.count)
            flops = tokens
            undecided = [Int](repeating: 0, count: sampleIndices.count)
            places = Dictionary(uniqueKeysWithValues: zip(sampleIndices, sampleIndices.indices))
        }

        mutating func add(_ row: ScoreRow) {
            guard let place = places[row.sampleIndex] else { return }
            let none = [Double](repeating: .nan, count: tokens.count)
            while repeats.count <= row.repeat { repeats.append(none) }
            repeats[row.repeat][place] = row.value
            tokens[place] += Double(row.tokens)
            flops[place] += row.flops
        }

        mutating func add(_ row: UndecidedRow) {
            guard let place = places[row.sampleIndex] else { return }
            undecided[place] += 1
            tokens[place] += Double(row.tokens)
        }

        mutating func add(_ row: StepScoreRow) {
            guard let place = places[row.sampleIndex] else { return }
            if steps.isEmpty { steps = [[Double]](repeating: [], count: tokens.count) }
            steps[place].append(row.value)
        }

        /// Gives what a strategy reads of them; nil where there is nothing of the kind.
        ///
        /// What guided a search is paid with the search.
        func scores(_ reduction: StepReduction?, isPaid: Bool = false) -> Scores? {
            let none = [Double](repeating: 0, count: tokens.count)
            let (tokens, flops) = isPaid ? (none, none) : (tokens, flops)
            guard let reduction else {
                // Of a problem whose candidates a judge could not decide on there are no numbers, which is not to be unscored.
                let repeats =
                    repeats.isEmpty && undecided.contains { $0 > 0 }
                    ? [[Double](repeating: .nan, count: tokens.count)] : repeats
                return repeats.isEmpty ? nil : Scores(repeats: repeats, tokens: tokens, flops: flops)
            }
            guard !steps.isEmpty else { return nil }
            return Scores(repeats: [steps.map(reduction.value(of:))], tokens: tokens, flops: flops)
        }
    }

    /// - Parameter steps: whether the numbers of the steps are needed.
    /// - Throws: `StoreError` for a row that cannot be read.
    init(_ tool: Stored<ToolRecord>, of pools: RunPools, steps: Bool, in store: Store) throws {
        self.tool = tool
        var scores = Dictionary(
            uniqueKeysWithValues: pools.entries.map { ($0.problem.id, ProblemScores($0.sampleIndices)) })
        try store.forEachScore(of: pools.run.id, by: tool.id) { row in
            scores[row.problem]?.add(row)
        }
        for judge in try store.verifiers(of: pools.run.id) where judge.record.isTwin(of: tool.record) {
            for row in try store.undecided(of: pools.run.id, by: judge.id) { scores[row.problem]?.add(row) }
        }
        if steps {
            try store.forEachStepScore(of: pools.run.id, by: tool.id) { row in
                scores[row.problem]?.add(row)
            }
        }
        byProblem = scores
    }

    /// Counts candidates with an answer that the scorer has not scored as often as any candidate; a judge's verification that came
    /// to no verdict counts as one that was made.
    func unscored(in pools: RunPools) -> Int {
        let most = pools.entries.map { byProblem[$0.problem.id]?.asked.max() ?? 0 }.max() ?? 0
        return pools.entries.reduce(0) { sum, entry in
            let asked = byProblem[entry.problem.id]?.asked ?? entry.pool.candidates.map { _ in 0 }
            return sum
                + entry.pool.candidates.indices.count { position in
                    entry.pool.candidates[position].answer != nil && asked[position] < most
                }
        }
    }
}

extension StoredScores.ProblemScores {
    /// Counts how often the scorer was asked about each candidate.
    fileprivate var asked: [Int] {
        tokens.indices.map { place in undecided[place] + repeats.count { !$0[place].isNaN } }
    }
}

extension ToolRecord {
    /// Whether this verifier is the judge whose scores a scorer keeps.
    fileprivate func isTwin(of scorer: ToolRecord) -> Bool {
        kind == .verifier && name == scorer.name && version == scorer.version && sha256 == scorer.sha256
            && parametersJSON == scorer.parametersJSON
    }
}
