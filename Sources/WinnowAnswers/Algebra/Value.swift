/// A value is what an answer is as a whole: a number, or several in some order.
indirect enum Value: Hashable, Sendable {
    case number(Sum)

    /// A point or an interval, between brackets that may differ: `(1,2]`.
    case row(open: String, [Value], close: String)

    /// The elements of a set, each once, in the order of their texts.
    case set([Value])

    /// Several answers in the order in which they are given: `1,2`.
    case list([Value])

    /// Answers of which each may be the one, in the order of their texts: `1 or 2`.
    case alternatives([Value])

    /// Values with the signs between them: `1<x<2`.
    case relation([Value], [String])

    /// The value of a name: `y=2`.
    case assignment(String, Value)

    /// What a name is an element of.
    case membership(String, Value)

    /// Sets that are united or cut, in the order of their texts.
    case combination(String, [Value])

    case matrix(String, [[Value]])

    /// Something with one spelling of its own: a date, a time, the letter of a choice.
    case name(String)
}

extension Value {
    /// Takes names away that say nothing: that of the unknown x.
    ///
    /// Other names stay, as y = 5 is another line than x = 5.
    var withoutUnknown: Value {
        switch self {
        case .assignment("x", let value) where value.isConstant: value
        case .membership("x", let value): value
        default: self
        }
    }

    /// True for what holds no unknown: no symbols but π, e, i and units.
    var isConstant: Bool {
        switch self {
        case .number(let sum):
            sum.symbols.allSatisfy { Factor.constants.contains($0) || $0 == "i" || Units.isUnit($0) || $0 == "\\infty" }
        case .alternatives(let values), .list(let values), .set(let values), .row(_, let values, _),
            .combination(_, let values):
            values.allSatisfy(\.isConstant)
        case .name: true
        case .relation, .assignment, .membership, .matrix: false
        }
    }

    /// True for an equation of numbers.
    var isCalculation: Bool {
        guard case .relation(let sides, let signs) = self else { return false }
        return signs.allSatisfy { $0 == "=" } && sides.allSatisfy(\.isConstant)
    }

    /// Brings answers that are each an alternative into one order; one that is left stands alone.
    static func alternatives(of values: [Value]) -> Value {
        var flat: [Value] = []
        for value in values {
            if case .alternatives(let inner) = value { flat += inner } else { flat.append(value) }
        }
        // A name that all of them are values of is said once: x = 1 or x = 2, x = 1 or 2.
        if case .assignment(let name, _)? = flat.first {
            var inner: [Value] = []
            for value in flat {
                switch value {
                case .assignment(name, let value): inner.append(value)
                case .number where value.isConstant: inner.append(value)
                default: return .alternatives(ordered(flat))
                }
            }
            return .assignment(name, alternatives(of: inner))
        }
        let unique = ordered(flat)
        return unique.count == 1 ? unique[0] : .alternatives(unique)
    }

    /// True where a unit stands in it.
    var hasUnits: Bool {
        switch self {
        case .number(let sum): sum.symbols.contains(where: Units.isUnit)
        case .row(_, let values, _), .set(let values), .list(let values), .alternatives(let values),
            .relation(let values, _), .combination(_, let values):
            values.contains(where: \.hasUnits)
        case .assignment(_, let value), .membership(_, let value): value.hasUnits
        case .matrix(_, let rows): rows.contains { $0.contains(where: \.hasUnits) }
        case .name: false
        }
    }

    /// The values, each once, in the order of their texts.
    static func ordered(_ values: [Value]) -> [Value] {
        let texts = values.map(\.description)
        var seen: Set<String> = []
        return values.indices.sorted { texts[$0] < texts[$1] }.filter { seen.insert(texts[$0]).inserted }
            .map { values[$0] }
    }

    /// The values without units that stand behind all terms of a number: `5 cm` is 5.
    var withoutUnits: Value {
        func each(_ values: [Value]) -> [Value] { values.map(\.withoutUnits) }
        switch self {
        case .number(let sum): return .number(sum.withoutUnits)
        case .row(let open, let values, let close): return .row(open: open, each(values), close: close)
        case .set(let values): return .set(Self.ordered(each(values)))
        case .list(let values): return .list(each(values))
        case .alternatives(let values): return Self.alternatives(of: each(values))
        case .relation(let values, let signs): return .relation(each(values), signs)
        case .assignment(let name, let value): return .assignment(name, value.withoutUnits).withoutUnknown
        case .membership(let name, let value): return .membership(name, value.withoutUnits)
        case .combination(let sign, let values): return .combination(sign, Self.ordered(each(values)))
        case .matrix(let kind, let rows): return .matrix(kind, rows.map(each))
        case .name: return self
        }
    }
}

extension Sum {
    /// The sum without units; with them where its terms have different ones.
    fileprivate var withoutUnits: Sum {
        var unit: Monomial?
        var result = Sum()
        for (monomial, coefficient) in terms {
            var (kept, taken) = (Monomial.one, Monomial.one)
            for power in monomial.powers {
                let one = Monomial(power.factor, power.exponent)
                do throws(Unreadable) {
                    if power.factor.kind == .symbol, Units.isUnit(power.factor.text) {
                        taken = try taken.multiplied(by: one).monomial
                    } else {
                        kept = try kept.multiplied(by: one).monomial
                    }
                } catch { return self }
            }
            guard unit == nil || unit == taken else { return self }
            unit = taken
            do throws(Unreadable) { try result.add(Sum(coefficient, kept)) } catch { return self }
        }
        return result
    }
}

// MARK: Text

extension Value: CustomStringConvertible {
    /// The description is read back as this value.
    var description: String {
        func joined(_ values: [Value], _ sign: String) -> String {
            values.map(\.description).joined(separator: sign)
        }
        switch self {
        case .number(let sum): return sum.description
        case .row(let open, let values, let close): return open + joined(values, ",") + close
        case .set(let values): return "\\{" + joined(values, ",") + "\\}"
        case .list(let values): return joined(values, ",")
        case .alternatives(let values): return joined(values, " or ")
        case .relation(let values, let signs):
            var text = ""
            for (place, value) in values.enumerated() {
                text += value.description
                if place < signs.count { text += Self.spelling(signs[place]) }
            }
            return text
        case .assignment(let name, .alternatives(let values)):
            return values.map { "\(name)=\($0)" }.joined(separator: " or ")
        case .assignment(let name, let value): return "\(name)=\(value)"
        case .membership(let name, let value): return "\(name)\\in \(value)"
        case .combination(let sign, let values): return joined(values, sign + " ")
        case .matrix(let kind, let rows):
            let lines = rows.map { joined($0, "&") }.joined(separator: "\\\\")
            return "\\begin{\(kind)}\(lines)\\end{\(kind)}"
        case .name(let text): return text
        }
    }

    /// A sign that is a command needs a space behind it where a letter follows.
    private static func spelling(_ sign: String) -> String { sign.hasPrefix("\\") ? sign + " " : sign }
}
