/// The normal form of an expression under commutativity and associativity of `+` and `*`.
///
/// Differences are flattened into sums with signs, `a-(b-c)` as `a+c-b`, and quotients into products with inverse
/// factors, `a/(b/c)` as `a*c/b`. Plain numbers come first, largest first, then compound terms by their text.
/// Nothing is computed or cancelled, so equal forms use equal numbers and have equal values. The form is an
/// expression itself.
struct CountdownNormalForm {
    /// The text of the form; an expression without a value (a division by zero) is marked by `undefined `, since
    /// flattening could give it one.
    let text: String

    init(_ expression: CountdownExpression) {
        var stack: [Term] = []
        for element in expression.postfix {
            switch element {
            case .number(let number, at: _): stack.append(.number(number))
            case .operation(let operation, at: _):
                let right = stack.removeLast()
                let left = stack.removeLast()
                stack.append(Term(left, operation, right))
            }
        }
        if case .fraction = expression.value() {
            text = stack[0].text
        } else {
            text = "undefined \(stack[0].text)"
        }
    }
}

/// A number, or a flattened sum or product.
private indirect enum Term {
    case number(Int)
    case sum(plus: [Term], minus: [Term])
    case product(times: [Term], by: [Term])

    init(_ left: Term, _ operation: CountdownOperation, _ right: Term) {
        switch operation {
        case .add: self = .sum(plus: left.plus + right.plus, minus: left.minus + right.minus)
        case .subtract: self = .sum(plus: left.plus + right.minus, minus: left.minus + right.plus)
        case .multiply: self = .product(times: left.times + right.times, by: left.by + right.by)
        case .divide: self = .product(times: left.times + right.by, by: left.by + right.times)
        }
    }

    private var plus: [Term] { if case .sum(let plus, _) = self { plus } else { [self] } }
    private var minus: [Term] { if case .sum(_, let minus) = self { minus } else { [] } }
    private var times: [Term] { if case .product(let times, _) = self { times } else { [self] } }
    private var by: [Term] { if case .product(_, let by) = self { by } else { [] } }

    var text: String {
        switch self {
        case .number(let number): String(number)
        case .sum(let plus, let minus):
            Self.sorted(plus).joined(separator: "+") + Self.sorted(minus).map { "-" + $0 }.joined()
        case .product(let times, let by):
            Self.sorted(times).joined(separator: "*") + Self.sorted(by).map { "/" + $0 }.joined()
        }
    }

    /// The texts of the terms in normal order; a sum that is a factor needs parentheses.
    private static func sorted(_ terms: [Term]) -> [String] {
        var numbers: [Int] = []
        var compounds: [String] = []
        for term in terms {
            switch term {
            case .number(let number): numbers.append(number)
            case .sum: compounds.append("(\(term.text))")
            case .product: compounds.append(term.text)
            }
        }
        return numbers.sorted(by: >).map(String.init) + compounds.sorted()
    }
}
