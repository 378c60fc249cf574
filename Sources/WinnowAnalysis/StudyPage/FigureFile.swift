import Foundation
import WinnowCore
import WinnowReport

/// A file of figures is a table as `--format csv` writes it: all digits, missing values empty.
struct FigureFile: Sendable {
    /// The file has this name without its ending, such as `estimates`.
    let name: String

    /// They are in the order of the file.
    let rows: [FigureRow]

    /// Reads a file of a folder.
    ///
    /// - Returns: nil where there is no such file, or an empty one.
    /// - Throws: ``ExperimentError`` for a file that is no CSV in UTF-8.
    init?(_ name: String, in folder: URL) throws {
        let url = folder.appending(path: name + ".csv")
        guard let data = try? Data(contentsOf: url), !data.isEmpty else { return nil }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ExperimentError("'\(url.path)' is not UTF-8", hint: "make it again with `make study`")
        }
        try self.init(name, text)
    }

    /// Reads comma-separated values with a header.
    ///
    /// - Throws: ``ExperimentError`` for a row whose fields are not those of the header.
    ///
    /// Source: RFC 4180.
    init(_ name: String, _ text: String) throws(ExperimentError) {
        self.name = name
        let records = Self.records(text)
        let header = records.first ?? []
        var places: [String: Int] = [:]
        for (place, name) in header.enumerated() where places[name] == nil { places[name] = place }
        var rows: [FigureRow] = []
        for (number, fields) in records.dropFirst().enumerated() {
            guard fields.count == header.count else {
                throw ExperimentError(
                    "row \(number + 1) of \(name).csv has \(fields.count) fields, its header \(header.count)",
                    hint: "make the file again with `make study`")
            }
            rows.append(FigureRow(places: places, fields: fields))
        }
        self.rows = rows
    }

    /// Reads the records of a text: fields may be quoted, and a quoted one may hold commas, line breaks and doubled
    /// quotes.
    private static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuote = false
        for scalar in text.unicodeScalars where scalar != "\r" || isQuoted {
            if isQuoted, !wasQuote {
                if scalar == "\"" { wasQuote = true } else { field.unicodeScalars.append(scalar) }
                continue
            }
            if wasQuote, scalar == "\"" {
                field += "\""
                wasQuote = false
                continue
            }
            (isQuoted, wasQuote) = (false, false)
            switch scalar {
            case "\"": isQuoted = true
            case ",":
                record.append(field)
                field = ""
            case "\n":
                records.append(record + [field])
                (record, field) = ([], "")
            default: field.unicodeScalars.append(scalar)
            }
        }
        if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
        return records
    }
}

/// A row is one of a ``FigureFile``, by the names of its columns.
struct FigureRow: Sendable {
    fileprivate let places: [String: Int]
    fileprivate let fields: [String]

    /// The text is that of a column; empty where it is missing or the file has no such column.
    subscript(_ name: String) -> String { places[name].map { fields[$0] } ?? "" }

    /// Reads the number of a column; nil where it is missing.
    func number(_ name: String) -> Double? { Double(self[name]) }

    /// Tells whether all of these columns have these texts.
    func has(_ values: KeyValuePairs<String, String>) -> Bool { values.allSatisfy { self[$0.key] == $0.value } }
}

extension [FigureRow] {
    /// Finds the values of a column, each once, in the order in which they come.
    func values(_ name: String) -> [String] {
        var seen: Set<String> = []
        return map { $0[name] }.filter { seen.insert($0).inserted }
    }

    /// Finds the one row with these values.
    ///
    /// - Returns: nil where there is none, or several of which a reader could not tell which is shown.
    func only(_ values: KeyValuePairs<String, String>) -> FigureRow? {
        let found = filter { $0.has(values) }
        return found.count == 1 ? found[0] : nil
    }

    /// Finds the rows in groups of equal values, in the order in which they come.
    func grouped(by name: String) -> [[FigureRow]] {
        values(name).map { value in filter { $0[name] == value } }
    }

    /// The groups are the rows of each run, by its number.
    var byRun: [[FigureRow]] {
        grouped(by: "run").sorted { (Int($0[0]["run"]) ?? 0) < (Int($1[0]["run"]) ?? 0) }
    }

    /// Reads the numbers of a column, without those that are missing.
    func numbers(_ name: String) -> [Double] { compactMap { $0.number(name) } }
}

// MARK: Figures as the page shows them

extension FigureRow {
    /// Makes a number with its interval, such as `41.5 [40.1, 42.9]` or `∞, above 12.0`; a limit that does not exist is a dash,
    /// and words such as `undefined` stay as they are.
    ///
    /// - Parameter scale: 100 for a rate in percent.
    func interval(_ name: String, scale: Double = 100, digits: Int = 1) -> Cell {
        guard number(name) != nil else { return .text(self[name].isEmpty ? PageNumber.missing : self[name]) }
        func text(_ name: String) -> String { PageNumber.text(number(name).map { scale * $0 }, digits) }
        if number(name) == .infinity, number(name + "_high") == .infinity {
            return .text(
                number(name + "_low") == .infinity ? text(name) : "\(text(name)), above \(text(name + "_low"))")
        }
        return .text("\(text(name)) [\(text(name + "_low")), \(text(name + "_high"))]")
    }

    /// Makes the same, or an empty cell where there is no number.
    func optionalInterval(_ name: String, scale: Double = 100, digits: Int = 1) -> Cell {
        number(name) == nil ? .missing : interval(name, scale: scale, digits: digits)
    }

    /// Makes a number; a rate is in percent where no other scale is given.
    func shown(_ name: String, scale: Double = 100, digits: Int = 1) -> Cell {
        .text(PageNumber.text(number(name).map { scale * $0 }, digits))
    }

    /// Makes the text of a column as it is.
    func text(_ name: String) -> Cell { .text(self[name]) }
}

/// Writes numbers of the page.
enum PageNumber {
    /// This stands for a number that does not exist.
    static let missing = "–"

    /// Writes a number with this many digits after the point, halves away from 0, as people round.
    ///
    /// Of the number's digits the first 15 count: 0.2125 in percent is 21.25 whatever its last bits say.
    static func text(_ number: Double?, _ digits: Int) -> String {
        guard let number, !number.isNaN else { return missing }
        guard number.isFinite else { return number > 0 ? "∞" : "−∞" }
        // In tens of units of the last digit shown, so that the digit that is rounded is the last one.
        let parts = String(format: "%.14e", abs(number)).split(separator: "e")
        guard let exponent = Int(parts[1]) else { return missing }
        let significant = parts[0].filter { $0 != "." }
        let count = exponent + 1 + digits
        let sign = number < 0 ? "-" : ""
        guard count >= 0 else { return sign + String(format: "%.\(digits)f", 0.0) }
        guard count < significant.count else { return sign + String(format: "%.\(digits)f", abs(number)) }
        var kept = significant.prefix(count).compactMap(\.wholeNumberValue)
        let next = significant[significant.index(significant.startIndex, offsetBy: count)]
        if let next = next.wholeNumberValue, next >= 5 {
            var place = kept.count - 1
            while place >= 0, kept[place] == 9 {
                kept[place] = 0
                place -= 1
            }
            if place >= 0 { kept[place] += 1 } else { kept.insert(1, at: 0) }
        }
        let all = [Int](repeating: 0, count: Swift.max(0, digits + 1 - kept.count)) + kept
        let text = all.map(String.init).joined()
        let point = text.index(text.endIndex, offsetBy: -digits)
        return sign + text[..<point] + (digits > 0 ? "." + text[point...] : "")
    }
}
