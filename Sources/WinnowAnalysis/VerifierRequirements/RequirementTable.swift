import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Requirement {
    var title: String {
        "Run \(pools.title), \(pools.problemSet.name), \(pools.entries.count) problems × \(pools.poolSize) candidates"
    }

    /// People read budgets and prices down, false-positive rates across.
    var rateTable: Table {
        var table = Table(
            title: "How good must a verifier be to beat \(request.opponent)? Least true-positive rate in % "
                + "[95 % interval]. \(title)",
            columns: [
                Column("budget", header: "\(request.opponent) of k", kind: .integer),
                Column("right", header: "is right", kind: .estimate(.percent(digits: 1))),
                Column("call_price", header: "tokens per call"),
            ]
                + request.falsePositiveRates.map { rate in
                    Column("fpr_\(rate)", header: "FPR \(Self.percent(rate))", alignment: .right)
                })
        for opponent in opponents {
            let own = rows.filter { $0.budget == opponent.budget }
            for terms in request.terms {
                let cells = own.filter { $0.terms == terms }.map { row in
                    Cell.text(Self.text(row.truePositiveRate, row.interval, Self.rate))
                }
                table.append(
                    [
                        .integer(opponent.budget),
                        .estimate(opponent.right, low: opponent.interval.low, high: opponent.interval.high),
                        .text(terms.text),
                    ] + cells)
            }
        }
        table.footnotes = rateNotes + pools.settlement.notes
        if !pools.rates.hasTokens {
            table.footnotes.append("Prices are left out: the run has no token counts to pay in.")
        }
        return table
    }

    /// People read budgets down, verifiers across.
    var priceTable: Table {
        var table = Table(
            title: "What may a verifier call cost? Break-even price against \(request.opponent) in generated tokens "
                + "[95 % interval]. \(title)",
            columns: [Column("budget", header: "\(request.opponent) of k", kind: .integer)]
                + request.verifiers.map { rates in
                    Column(
                        "rates_\(rates.truePositive)_\(rates.falsePositive)",
                        header: "TPR \(Self.percent(rates.truePositive)), FPR \(Self.percent(rates.falsePositive))",
                        alignment: .right)
                })
        for opponent in opponents {
            let own = breakEvens.filter { $0.budget == opponent.budget }
            table.append(
                [.integer(opponent.budget)] + own.map { .text(Self.text($0.price, $0.interval, Self.tokens)) })
        }
        table.footnotes = [
            "How to read it: a verifier with these rates whose call costs less than the cell, in generated tokens, is "
                + "right more often than \(request.opponent) of k at equal total price; one that costs more is not. never: not even "
                + "if calls are free. Terms and assumptions are those of the table above."
        ]
        return table
    }

    /// Programs read these columns.
    static var longColumns: [Column] {
        let rate = Column.Kind.number(.decimal(digits: 4))
        return [
            Column("run", kind: .integer), Column("opponent"), Column("budget", kind: .integer),
            Column("opponent_right", kind: .estimate(.decimal(digits: 4))), Column("noise"), Column("quantity"),
            Column("terms"), Column("call_price", kind: .estimate(.decimal(digits: 1))),
            Column("false_positive_rate", kind: rate),
            Column("true_positive_rate", kind: .estimate(.decimal(digits: 4))), Column("share_never", kind: rate),
            Column("problems", kind: .integer), Column("pool_size", kind: .integer), Column("scorer"),
            Column("threshold", kind: .number(.decimal(digits: 4))),
            Column("right", kind: .estimate(.decimal(digits: 4))),
            Column("gain", kind: .estimate(.decimal(digits: 4))),
        ]
    }

    /// Programs read one row per cell of both tables.
    var longRows: [[Cell]] {
        var table: [[Cell]] = []
        func append(
            _ budget: Int, quantity: String, terms: String, price: Cell, rates: [Cell], shareNever: Double?,
            scorer: [Cell] = [.missing, .missing, .missing, .missing]
        ) {
            guard let opponent = opponents.first(where: { $0.budget == budget }) else { return }
            let (low, high) = (opponent.interval.low, opponent.interval.high)
            table.append(
                [
                    .integer(Int(pools.run.id.value)), .text(request.opponent), .integer(budget),
                    .estimate(opponent.right, low: low, high: high), .text(request.noise.rawValue), .text(quantity),
                    .text(terms), price,
                ] + rates
                    + [
                        shareNever.map(Cell.number) ?? .missing, .integer(pools.entries.count),
                        .integer(pools.poolSize),
                    ]
                    + scorer)
        }
        for row in rows {
            let rate = Cell.estimate(row.truePositiveRate, low: row.interval.low, high: row.interval.high)
            append(
                row.budget, quantity: "least-true-positive-rate", terms: row.terms.name, price: row.terms.price,
                rates: [.number(row.falsePositiveRate), rate], shareNever: row.shareNever)
        }
        for row in breakEvens {
            append(
                row.budget, quantity: "break-even-price", terms: "same-price",
                price: .estimate(row.price, low: row.interval.low, high: row.interval.high),
                rates: [.number(row.rates.falsePositive), .number(row.rates.truePositive)],
                shareNever: row.shareNever)
        }
        guard let scorer else { return table }
        for place in places {
            append(
                place.budget, quantity: "scorer-at-threshold", terms: "same-budget", price: .missing,
                rates: [.number(scorer.falsePositive.value), .measured(scorer.truePositive)], shareNever: nil,
                scorer: [
                    .text("\(scorer.source)"), .number(scorer.threshold), place.right, place.gain,
                ])
        }
        return table
    }

    private var rateNotes: [String] {
        let noise =
            switch request.noise {
            case .candidate:
                "Verdicts err independently for each candidate, so that drawing the same answer again is another chance. A "
                    + "verifier that always says the same of the same answer must be better: see --per answer."
            case .answer:
                "Verdicts err for each distinct answer of a problem: the verifier always says the same of the same answer, "
                    + "and is paid once for it."
            }
        return [
            "How to read it: verifying takes the first sample that the verifier accepts, and gives no answer, which is not "
                + "right, when it accepts none. A cell is the least P(accept | right), TPR, at which that is right as often as "
                + "\(request.opponent) of k samples, if P(accept | wrong) is the FPR of the column. Better than the cell: verify. "
                + "Worse: do not build it. never: not even a TPR of 100 % is enough.",
            "Tokens per call: with free calls at the same k, both may draw k samples, and what verifying saves by stopping early "
                + "counts for nothing. With a price, verifying may draw as many samples as make its expected tokens and calls cost "
                + "as much as the \(request.opponent)'s tokens: a coin between two neighbouring budgets, or all \(pools.poolSize) "
                + "candidates of the pool where these cost less.",
            noise,
            "Exact expectations over draws and verdicts. Intervals: percentile bootstrap over the problems, "
                + "\(request.resamples) resamples; at a price each problem's surplus is charged at the verifier's gain per token.",
        ]
    }

    private static func percent(_ rate: Double) -> String {
        let text = String(format: "%.2f", 100 * rate)
        return (text.hasSuffix(".00") ? String(text.dropLast(3)) : text) + " %"
    }

    static func rate(_ value: Double) -> String {
        value == .infinity ? "never" : String(format: "%.1f", 100 * value)
    }

    private static func tokens(_ value: Double) -> String {
        if value < 0 { return "never" }
        return value == .infinity ? "any" : String(format: value < 100 ? "%.1f" : "%.0f", value)
    }

    /// Writes a value with its interval; one word where both limits say the same.
    static func text(_ value: Double, _ interval: Interval, _ text: (Double) -> String) -> String {
        let (low, high) = (text(interval.low), text(interval.high))
        return low == high && low == text(value) ? low : "\(text(value)) [\(low), \(high)]"
    }
}

extension RequirementTerms {
    fileprivate var text: String {
        switch self {
        case .sameBudget: "free, same k"
        case .samePrice(let price): String(format: "%g", price)
        }
    }

    fileprivate var name: String {
        switch self {
        case .sameBudget: "same-budget"
        case .samePrice: "same-price"
        }
    }

    fileprivate var price: Cell {
        switch self {
        case .sameBudget: .missing
        case .samePrice(let price): .number(price)
        }
    }
}

extension Requirement {
    /// Says where a scorer's verifier stands: its rates, what its false-positive rate asks for, and what it does in
    /// truth.
    func scorerTable(_ scorer: ScorerAsVerifier) -> Table {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let (truePositive, falsePositive) = (scorer.truePositive, scorer.falsePositive)
        var table = Table(
            title: String(
                format: "Is %@ from %.4f on good enough? TPR %.1f %% [%.1f, %.1f], FPR %.1f %% [%.1f, %.1f]. ",
                "\(scorer.source)", scorer.threshold, 100 * truePositive.value, 100 * truePositive.interval.low,
                100 * truePositive.interval.high, 100 * falsePositive.value, 100 * falsePositive.interval.low,
                100 * falsePositive.interval.high)
                + title,
            columns: [
                Column("budget", header: "\(request.opponent) of k", kind: .integer),
                Column("needed", header: "TPR needed at this FPR", alignment: .right), Column("enough"),
                Column("right", header: "first accepted is right", kind: rate),
                Column("gain", header: "− \(request.opponent)", kind: rate), Column("problems", kind: .integer),
            ])
        for place in places {
            let isEnough = place.needed.truePositiveRate <= truePositive.value
            table.append([
                .integer(place.budget),
                .text(Self.text(place.needed.truePositiveRate, place.needed.interval, Self.rate)),
                .text(isEnough ? "yes" : "no"), place.right, place.gain, .integer(pools.entries.count),
            ])
        }
        table.footnotes = [
            "The threshold makes the first accepted of \(scorer.budget) samples most often right on run "
                + "\(scorer.tuneRun), of the split tune. Needed: the least TPR of a verifier of this FPR whose errors are "
                + "independent. First accepted: by the scores themselves, whose errors are not independent; no answer where "
                + "none passes, which is not right. Intervals: 95 %, over problems."
        ]
        return table
    }
}
