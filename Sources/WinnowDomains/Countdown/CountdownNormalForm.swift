/// The form of an expression is normal under commutativity and associativity of `+` and `*`.
///
/// Differences are flattened into sums with signs, `a-(b-c)` as `a+c-b`, and quotients into products with inverse
/// factors, `a/(b/c)` as `a*c/b`. Plain numbers come first, largest first, then compound terms by their text.
/// Nothing is computed or cancelled, so equal forms use equal numbers and have equal values. The form is an
/// expression itself.
struct CountdownNormalForm {
    /// The text is that of the form; an expression without a value (a division by zero) is marked by `undefined `,
    /// since flattening could give it one.
    let text: String

    /// - Complexity: linear in the expression but for sorting, at each of at most 100 levels of parentheses.
    init(_ expression: CountdownExpression) {
        let form = Tree(expression).text
        if case .fraction = expression.value() { text = form } else { text = "undefined \(form)" }
    }
}

/// A tree is an expression whose operations know their operands by place.
private struct Tree {
    private enum Node {
        case number(Int)
        case operation(CountdownOperation, left: Int, right: Int)
    }

    private var nodes: [Node] = []

    init(_ expression: CountdownExpression) {
        nodes.reserveCapacity(expression.postfix.count)
        var stack: [Int] = []
        for element in expression.postfix {
            switch element {
            case .number(let number, at: _): nodes.append(.number(number))
            case .operation(let operation, at: _):
                let right = stack.removeLast()
                let left = stack.removeLast()
                nodes.append(.operation(operation, left: left, right: right))
            }
            stack.append(nodes.count - 1)
        }
    }

    /// The last node is the whole.
    var text: String { text(of: nodes.count - 1) }

    private func text(of root: Int) -> String {
        switch nodes[root] {
        case .number(let number): return String(number)
        case .operation(let operation, left: _, right: _):
            let (terms, inverses) = flattened(root, isSum: operation.isSum)
            let (sign, inverseSign) = operation.isSum ? ("+", "-") : ("*", "/")
            return sorted(terms).joined(separator: sign) + sorted(inverses).map { inverseSign + $0 }.joined()
        }
    }

    /// Gives the terms of a sum and those that are subtracted, or the factors of a product and those that it is divided
    /// by.
    private func flattened(_ root: Int, isSum: Bool) -> (terms: [Int], inverses: [Int]) {
        var (terms, inverses): ([Int], [Int]) = ([], [])
        var pending = [(node: root, isInverse: false)]
        while let (node, isInverse) = pending.popLast() {
            if case .operation(let operation, let left, let right) = nodes[node], operation.isSum == isSum {
                pending.append((left, isInverse))
                pending.append((right, operation.isInverse != isInverse))
            } else if isInverse {
                inverses.append(node)
            } else {
                terms.append(node)
            }
        }
        return (terms, inverses)
    }

    /// Gives the texts of the terms in normal order; a sum that is a factor needs parentheses.
    private func sorted(_ terms: [Int]) -> [String] {
        var numbers: [Int] = []
        var compounds: [String] = []
        for term in terms {
            switch nodes[term] {
            case .number(let number): numbers.append(number)
            case .operation(let operation, left: _, right: _):
                compounds.append(operation.isSum ? "(\(text(of: term)))" : text(of: term))
            }
        }
        return numbers.sorted(by: >).map(String.init) + compounds.sorted()
    }
}

extension CountdownOperation {
    fileprivate var isSum: Bool { self == .add || self == .subtract }

    fileprivate var isInverse: Bool { self == .subtract || self == .divide }
}
