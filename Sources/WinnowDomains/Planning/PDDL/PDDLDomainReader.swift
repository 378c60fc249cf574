/// Reads a domain: `(define (domain …) …)` with the sections of STRIPS with types, equality, negative preconditions and
/// action costs.
///
/// Source: McDermott et al., "PDDL – The Planning Domain Definition Language", 1998; Fox and Long, "PDDL2.1", JAIR 20,
/// 2003; `:action-costs` as in the 2008 competition.
struct PDDLDomainReader {
    private var model = PlanningModel()
    private var sections: [String: PDDLExpression] = [:]
    private var actions: [PDDLExpression] = []

    private static let supported: Set<String> = [
        ":strips", ":typing", ":equality", ":negative-preconditions", ":action-costs",
    ]

    private static let keywords: Set<String> = [
        ":requirements", ":types", ":constants", ":predicates", ":functions",
    ]

    /// Reads the model that a domain gives, without objects of a problem.
    ///
    /// - Throws: ``PDDLError`` with the place of what is no domain, is not supported or is not declared.
    static func model(_ expression: PDDLExpression) throws(PDDLError) -> PlanningModel {
        var reader = PDDLDomainReader()
        try reader.collect(expression)
        try reader.readRequirements()
        try reader.readTypes()
        try reader.readConstants()
        reader.model.predicates = try reader.signatures(":predicates", isNumeric: false)
        reader.model.functions = try reader.signatures(":functions", isNumeric: true)
        for action in reader.actions { try reader.readAction(action) }
        return reader.model
    }

    /// Sorts the sections by their keywords.
    private mutating func collect(_ expression: PDDLExpression) throws(PDDLError) {
        guard let elements = expression.elements, expression.head == "define", elements.count > 1,
            elements[1].head == "domain", elements[1].elements?.count == 2
        else { throw PDDLError("a domain begins with (define (domain NAME)", at: expression.position) }
        for section in elements.dropFirst(2) {
            guard let keyword = section.head else {
                throw PDDLError("a section such as (:predicates …) is due here", at: section.position)
            }
            if keyword == ":action" {
                actions.append(section)
            } else if Self.keywords.contains(keyword) {
                guard sections.updateValue(section, forKey: keyword) == nil else {
                    throw PDDLError("there is a second \(keyword)", at: section.position)
                }
            } else {
                throw PDDLError("\(keyword) is not supported in a domain", at: section.position)
            }
        }
    }

    private func contents(_ keyword: String) -> ArraySlice<PDDLExpression> {
        sections[keyword]?.elements?.dropFirst() ?? []
    }

    private mutating func readRequirements() throws(PDDLError) {
        model.requirements = try Self.requirements(contents(":requirements"))
    }

    /// Reads the names of requirements.
    ///
    /// - Throws: ``PDDLError`` for one that is not supported.
    static func requirements(_ expressions: ArraySlice<PDDLExpression>) throws(PDDLError) -> [String] {
        var names: [String] = []
        for expression in expressions {
            guard let name = expression.name else {
                throw PDDLError("a requirement is a name, not a list", at: expression.position)
            }
            guard supported.contains(name) else {
                throw PDDLError(
                    "the requirement \(name) is not supported; these are: \(supported.sorted().joined(separator: " "))",
                    at: expression.position)
            }
            names.append(name)
        }
        return names
    }

    private mutating func readTypes() throws(PDDLError) {
        model.types = try PDDLTypes(try PDDLTypedName.list(contents(":types")))
    }

    private mutating func readConstants() throws(PDDLError) {
        try Self.readObjects(contents(":constants"), into: &model)
    }

    /// Reads objects or constants into a model.
    ///
    /// - Throws: ``PDDLError`` for an undeclared type and a second object of a name.
    static func readObjects(
        _ expressions: ArraySlice<PDDLExpression>, into model: inout PlanningModel
    ) throws(PDDLError) {
        for object in try PDDLTypedName.list(expressions) {
            guard !object.name.hasPrefix("?"), !object.name.hasPrefix(":") else {
                throw PDDLError("\(object.name) is no name of an object", at: object.position)
            }
            guard model.objects.add(object.name, try model.types.types(of: object)) else {
                throw PDDLError("the object \(object.name) is declared twice", at: object.position)
            }
        }
    }

    private func signatures(_ keyword: String, isNumeric: Bool) throws(PDDLError) -> NameTable<[[Int]]> {
        var table = NameTable<[[Int]]>()
        var hyphen: PDDLPosition?
        for expression in contents(keyword) {
            // The values of functions are numbers: (f ?x) - number.
            if isNumeric, hyphen != nil || expression.name == "-" {
                guard hyphen == nil || expression.name == "number" else {
                    throw PDDLError("only functions with numbers as values are supported", at: expression.position)
                }
                hyphen = hyphen == nil ? expression.position : nil
                continue
            }
            guard let elements = expression.elements, let name = elements.first?.name else {
                throw PDDLError("a declaration such as (on ?x ?y) is due here", at: expression.position)
            }
            let parameters = try parameters(elements.dropFirst())
            guard table.add(name, parameters.values) else {
                throw PDDLError("\(name) is declared twice", at: expression.position)
            }
        }
        if let hyphen { throw PDDLError("there is no type behind this hyphen", at: hyphen) }
        return table
    }

    private func parameters(_ expressions: ArraySlice<PDDLExpression>) throws(PDDLError) -> NameTable<[Int]> {
        var table = NameTable<[Int]>()
        for parameter in try PDDLTypedName.list(expressions) {
            guard parameter.name.hasPrefix("?"), parameter.name.utf8.count > 1 else {
                throw PDDLError("a parameter begins with ?, which \(parameter.name) does not", at: parameter.position)
            }
            guard table.add(parameter.name, try model.types.types(of: parameter)) else {
                throw PDDLError("the parameter \(parameter.name) is declared twice", at: parameter.position)
            }
        }
        return table
    }

    private mutating func readAction(_ expression: PDDLExpression) throws(PDDLError) {
        guard let elements = expression.elements, elements.count > 1, let name = elements[1].name else {
            throw PDDLError("an action begins with (:action NAME", at: expression.position)
        }
        var parts: [String: PDDLExpression] = [:]
        var position = 2
        while position < elements.count {
            let keyword = elements[position]
            guard let part = keyword.name, [":parameters", ":precondition", ":effect"].contains(part) else {
                throw PDDLError("\(keyword.name ?? "a list") is not supported in an action", at: keyword.position)
            }
            guard position + 1 < elements.count else {
                throw PDDLError("nothing stands behind \(part)", at: keyword.position)
            }
            guard parts.updateValue(elements[position + 1], forKey: part) == nil else {
                throw PDDLError("there is a second \(part)", at: keyword.position)
            }
            position += 2
        }
        var parameters = NameTable<[Int]>()
        if let part = parts[":parameters"] {
            guard let list = part.elements else {
                throw PDDLError("parameters are a list, not \(part.name ?? "a name")", at: part.position)
            }
            parameters = try self.parameters(list[...])
        }
        var action = PlanningAction(parameters: parameters.values)
        if let part = parts[":precondition"] {
            action.preconditions = try PDDLFormula(model: model, parameters: parameters, place: "a precondition")
                .literals(part)
        }
        if let part = parts[":effect"] {
            try PDDLFormula(model: model, parameters: parameters, place: "an effect").readEffect(part, into: &action)
        }
        guard model.actions.add(name, action) else {
            throw PDDLError("the action \(name) is declared twice", at: expression.position)
        }
    }
}
