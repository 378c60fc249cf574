import WinnowBounds

/// Says whether a plan is right; shares nothing with ``PlanValidator`` but the problem as it is read.
///
/// Atoms are numbered as they come up, and a state is a list of truth values by number. The plan is read from its
/// canonical spelling, `(pick-up a) (stack a b)`.
struct PlanGrader {
    private let model: PlanningModel
    private let ignoresSurplus: Bool
    private var numbers: [[Int]: Int] = [:]
    private var truth: [Bool] = []

    /// Whether the values of a type are all of another, by pairs that came up.
    private var isBelow: [[Int]: Bool] = [:]
    private var looks = 0

    private init(_ model: PlanningModel, ignoresSurplus: Bool) {
        self.model = model
        self.ignoresSurplus = ignoresSurplus
    }

    /// Tells whether the plan of a canonical spelling leads from the initial state to the goal.
    static func isRight(_ key: String, of model: PlanningModel, ignoresSurplus: Bool) -> Bool {
        var grader = PlanGrader(model, ignoresSurplus: ignoresSurplus)
        for atom in model.initial { grader.truth[grader.number(atom.predicate, atom.objects)] = true }
        for action in key.split(separator: ")") {
            let words = action.drop { $0 == " " || $0 == "(" }.split(separator: " ").map(String.init)
            if words.isEmpty { continue }
            guard grader.apply(words), grader.looks <= Bounds.planWork.limit else { return false }
        }
        return model.goal.allSatisfy { grader.isTrue($0, binding: []) }
    }

    private mutating func number(_ predicate: Int, _ objects: [Int]) -> Int {
        let key = [predicate] + objects
        if let known = numbers[key] { return known }
        numbers[key] = truth.count
        truth.append(false)
        return truth.count - 1
    }

    private mutating func number(_ pattern: PlanningPattern, binding: [Int]) -> Int {
        number(pattern.predicate, pattern.terms.map { Self.value($0, binding) })
    }

    private static func value(_ term: PlanningTerm, _ binding: [Int]) -> Int {
        if case .parameter(let place) = term { return binding[place] }
        if case .object(let object) = term { return object }
        return -1
    }

    private mutating func isTrue(_ literal: PlanningLiteral, binding: [Int]) -> Bool {
        looks += 1
        switch literal.condition {
        case .equal(let one, let other):
            return (Self.value(one, binding) == Self.value(other, binding)) == literal.isPositive
        case .holds(let pattern): return truth[number(pattern, binding: binding)] == literal.isPositive
        }
    }

    /// Carries out one action; false where that cannot be.
    private mutating func apply(_ words: [String]) -> Bool {
        guard let place = model.actions.index(of: words[0]) else { return false }
        let action = model.actions.values[place]
        looks += 1
        let surplus = words.count - 1 - action.parameters.count
        guard surplus == 0 || (surplus > 0 && ignoresSurplus) else { return false }
        var binding: [Int] = []
        for (word, allowed) in zip(words.dropFirst(), action.parameters) {
            guard let object = model.objects.index(of: word) ?? twin(of: word) else { return false }
            let types = model.objects.values[object]
            guard types.contains(where: { type in allowed.contains { fits(type, $0) } }) else { return false }
            binding.append(object)
        }
        for condition in action.preconditions where !isTrue(condition, binding: binding) { return false }
        let added = action.additions.map { number($0, binding: binding) }
        let deleted = action.deletions.map { number($0, binding: binding) }
        looks += added.count + deleted.count
        for number in deleted { truth[number] = false }
        for number in added { truth[number] = true }
        return true
    }

    /// PlanBench calls the objects a, b, c by colours, which a problem may do too.
    private func twin(of name: String) -> Int? {
        let colours = "a red b blue c orange d yellow e white f magenta g black h cyan i green j violet k silver l gold"
            .split(separator: " ")
        guard let place = colours.firstIndex(where: { $0 == name }), place.isMultiple(of: 2) else { return nil }
        return model.objects.index(of: String(colours[place + 1]))
    }

    private mutating func fits(_ type: Int, _ wanted: Int) -> Bool {
        if let known = isBelow[[type, wanted]] { return known }
        var ancestor: Int? = type
        while let current = ancestor, current != wanted { ancestor = model.types.parent(of: current) }
        isBelow[[type, wanted]] = ancestor != nil
        return ancestor != nil
    }
}
