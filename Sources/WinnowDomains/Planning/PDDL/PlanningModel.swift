/// A model is what a pair of PDDL files says: types, objects, predicates, actions, the initial state and the goal.
///
/// Everything is numbered in the order of the files; names are in lower case.
struct PlanningModel: Sendable {
    var requirements: [String] = []
    var types = PDDLTypes()
    var objects = NameTable<[Int]>()

    /// A predicate has, for each place, the types that may stand there.
    var predicates = NameTable<[[Int]]>()
    var functions = NameTable<[[Int]]>()
    var actions = NameTable<PlanningAction>()
    var initial: [PlanningAtom] = []
    var goal: [PlanningLiteral] = []

    /// The values of numeric functions that action costs refer to.
    var values: [PlanningAtom: Double] = [:]

    /// True where the actions say what they cost.
    var hasCosts: Bool { actions.values.contains { !$0.costs.isEmpty } }
}

/// A table gives numbers to names, with a value each.
struct NameTable<Value: Sendable>: Sendable {
    private(set) var names: [String] = []
    private(set) var values: [Value] = []
    private var indices: [String: Int] = [:]

    var count: Int { names.count }

    func index(of name: String) -> Int? { indices[name] }

    /// Adds a name, or returns false where it is there.
    mutating func add(_ name: String, _ value: Value) -> Bool {
        guard indices[name] == nil else { return false }
        indices[name] = names.count
        names.append(name)
        values.append(value)
        return true
    }
}

/// A ground atom is a predicate (or a function) with objects for its places, all by number.
struct PlanningAtom: Hashable, Sendable {
    let predicate: Int
    let objects: [Int]
}

/// A term is an object or a parameter of an action, by number.
enum PlanningTerm: Hashable, Sendable {
    case object(Int)
    case parameter(Int)
}

/// A pattern is an atom with terms for its places.
struct PlanningPattern: Hashable, Sendable {
    let predicate: Int
    let terms: [PlanningTerm]
}

/// A literal of a precondition or a goal asks for an atom or for two equal terms, or for the contrary.
struct PlanningLiteral: Hashable, Sendable {
    enum Condition: Hashable, Sendable {
        case holds(PlanningPattern)
        case equal(PlanningTerm, PlanningTerm)
    }

    let condition: Condition
    let isPositive: Bool
}

/// An action has what it takes and what it does.
struct PlanningAction: Sendable {
    /// The types that may stand for each parameter.
    var parameters: [[Int]] = []
    var preconditions: [PlanningLiteral] = []
    var additions: [PlanningPattern] = []
    var deletions: [PlanningPattern] = []
    var costs: [Cost] = []

    /// A cost is a number or the value of a function.
    enum Cost: Sendable {
        case number(Double)
        case value(PlanningPattern)
    }
}
