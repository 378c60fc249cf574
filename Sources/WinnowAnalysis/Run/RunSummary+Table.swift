import Foundation
import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension RunSummary {
    /// The tables are for reading: strategies down, budgets across, right answers in percent with 95 % intervals.
    ///
    /// One table per difficulty that was summarised.
    public var budgetTables: [Table] { pools.loop.map(roundTables) ?? difficulties.map(budgetTable) }

    /// The same tables with the strategies and budgets that people see first.
    func tables(of headline: Headline) -> [Table] {
        pools.loop.map(roundTables) ?? difficulties.map { table(of: headline, $0) }
    }

    private var difficulties: [String] {
        var names: [String] = []
        for row in rows where !names.contains(row.difficulty) { names.append(row.difficulty) }
        return names
    }

    private func title(_ difficulty: String, problems: Int) -> String {
        "Run \(pools.title), \(pools.problemSet.name)\(difficulty == "all" ? "" : ", \(difficulty)"): "
            + "right in % [95 % interval], \(FigureText.count(problems, "problem"))\(clusterText(difficulty)) × "
            + FigureText.count(pools.poolSize, "candidate")
    }

    private func table(of headline: Headline, _ difficulty: String) -> Table {
        let all = rows.filter { $0.difficulty == difficulty }
        let shown = headline.strategies(of: self)
        let rows = all.filter { shown.contains($0.strategy.name) }
        let budgets = headline.chosen(Set(rows.map(\.budget)).sorted())
        let isRagged = Set(rows.map(\.problems)).count > 1
        var table = Table(
            title: title(difficulty, problems: rows.map(\.problems).max() ?? 0),
            columns: [Column("strategy")]
                + budgets.map { budget in
                    let count = rows.first { $0.budget == budget }?.problems ?? 0
                    return Column(
                        "right_at_\(budget)", header: isRagged ? "k = \(budget), n = \(count)" : "k = \(budget)",
                        kind: .estimate(.points(digits: 1)))
                })
        let best = bestRows(rows)
        // What needs no budget comes first.
        let names = Self.names(rows)
        for strategy in names.filter({ $0 == Greedy().name }) + names.filter({ $0 != Greedy().name }) {
            let own = rows.filter { $0.strategy.name == strategy }
            guard let last = own.last else { continue }
            table.append(
                [Self.nameCell(last)]
                    + budgets.map { budget in
                        own.first { $0.budget == budget }.map { rateCell($0, best: best) } ?? .missing
                    })
        }
        let marks = "* or bold: level with the best at this k (oracle, answer keys left out). †: by construction."
        let rivals = pools.rivalry(for: request.strategies).map { ["\($0): \($0.hint)."] } ?? []
        table.footnotes =
            rivals + [spendingNote(rows, at: budgets.last ?? 0), marks]
            + footnotes(rows).filter { !rivals.contains($0) }
        return table
    }

    /// Says what strategies spend and how often they abstain, in the order of the table.
    private func spendingNote(_ rows: [StrategySummary], at budget: Int) -> String {
        let last = rows.filter { $0.budget == budget && !$0.strategy.needs.contains(.grade) }
        var text = ""
        if pools.rates.hasTokens {
            let spent = last.map { String(format: "\($0.strategy.name) %.0f", $0.spent.tokens) }
            text = "Tokens per problem at k = \(budget): \(spent.joined(separator: ", ")). "
        }
        let abstaining = last.filter { $0.abstained > 0 }
        let shares = abstaining.map { "\($0.strategy.name) in \(FigureText.percent($0.abstained))" }
        return text + (shares.isEmpty ? "None abstains." : "Abstained: \(shares.joined(separator: ", ")).")
    }

    private func rateCell(_ row: StrategySummary, best: Set<String>) -> Cell {
        let mark: Cell.Mark? =
            if row.budget == 1, row.byConstruction != nil {
                .byConstruction
            } else if best.contains(row.key) { .best } else { nil }
        return Cell(.estimate(row.right, low: row.interval.low, high: row.interval.high), mark: mark)
    }

    private func budgetTable(_ difficulty: String) -> Table {
        let rows = rows.filter { $0.difficulty == difficulty }
        let budgets = Set(rows.map(\.budget)).sorted()
        let isRagged = Set(rows.map(\.problems)).count > 1
        var columns = [Column("strategy"), Column("guarantee")]
        let problems = rows.map(\.problems).max() ?? 0
        columns += budgets.map { budget in
            // Of a ragged pool, fewer problems have the larger budgets.
            let count = rows.first { $0.budget == budget }?.problems ?? 0
            let header = isRagged ? "k = \(budget), n = \(count)" : "k = \(budget)"
            return Column("right_at_\(budget)", header: header, kind: .estimate(.percent(digits: 1)))
        }
        let largest = budgets.last ?? 0
        columns += [
            Column("wrong", header: "wrong @\(largest)", kind: .number(.percent(digits: 1))),
            Column("abstained", header: "abstained @\(largest)", kind: .number(.percent(digits: 1))),
            Column("samples_spent", header: "samples @\(largest)", kind: .number(.decimal(digits: 1))),
            Column("tokens_spent", header: "tokens @\(largest)", kind: .number(.decimal(digits: 0))),
        ]
        var table = Table(
            title: title(difficulty, problems: problems), columns: columns)
        let best = bestRows(rows)
        for strategy in Self.names(rows) {
            let own = rows.filter { $0.strategy.name == strategy }
            guard let last = own.last else { continue }
            var cells = [Self.nameCell(last), .text(guaranteeText(last))]
            for budget in budgets {
                guard let row = own.first(where: { $0.budget == budget }) else {
                    cells.append(.missing)
                    continue
                }
                cells.append(rateCell(row, best: best))
            }
            cells += [
                .number(last.wrong), .number(last.abstained), .number(last.spent.samples),
                pools.tokensCell(last.spent.tokens),
            ]
            table.append(cells)
        }
        table.footnotes = footnotes(rows)
        return table
    }

    private static func names(_ rows: [StrategySummary]) -> [String] {
        var names: [String] = []
        for row in rows where !names.contains(row.strategy.name) { names.append(row.strategy.name) }
        return names
    }

    private static func nameCell(_ row: StrategySummary) -> Cell {
        Cell(.text(row.strategy.name), mark: row.budget > 1 && row.byConstruction != nil ? .byConstruction : nil)
    }

    /// Tells whether the strategy uses a verifier that solves the problem itself, or a trace check that repeats the
    /// solution.
    private func isAnswerKey(_ strategy: any Strategy) -> Bool {
        pools.verifier.solvesTheProblem && strategy.needs.contains(.verdict)
            || pools.solvesTheProblem && strategy.needs.contains(.traceCheck)
    }

    private func guaranteeText(_ row: StrategySummary) -> String {
        row.guarantee.rawValue + (isAnswerKey(row.strategy) ? " (answer key)" : "")
    }

    /// Finds, at each budget, the strategies of these rows that cannot be told apart from the best one. Those that read
    /// the grade or an answer key are no candidates, because whoever has one need not choose; nor are those that were
    /// estimated beside and are not shown, so that a table's marks do not depend on them.
    private func bestRows(_ rows: [StrategySummary]) -> Set<String> {
        let shown = Set(rows.map(\.strategy.name))
        var best: Set<String> = []
        for budget in Set(rows.map(\.budget)) {
            let difficulty = rows.first?.difficulty ?? "all"
            let candidates = columns.filter { $0.budget == budget && shown.contains($0.strategy.name) }
                .filter { !$0.strategy.needs.contains(.grade) && !isAnswerKey($0.strategy) }
                .map { difficulty == "all" ? $0 : $0.only(difficulty) }
            guard candidates.count > 1, let first = candidates.first, !first.column.isEmpty,
                candidates.allSatisfy({ $0.column.count == first.column.count })
            else { continue }
            // Of clusters, whole ones are compared.
            let clusters = clusters?.clusters(of: first.problems)
            for index in leaders(among: candidates.map { clusters?.totals(of: $0.right) ?? $0.right }) {
                best.insert("\(candidates[index].strategy.name)@\(budget)")
            }
        }
        return best
    }

    private func footnotes(_ rows: [StrategySummary]) -> [String] {
        let difficulty = rows.first?.difficulty ?? "all"
        let rates = difficulty == "all" ? pools.rates : pools.ratesByDifficulty[difficulty] ?? pools.rates
        func percent(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
        let options =
            "(ties: \(request.options.ties.rawValue), candidates without an answer: \(request.options.blanks.rawValue))"
        let isPrefix = request.options.estimator == .prefix || pools.stoppedBy != nil
        var notes = [
            "\(rates.candidates) candidates: \(rates.truncated.map(percent) ?? "unknown how many") truncated, "
                + "\(percent(rates.unparsable)) without a parsable answer"
                + (rates.traceLegal.map { ", \(percent($0)) with a legal trace" } ?? ", no traces")
                + "; accepted but wrong: \(rates.acceptedWrong), right but rejected: \(rates.rejectedRight)"
                + (rates.undecided == 0 ? "" : "; verifier could not decide: \(rates.undecided)") + ".",
            "Right, wrong and abstained add up to 1. Estimates are "
                + (isPrefix
                    ? "of the stored first k candidates"
                    : pools.search != nil
                        ? "means over whole groups of a search" : "exact expectations over all k-subsets of the pool")
                + " \(options)\(monteCarloNote(rows)). Intervals are over \(drawn(difficulty)): \(intervalNote(rows)).",
            "Bold or *: not distinguishable from the best at this budget (paired sign-flip test, Holm, 5 %), oracle, guess "
                + "and answer keys left out. Spent figures are expectations per problem.",
        ]
        if let verifier = pools.verifierName {
            notes.append(
                "Verdicts are of \(verifier) (\(pools.verifier.promises), evidence: "
                    + "\(pools.verifier.evidence.rawValue))"
                    + (pools.otherVerifier == nil ? "." : ", not of the verifier of \(pools.problemSet.domain)."))
        }
        if let rivals = pools.rivalry(for: request.strategies) { notes.append("\(rivals): \(rivals.hint).") }
        if pools.run.record.kind != .search, !rows.contains(where: { $0.strategy is Greedy }) {
            notes.append(RunReference(pools).note)
        }
        notes += pools.settlement.notes
        if !pools.isWhole {
            notes.append(
                "This is a part of run \(pools.run.id), which holds more; its estimates are not kept in the database. "
                    + "`winnow table --save` keeps those of the whole run.")
        }
        if let note = pools.stoppedNote(right: rows.first { $0.strategy.name == pools.stoppedBy?.name }?.right) {
            notes.append(note)
        } else if pools.missing > 0 {
            notes.append("\(pools.missing) problems without candidates are left out.")
        }
        // Who names a strategy without scores is refused; unasked, it is no row.
        let left = request.strategies.filter { strategy in
            strategy.scores == nil && !self.rows.contains { $0.strategy.name == strategy.name }
        }
        notes += scoreNotes(rows)
        if let search = pools.search { notes.append(searchNote(search)) }
        if !left.isEmpty {
            let names = left.map {
                "\($0.name) (needs \($0.needs.map(\.description).sorted().joined(separator: ", ")))"
            }
            notes.append("Left out for want of data: \(names.joined(separator: "; ")).")
        }
        var reasons: [String] = []
        for row in rows {
            guard let note = row.byConstruction else { continue }
            let text = row.budget == 1 ? "at k = 1 \(note)" : "\(row.strategy.name) \(note)"
            if !reasons.contains(text) { reasons.append(text) }
        }
        if !reasons.isEmpty { notes.append("† By construction: " + reasons.joined(separator: "; ") + ".") }
        return notes
    }

    /// Says how the random subsets and orders of Monte-Carlo strategies show in the figures.
    private func monteCarloNote(_ rows: [StrategySummary]) -> String {
        guard let worst = rows.compactMap(\.standardError).max(), worst > 0 else { return "" }
        let sampled = rows.filter { $0.standardError != nil }
        let methods = [
            (
                Self.names(sampled.filter { $0.strategy.monteCarlo == .subsets }),
                "\(request.options.monteCarloDraws) random subsets"
            ),
            (
                Self.names(sampled.filter { $0.strategy.monteCarlo == .orders }),
                "\(request.options.permutations) random orders"
            ),
            (
                Self.names(sampled.filter { $0.strategy.monteCarlo == .repeats }),
                "\(ScoredStrategy.choicesOfRepeats) random choices of the verifications"
            ),
            (Self.names(sampled.filter { $0.strategy.monteCarlo == .parts }), "disjoint parts of the pool"),
        ]
        let text = methods.filter { !$0.0.isEmpty }.map { "\($0.joined(separator: ", ")) by \($1)" }
            .joined(separator: "; ")
        let error = String(format: "%.2f", 100 * worst)
        return "; \(text), standard error at most \(error) points"
    }

    private func searchNote(_ search: SearchLedger) -> String {
        let settings = search.settings
        return "A guided search: \(settings.method.rawValue), width \(settings.rules.width), by \(settings.guide) "
            + "(\(settings.rules.reduction.rawValue)). k candidates are k of one search, or whole trees of "
            + "\(settings.rules.width) in the mean over the disjoint runs of trees, not subsets. Tokens and FLOPs are all of the "
            + "search, those of dropped branches and of the guide included; \(SearchCost.guideTool)-max is its own pick."
    }

    /// Says where scores come from and what they cost.
    private func scoreNotes(_ rows: [StrategySummary]) -> [String] {
        let scored = rows.compactMap { row in row.strategy.scores.map { (row, $0.scorer) } }
        guard let largest = scored.map(\.0.budget).max() else { return [] }
        /// What a file calls prm stands for the process scorer.
        func scores(_ tool: Stored<ToolRecord>, _ name: String) -> Bool {
            name == tool.record.name
                || tool.record.name == "prm" && ProcessLabel.allCases.contains { $0.scorer == name }
                    && !pools.scorers.contains { $0.record.name == name }
        }
        let scorers = pools.scorers.filter { tool in scored.contains { scores(tool, $0.1) } }
        let costs = scorers.compactMap { tool in
            scored.first { $0.0.budget == largest && scores(tool, $0.1) }.map { row, _ in
                let spent = row.spent.scoring
                return "\(tool.record.name) (version \(tool.record.version)"
                    + (tool.record.sha256.isEmpty ? "" : ", \(tool.record.sha256.prefix(8))")
                    + String(format: ") %.1f scores, %.0f tokens, %.2e FLOPs", spent.calls, spent.tokens, spent.flops)
            }
        }
        let isStep = scorers.contains { $0.record.name == ProcessLabel.policyValue.scorer }
        return [
            "Scores at k = \(largest), in the spent figures: \(costs.joined(separator: "; "))."
                + (isStep ? " The prm of names is trained on the value of the policy." : "")
        ]
    }

    /// Says over what intervals are.
    private func drawn(_ difficulty: String) -> String {
        guard let clusters else { return "problems" }
        return clusters.text(of: problems(difficulty)) + ", drawn with all of their problems"
    }

    private func clusterText(_ difficulty: String) -> String {
        clusters.map { " in " + FigureText.count($0.count(of: problems(difficulty)), "cluster") } ?? ""
    }

    /// The problems of a difficulty, at the smallest budget.
    private func problems(_ difficulty: String) -> [Stored<ProblemRecord>] {
        let columns = difficulty == "all" ? columns : columns.map { $0.only(difficulty) }
        return columns.max { $0.problems.count < $1.problems.count }?.problems ?? []
    }

    /// Writes the interval methods that occur, and where.
    private func intervalNote(_ rows: [StrategySummary]) -> String {
        let words: [Interval.Method: String] =
            clusters == nil
            ? [
                .gaffke: "Gaffke's limits, with one problem more that is wrong or right",
                .clopperPearson: "Clopper–Pearson where every outcome is 0 or 1",
            ]
            : [
                .gaffke: "Gaffke's limits, with one cluster more, of mean size, that is wrong or right",
                .clopperPearson: "Clopper–Pearson where clusters are of one size and each is all wrong or all right",
            ]
        let methods = Set(rows.map(\.interval.method))
        return Interval.Method.allCases.filter(methods.contains).compactMap { words[$0] }.sorted()
            .joined(separator: ", ")
    }
}

extension StrategySummary {
    fileprivate var key: String { "\(strategy.name)@\(budget)" }
}
