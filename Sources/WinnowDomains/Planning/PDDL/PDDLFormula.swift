/// Reads conditions and effects in the scope of a domain's names and an action's parameters.
struct PDDLFormula {
    let model: PlanningModel

    /// The parameters that may be named, with their types; none in a problem's goal.
    var parameters = NameTable<[Int]>()

    /// What is read, for messages: `a precondition`, `an effect`, `a goal`.
    let place: String

    /// These have a meaning of their own in PDDL, and none here.
    private static let foreign: Set<String> = [
        "or", "imply", "forall", "exists", "when", "preference", "at-end", "at-start", "over-all", ">", "<", ">=", "<=",
        "assign", "increase", "decrease", "scale-up", "scale-down", "always", "sometime", "within", "at-most-once",
        "sometime-after", "sometime-before", "always-within", "hold-during", "hold-after",
    ]

    /// Reads a condition: literals, also within `and`; an empty list asks for nothing.
    ///
    /// - Throws: ``PDDLError`` for anything else.
    func literals(_ expression: PDDLExpression) throws(PDDLError) -> [PlanningLiteral] {
        var result: [PlanningLiteral] = []
        var pending = [expression]
        while let next = pending.popLast() {
            guard let elements = next.elements else {
                throw PDDLError("\(place) is a list, not \(next.name ?? "a name")", at: next.position)
            }
            if elements.isEmpty { continue }
            if next.head == "and" {
                pending.append(contentsOf: elements.dropFirst().reversed())
            } else if next.head == "not" {
                guard elements.count == 2 else { throw PDDLError("not takes one condition", at: next.position) }
                result.append(try literal(elements[1], isPositive: false))
            } else {
                result.append(try literal(next, isPositive: true))
            }
        }
        return result
    }

    private func literal(_ expression: PDDLExpression, isPositive: Bool) throws(PDDLError) -> PlanningLiteral {
        guard let elements = expression.elements, expression.head == "=" else {
            if let head = expression.head, ["and", "not"].contains(head), !isPositive {
                throw PDDLError("\(head) within not is not supported", at: expression.position)
            }
            return PlanningLiteral(condition: .holds(try pattern(expression)), isPositive: isPositive)
        }
        guard elements.count == 3 else { throw PDDLError("= takes two names", at: expression.position) }
        for element in elements.dropFirst() where element.elements != nil {
            throw PDDLError("numeric conditions are not supported", at: element.position)
        }
        let (left, right) = (try term(elements[1]).term, try term(elements[2]).term)
        return PlanningLiteral(condition: .equal(left, right), isPositive: isPositive)
    }

    /// Reads a predicate with its places filled.
    ///
    /// - Throws: ``PDDLError`` for a predicate or an object that is not declared, a wrong number or wrong types.
    func pattern(_ expression: PDDLExpression) throws(PDDLError) -> PlanningPattern {
        try pattern(expression, of: model.predicates, kind: "predicate")
    }

    /// Reads a numeric function with its places filled.
    ///
    /// - Throws: as ``pattern(_:)`` does.
    func function(_ expression: PDDLExpression) throws(PDDLError) -> PlanningPattern {
        // A function without places may stand without parentheses.
        if let name = expression.name { return try pattern(name, [], expression.position, model.functions, "function") }
        return try pattern(expression, of: model.functions, kind: "function")
    }

    private func pattern(
        _ expression: PDDLExpression, of table: NameTable<[[Int]]>, kind: String
    ) throws(PDDLError) -> PlanningPattern {
        guard let elements = expression.elements, let head = elements.first else {
            throw PDDLError("a \(kind) in parentheses is due here", at: expression.position)
        }
        guard let name = head.name else {
            throw PDDLError("a \(kind) begins with its name, not with a list", at: head.position)
        }
        return try pattern(name, elements.dropFirst(), expression.position, table, kind)
    }

    private func pattern(
        _ name: String, _ arguments: ArraySlice<PDDLExpression>, _ position: PDDLPosition,
        _ table: NameTable<[[Int]]>, _ kind: String
    ) throws(PDDLError) -> PlanningPattern {
        guard let index = table.index(of: name) else {
            if Self.foreign.contains(name) {
                throw PDDLError("\(name) is not supported in \(place)", at: position)
            }
            throw PDDLError("the \(kind) \(name) is not declared", at: position)
        }
        let signature = table.values[index]
        guard signature.count == arguments.count else {
            throw PDDLError("\(name) takes \(signature.count) names, not \(arguments.count)", at: position)
        }
        var terms: [PlanningTerm] = []
        for (argument, allowed) in zip(arguments, signature) {
            let (term, types) = try term(argument)
            guard model.types.are(types, within: allowed) else {
                throw PDDLError(
                    "\(argument.name ?? "") is of type \(model.types.text(types)), \(name) takes "
                        + model.types.text(allowed), at: argument.position)
            }
            terms.append(term)
        }
        return PlanningPattern(predicate: index, terms: terms)
    }

    private func term(_ expression: PDDLExpression) throws(PDDLError) -> (term: PlanningTerm, types: [Int]) {
        guard let name = expression.name else {
            throw PDDLError("a name is due here, not a list", at: expression.position)
        }
        if name.hasPrefix("?") {
            guard let index = parameters.index(of: name) else {
                throw PDDLError("the parameter \(name) is not declared", at: expression.position)
            }
            return (.parameter(index), parameters.values[index])
        }
        guard let index = model.objects.index(of: name) else {
            throw PDDLError("the object \(name) is not declared", at: expression.position)
        }
        return (.object(index), model.objects.values[index])
    }
}

extension PDDLFormula {
    /// Reads an effect into an action: literals and increases of the total cost, also within `and`.
    ///
    /// - Throws: ``PDDLError`` for anything else.
    func readEffect(_ expression: PDDLExpression, into action: inout PlanningAction) throws(PDDLError) {
        var pending = [expression]
        while let next = pending.popLast() {
            guard let elements = next.elements else {
                throw PDDLError("\(place) is a list, not \(next.name ?? "a name")", at: next.position)
            }
            if elements.isEmpty { continue }
            switch next.head {
            case "and": pending.append(contentsOf: elements.dropFirst().reversed())
            case "not":
                guard elements.count == 2 else { throw PDDLError("not takes one atom", at: next.position) }
                action.deletions.append(try effectPattern(elements[1]))
            case "increase":
                guard elements.count == 3, Self.isTotalCost(elements[1]) else {
                    throw PDDLError("only (increase (total-cost) …) is supported", at: next.position)
                }
                action.costs.append(try cost(elements[2]))
            default: action.additions.append(try effectPattern(next))
            }
        }
    }

    private func effectPattern(_ expression: PDDLExpression) throws(PDDLError) -> PlanningPattern {
        guard expression.head != "=" else { throw PDDLError("= cannot be an effect", at: expression.position) }
        return try pattern(expression)
    }

    private func cost(_ expression: PDDLExpression) throws(PDDLError) -> PlanningAction.Cost {
        if let name = expression.name, let number = Double(name) {
            guard number.isFinite, number >= 0 else {
                throw PDDLError("a cost is a number of at least 0", at: expression.position)
            }
            return .number(number)
        }
        return .value(try function(expression))
    }

    /// Tells whether the expression is `(total-cost)`, with or without parentheses.
    static func isTotalCost(_ expression: PDDLExpression) -> Bool {
        expression.name == "total-cost" || (expression.head == "total-cost" && expression.elements?.count == 1)
    }
}
