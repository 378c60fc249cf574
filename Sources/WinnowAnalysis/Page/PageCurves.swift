import WinnowJSON
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// The curves are what the page's script draws: right answers of each strategy at each budget, and what it spends there on
/// every axis of cost.
struct PageCurves {
    let summaries: [RunSummary]

    /// A candidate of each run takes so many seconds; nil where nobody measured it.
    let secondsPerCandidate: [Double?]

    /// These prices are shown first; people change them in the page.
    let price: Price

    /// An axis that the script can draw along.
    private struct PageAxis {
        let name: String
        let label: String
        let amount: (StrategySummary, _ run: Int) -> Double?
    }

    private func axes() -> [PageAxis] {
        func along(_ axis: Axis, if isKnown: @escaping (RunSummary) -> Bool = { _ in true }) -> PageAxis {
            PageAxis(name: axis.name, label: "expected \(axis.unit) per problem") { row, run in
                isKnown(summaries[run]) ? axis.amount(of: row.spent) : nil
            }
        }
        var axes = [
            PageAxis(name: "budget", label: "budget: samples at most") { row, _ in Double(row.budget) },
            along(.samples),
            along(.tokens) { $0.pools.rates.hasTokens }, along(.allTokens) { $0.pools.loop != nil },
            along(.flops) { $0.pools.knowsFlops }, along(.calls) { $0.pools.verifierName != nil },
            along(.distinctCalls) { $0.pools.verifierName != nil },
            PageAxis(name: "seconds", label: "expected seconds of sampling per problem, as measured") { row, run in
                secondsPerCandidate[run].map { $0 * row.spent.samples }
            },
        ]
        // An axis of which nothing is known is none to choose.
        axes.removeAll { axis in
            summaries.enumerated().allSatisfy { place, summary in
                summary.rows.allSatisfy { axis.amount($0, place) == nil }
            }
        }
        return axes
    }

    /// The text is a JSON object: the axes with their names, and each run's strategies with their points.
    func json() -> String {
        let axes = axes()
        var writer = JSONWriter(.compact)
        writer.writeObject { writer in
            writer.write(name: "axes")
            writer.writeArray { writer in
                for axis in axes {
                    writer.writeObject { writer in
                        writer.write("name", axis.name)
                        writer.write("label", axis.label)
                    }
                }
            }
            writer.write(name: "price")
            writer.writeObject { writer in
                for field in Price.fields where field.name != "scorer-flops" {
                    writer.write(name: field.name)
                    writer.write(number: price[keyPath: field.path])
                }
            }
            writer.write(name: "runs")
            writer.writeArray { writer in
                for place in summaries.indices { write(place, axes, &writer) }
            }
        }
        return writer.text
    }

    private func write(_ place: Int, _ axes: [PageAxis], _ writer: inout JSONWriter) {
        let summary = summaries[place]
        let shown = Headline(budgets: nil).strategies(of: summary)
        var names: [String] = []
        for row in summary.rows where !names.contains(row.strategy.name) { names.append(row.strategy.name) }
        writer.writeObject { writer in
            writer.write(name: "run")
            writer.write(literal: "\(summary.pools.run.id.value)")
            writer.write("title", summary.pools.title)
            writer.write(name: "strategies")
            writer.writeArray { writer in
                for name in names {
                    let rows = summary.rows.filter { $0.strategy.name == name && $0.difficulty == "all" }
                        .sorted { $0.budget < $1.budget }
                    writer.writeObject { writer in
                        writer.write("name", name)
                        writer.write(name: "ink")
                        writer.write(literal: "\(BudgetStudy.ink(name))")
                        writer.write(name: "on")
                        writer.write(literal: shown.contains(name) ? "true" : "false")
                        writer.write(name: "points")
                        writer.writeArray { writer in
                            for row in rows { write(row, of: place, axes, &writer) }
                        }
                    }
                }
            }
        }
    }

    /// Writes budget, right, low, high, problems, and then the amount on each axis.
    private func write(_ row: StrategySummary, of run: Int, _ axes: [PageAxis], _ writer: inout JSONWriter) {
        writer.writeArray { writer in
            writer.write(literal: "\(row.budget)")
            for rate in [row.right, row.interval.low, row.interval.high] { writer.write(rate: rate) }
            writer.write(literal: "\(row.problems)")
            for axis in axes {
                guard let amount = axis.amount(row, run) else {
                    writer.write(literal: "null")
                    continue
                }
                writer.write(number: amount)
            }
        }
    }
}

/// The outcomes are how often each strategy is right on each problem at the largest budget, for the script that shows where
/// one is right and another wrong.
struct PageOutcomes {
    let summaries: [RunSummary]

    func json() -> String {
        var writer = JSONWriter(.compact)
        writer.writeObject { writer in
            writer.write(name: "runs")
            writer.writeArray { writer in
                for summary in summaries { Self.write(summary, &writer) }
            }
        }
        return writer.text
    }

    private static func write(_ summary: RunSummary, _ writer: inout JSONWriter) {
        let budget = summary.columns.map(\.budget).max() ?? 0
        let columns = summary.columns.filter { $0.budget == budget && !$0.column.isEmpty }
        let problems = columns.first?.problems ?? []
        writer.writeObject { writer in
            writer.write(name: "run")
            writer.write(literal: "\(summary.pools.run.id.value)")
            writer.write("title", summary.pools.title)
            writer.write(name: "budget")
            writer.write(literal: "\(budget)")
            writer.write(name: "problems")
            writer.writeArray { writer in
                for problem in problems { writer.write(literal: "\(problem.record.position)") }
            }
            writer.write(name: "difficulties")
            writer.writeArray { writer in
                for problem in problems { writer.write(string: problem.record.difficulty) }
            }
            writer.write(name: "strategies")
            writer.writeArray { writer in
                for column in columns where column.problems.count == problems.count {
                    writer.writeObject { writer in
                        writer.write("name", column.strategy.name)
                        // In thousandths.
                        writer.write(name: "right")
                        writer.writeArray { writer in
                            for right in column.right { writer.write(literal: "\(Int((1_000 * right).rounded()))") }
                        }
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes a member whose value is a text.
    mutating func write(_ name: String, _ text: String) {
        write(name: name)
        write(string: text)
    }

    /// Writes a rate with the digits that a page shows, and two more.
    mutating func write(rate: Double) {
        write(literal: rate.isFinite ? "\((rate * 100_000).rounded() / 100_000)" : "null")
    }

    /// Writes a number with six digits or so, as pictures need no more; `null` where it is none.
    mutating func write(number: Double) {
        guard number.isFinite else { return write(literal: "null") }
        guard number != 0, abs(number) < 1e15 else { return write(literal: "\(number)") }
        var scale = 1.0
        while abs(number) * scale < 100_000 { scale *= 10 }
        write(literal: "\((number * scale).rounded() / scale)")
    }
}
