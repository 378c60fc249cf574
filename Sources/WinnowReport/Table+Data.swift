extension Table {
    /// A datum is a value as CSV and JSON write it.
    enum Datum {
        case missing
        case text(String)

        /// A number's shortest text that reads back as the same number; `inf` or `-inf` where it is infinite.
        case number(String)
    }

    /// The names are the columns', an estimate's as `right`, `right_low` and `right_high`.
    var dataNames: [String] {
        columns.flatMap { column in
            if case .estimate = column.kind {
                [column.name, column.name + "_low", column.name + "_high"]
            } else {
                [column.name]
            }
        }
    }

    /// Makes the values of a row, one for each of ``dataNames``.
    func data(of row: [Cell]) -> [Datum] {
        zip(row, columns).flatMap { cell, column -> [Datum] in
            var ends: [Datum] = [.missing, .missing]
            let value: Datum
            switch cell.value {
            case .missing: value = .missing
            case .text(let text): value = .text(text)
            case .integer(let integer): value = .number("\(integer)")
            case .number(let number): value = datum(number)
            case .estimate(let number, let low, let high):
                value = datum(number)
                ends = [datum(low), datum(high)]
            }
            if case .estimate = column.kind { return [value] + ends }
            return [value]
        }
    }

    private func datum(_ number: Double?) -> Datum {
        guard let number, !number.isNaN else { return .missing }
        return .number("\(number)")
    }
}
