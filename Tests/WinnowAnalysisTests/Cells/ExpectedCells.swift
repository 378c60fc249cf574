import Foundation
import TestGuards
import Testing
import WinnowJSON
import WinnowReport
import WinnowStatistics

@testable import WinnowAnalysis

/// What a test expects of one cell, computed apart from the study.
enum ExpectedCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByNilLiteral
{
    case text(String)
    case number(Double)
    case missing
    /// A value and the ends of its interval, three cells in CSV and JSON.
    case estimate(Double, low: Double?, high: Double?)
    /// A share of resamples, some of which are ties that the last bits decide.
    case near(Double, within: Double)
    /// A value of which only the order of the ends is known: low ≤ value ≤ high.
    case between(Double)

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(nilLiteral: ()) { self = .missing }

    /// A cell of which a test has computed what is in it.
    static func cell(_ cell: Cell) -> ExpectedCell {
        switch cell.value {
        case .text(let text): .text(text)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(number)
        case .estimate(let value, let low, let high): .estimate(value, low: low, high: high)
        case .missing: .missing
        }
    }

    /// No value in a column of estimates.
    static let noEstimate = ExpectedCell.estimate(.nan, low: nil, high: nil)

    static func integer(_ value: Int) -> ExpectedCell { .number(Double(value)) }

    static func estimate(_ value: Double, _ interval: Interval?) -> ExpectedCell {
        .estimate(value, low: interval?.low, high: interval?.high)
    }
}

/// Cells in the order of their columns: the names are part of what is expected.
typealias ExpectedRow = [(name: String, cell: ExpectedCell)]

/// The intervals of cells: each from a list of values, one per problem, by the documented rule.
enum ExpectedInterval {
    /// The mean of shares.
    static func mean(_ values: [Double], resamples: Int = 10_000) -> ExpectedCell {
        let resampling = Resampling(problems: values.count, resamples: resamples)
        return .estimate(
            WinnowStatistics.mean(of: values), Interval.interval(of: values, resampling: resampling))
    }

    /// The mean of amounts; equal ones show no spread.
    static func amount(_ values: [Double]) -> ExpectedCell {
        guard values.contains(where: { $0 != values[0] }) else { return .estimate(values[0], nil) }
        return .estimate(
            average(values), Interval.amount(of: values, resampling: Resampling(problems: values.count)))
    }

    /// The mean of differences of two rates.
    static func difference(_ values: [Double]) -> ExpectedCell {
        .estimate(average(values), Interval.difference(values))
    }

    /// The mean of first minus second, paired by problem.
    static func difference(_ first: [Double], _ second: [Double]) -> ExpectedCell {
        difference(first.indices.map { first[$0] - second[$0] })
    }
}

/// A report as programs read it: rows of values by column, the same in CSV and in JSON.
struct ReadReport {
    let tables: [ReadTable]

    /// - Throws: where CSV and JSON do not say the same.
    init(_ report: Report) throws {
        let csv = report.rendered(as: .csv)
        let parsed = try JSONValue(parsing: report.rendered(as: .json))
        let objects = if case .array(let tables) = parsed { tables } else { [parsed] }
        let blocks = csv.split(separator: "\n\n", omittingEmptySubsequences: false).map(String.init)
        try #require(blocks.count == objects.count, "\(blocks.count) tables in CSV, \(objects.count) in JSON")
        tables = try blocks.indices.map { try ReadTable(csv: blocks[$0], json: objects[$0]) }
    }
}

/// One table of a ``ReadReport``.
struct ReadTable {
    let names: [String]
    /// Empty for a missing value.
    let rows: [[String]]

    init(csv: String, json: JSONValue) throws {
        let lines = Self.fields(csv)
        names = try #require(lines.first)
        rows = Array(lines.dropFirst())
        guard case .array(let objects)? = json["rows"] else { throw UnequalPair(description: "no rows in JSON") }
        for (row, object) in try pairs(rows, objects, mayBeEmpty: true) {
            guard case .object(let members) = object else { throw UnequalPair(description: "a row is no object") }
            try #require(members.count == names.count && row.count == names.count)
            for (name, cell) in try pairs(names, row) {
                let isSame =
                    switch object[name] {
                    case .null?: cell.isEmpty
                    // Numbers as they are written.
                    case .string(let text)?, .number(let text)?: text == cell
                    default: false
                    }
                #expect(isSame, "\(name) is \(cell) in CSV and \(String(describing: object[name])) in JSON")
            }
        }
    }

    /// The cells of RFC 4180, line by line.
    private static func fields(_ text: String) -> [[String]] {
        var lines: [[String]] = [[""]]
        var isQuoted = false
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch (character, isQuoted) {
            case ("\"", true) where rest.first == "\"":
                lines[lines.count - 1][lines[lines.count - 1].count - 1].append("\"")
                rest.removeFirst()
            case ("\"", _): isQuoted.toggle()
            case (",", false): lines[lines.count - 1].append("")
            case ("\n", false): lines.append([""])
            default: lines[lines.count - 1][lines[lines.count - 1].count - 1].append(character)
            }
        }
        return lines.filter { $0 != [""] }
    }

    subscript(_ row: Int, _ name: String) -> String {
        names.firstIndex(of: name).map { rows[row][$0] } ?? "no column \(name)"
    }
}

/// Expects every cell of a table: the names of the columns, their order, the number of rows, and each value.
func expect(
    _ table: ReadTable, says expected: [ExpectedRow], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let first = try #require(expected.first, "an expectation without rows", sourceLocation: sourceLocation)
    let names = first.indices.flatMap { index -> [String] in
        let name = first[index].name
        let isEstimate = expected.contains { row in
            switch row[index].cell {
            case .estimate, .between: true
            default: false
            }
        }
        return isEstimate ? [name, name + "_low", name + "_high"] : [name]
    }
    try #require(table.names == names, sourceLocation: sourceLocation)
    try #require(table.rows.count == expected.count, sourceLocation: sourceLocation)
    for (number, (row, expected)) in try pairs(table.rows, expected).enumerated() {
        var cells = row[...]
        for (name, cell) in expected {
            let place = "\(name) of row \(number + 1), \(row.prefix(12).joined(separator: " "))"
            let own = cells.popFirst() ?? ""
            var isEstimate = table.names.contains(name + "_low")
            switch cell {
            case .text(let text): #expect(own == text, "\(place)", sourceLocation: sourceLocation)
            case .number(let number): expect(own, number, place, sourceLocation)
            case .missing: #expect(own.isEmpty, "\(place)", sourceLocation: sourceLocation)
            case .near(let number, let tolerance):
                #expect(
                    abs((Double(own) ?? .nan) - number) <= tolerance, "\(place): \(own), expected \(number)",
                    sourceLocation: sourceLocation)
            case .estimate(let value, let low, let high):
                expect(own, value, place, sourceLocation)
                expect(cells.popFirst() ?? "", low, place + ", low", sourceLocation)
                expect(cells.popFirst() ?? "", high, place + ", high", sourceLocation)
                isEstimate = false
            case .between(let value):
                expect(own, value, place, sourceLocation)
                let ends = [cells.popFirst(), cells.popFirst()].map { $0.flatMap { Double($0) } ?? .nan }
                #expect(
                    ends[0] <= value + 1e-9 && value <= ends[1] + 1e-9, "\(place): \(ends)",
                    sourceLocation: sourceLocation)
                isEstimate = false
            }
            if isEstimate {
                let ends = [cells.popFirst() ?? "", cells.popFirst() ?? ""]
                #expect(ends == ["", ""], "\(place)", sourceLocation: sourceLocation)
            }
        }
    }
}

private func expect(_ text: String, _ number: Double?, _ place: String, _ sourceLocation: SourceLocation) {
    guard let number, !number.isNaN else {
        #expect(text.isEmpty, "\(place)", sourceLocation: sourceLocation)
        return
    }
    let own = Double(text) ?? .nan
    guard number.isFinite else {
        #expect(own == number, "\(place): \(text), expected \(number)", sourceLocation: sourceLocation)
        return
    }
    #expect(
        abs(own - number) <= 1e-9 * max(1, abs(number)), "\(place): \(text), expected \(number)",
        sourceLocation: sourceLocation)
}

/// Expects every figure of a report of figures: one row of group, row, budget, measure, value and problems for each.
struct ExpectedFigure {
    var group: String
    var row: String
    var budget: Int?
    var measure: String
    var cell: ExpectedCell
    var problems: Int

    /// The row of the long table, behind the cells that say what the figures are about.
    func expected(_ subject: ExpectedRow) -> ExpectedRow {
        let value: ExpectedCell =
            switch cell {
            case .number(let value): .estimate(value, low: nil, high: nil)
            default: cell
            }
        return subject + [
            ("group", .text(group)), ("row", .text(row)), ("budget", budget.map { .integer($0) } ?? .missing),
            ("measure", .text(measure)), ("value", value), ("problems", .integer(problems)),
        ]
    }
}
