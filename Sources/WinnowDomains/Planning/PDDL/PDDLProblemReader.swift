/// Reads a problem: `(define (problem …) …)` with objects, initial state and goal.
enum PDDLProblemReader {
    /// These say how good a plan is, not whether it is right.
    private static let keywords: Set<String> = [
        ":domain", ":requirements", ":objects", ":init", ":goal", ":metric", ":length",
    ]

    /// Completes the model of a domain.
    ///
    /// - Throws: ``PDDLError`` with the place of what is no problem, is not supported or is not declared.
    static func model(_ expression: PDDLExpression, of domain: PlanningModel) throws(PDDLError) -> PlanningModel {
        guard let elements = expression.elements, expression.head == "define", elements.count > 1,
            elements[1].head == "problem", elements[1].elements?.count == 2
        else { throw PDDLError("a problem begins with (define (problem NAME)", at: expression.position) }
        var sections: [String: PDDLExpression] = [:]
        for section in elements.dropFirst(2) {
            guard let keyword = section.head else {
                throw PDDLError("a section such as (:init …) is due here", at: section.position)
            }
            guard keywords.contains(keyword) else {
                throw PDDLError("\(keyword) is not supported in a problem", at: section.position)
            }
            guard sections.updateValue(section, forKey: keyword) == nil else {
                throw PDDLError("there is a second \(keyword)", at: section.position)
            }
        }
        func contents(_ keyword: String) -> ArraySlice<PDDLExpression> {
            sections[keyword]?.elements?.dropFirst() ?? []
        }
        var model = domain
        model.requirements += try PDDLDomainReader.requirements(contents(":requirements"))
        try PDDLDomainReader.readObjects(contents(":objects"), into: &model)
        try readInitialState(contents(":init"), into: &model)
        guard let goal = sections[":goal"] else {
            throw PDDLError("the problem has no :goal", at: expression.position)
        }
        guard contents(":goal").count == 1, let condition = contents(":goal").last else {
            throw PDDLError(":goal takes one condition", at: goal.position)
        }
        model.goal = try PDDLFormula(model: model, place: "a goal").literals(condition)
        try checkMetric(sections[":metric"])
        return model
    }

    private static func readInitialState(
        _ expressions: ArraySlice<PDDLExpression>, into model: inout PlanningModel
    ) throws(PDDLError) {
        let formula = PDDLFormula(model: model, place: "an initial state")
        for expression in expressions {
            switch expression.head {
            case "=": try readValue(expression, formula, into: &model)
            case "not":
                // What is not listed is false, so this says nothing new; it is checked all the same.
                guard let elements = expression.elements, elements.count == 2 else {
                    throw PDDLError("not takes one atom", at: expression.position)
                }
                _ = try formula.pattern(elements[1])
            default: model.initial.append(try ground(try formula.pattern(expression), expression.position))
            }
        }
    }

    private static func readValue(
        _ expression: PDDLExpression, _ formula: PDDLFormula, into model: inout PlanningModel
    ) throws(PDDLError) {
        guard let elements = expression.elements, elements.count == 3, let text = elements[2].name,
            let number = Double(text), number.isFinite
        else { throw PDDLError("the value of a function is a number: (= (f a) 1)", at: expression.position) }
        let function = try formula.function(elements[1])
        model.values[try ground(function, expression.position)] = number
    }

    private static func ground(_ pattern: PlanningPattern, _ position: PDDLPosition) throws(PDDLError) -> PlanningAtom {
        var objects: [Int] = []
        for term in pattern.terms {
            guard case .object(let object) = term else {
                throw PDDLError("an initial state has no parameters", at: position)
            }
            objects.append(object)
        }
        return PlanningAtom(predicate: pattern.predicate, objects: objects)
    }

    /// A plan's cost or length may be what counts; anything else is refused.
    private static func checkMetric(_ section: PDDLExpression?) throws(PDDLError) {
        guard let section, let elements = section.elements else { return }
        guard elements.count == 3, elements[1].name == "minimize",
            PDDLFormula.isTotalCost(elements[2])
                || elements[2].name == "total-time" || elements[2].head == "total-time"
        else { throw PDDLError("the only metrics are to minimize total-cost or total-time", at: section.position) }
    }
}
