import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

/// The strategy picks what a user's program chose: of the whole pool, and of random subsets at smaller budgets.
///
/// It has been asked at the powers of two below the pool's size and at that size, and says nothing at other budgets. The
/// expectation over subsets is the mean over those that were drawn, with its standard error.
struct ChosenStrategy: Strategy {
    let name: String
    let monteCarlo: MonteCarloMethod? = .subsets

    /// By the pool's key.
    fileprivate let choices: [UInt64: Choices]

    /// A problem's choices, by budget: places of candidates, nil where none was chosen.
    fileprivate struct Choices {
        var size: Int
        var byBudget: [Int: [Int?]] = [:]
    }

    var summary: String { "what the program \(name) chooses" }

    /// A program may choose none, of one sample too.
    func hasNoChoice(ties: TieRule) -> Bool { false }

    /// Tells whether the program was asked at these budgets about all pools of a run.
    func covers(_ budgets: [Int], of pools: RunPools) -> Bool {
        pools.entries.allSatisfy { entry in
            guard let choices = choices[entry.pool.key] else { return false }
            return budgets.allSatisfy { $0 > entry.pool.candidates.count || choices.byBudget[$0] != nil }
        }
    }

    func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        // What is spent is what any vote of so many samples spends.
        let spent = try Majority().expectations(over: pool, budgets: budgets, options: options).map(\.spent)
        var outcomes: [Outcome] = []
        for (place, budget) in budgets.enumerated() {
            guard let own = choices[pool.key], own.size == pool.candidates.count, let chosen = own.byBudget[budget]
            else {
                throw .missingScores(ScoreSource(name))
            }
            let answers = chosen.map { $0.map { pool.candidates[$0] } }
            let count = Double(chosen.count)
            let right = Double(answers.count { $0?.answer != nil && $0?.isRight == true }) / count
            let abstained = Double(answers.count { $0?.answer == nil }) / count
            let error = chosen.count > 1 ? (right * (1 - right) / (count - 1)).squareRoot() : nil
            outcomes.append(
                Outcome(
                    right: right, wrong: max(0, 1 - right - abstained), abstained: abstained, spent: spent[place],
                    standardError: error))
        }
        return outcomes
    }
}

extension ChosenStrategy {
    /// Reads the programs that chose among a run's candidates, of each name the one that was asked last.
    ///
    /// - Throws: `StoreError` for a row that cannot be read.
    static func all(of run: RowID<RunRecord>, _ entries: [RunPools.Entry], in store: Store) throws -> [ChosenStrategy] {
        var found: [ChosenStrategy] = []
        for tool in try store.tools() where ProgramChoice.isChooser(tool.record) {
            var rows: [RowID<ProblemRecord>: [ScoreRow]] = [:]
            try store.forEachScore(of: run, by: tool.id) { rows[$0.problem, default: []].append($0) }
            guard !rows.isEmpty else { continue }
            var choices: [UInt64: Choices] = [:]
            for entry in entries {
                let places = Dictionary(
                    uniqueKeysWithValues: zip(entry.sampleIndices, entry.pool.candidates.indices))
                var own = Choices(size: entry.pool.candidates.count)
                for row in rows[entry.problem.id] ?? [] {
                    let budget = Int(abs(row.value))
                    own.byBudget[budget, default: []].append(row.value < 0 ? nil : places[row.sampleIndex])
                }
                choices[entry.pool.key] = own
            }
            found.removeAll { $0.name == tool.record.name }
            found.append(ChosenStrategy(name: tool.record.name, choices: choices))
        }
        return found
    }
}
