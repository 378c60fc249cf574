import WinnowRandom

/// The names of the four actions, the five facts and the objects of a renamed Blocksworld.
struct MysteryNames: Hashable {
    var pickUp = "attack"
    var putDown = "succumb"
    var stack = "overcome"
    var unstack = "feast"
    var clear = "province"
    var onTable = "planet"
    var handEmpty = "harmony"
    var holding = "pain"
    var on = "craves"

    /// What the numbers of objects stand behind; letters where it is empty.
    var objectPrefix = ""

    /// PlanBench's renaming.
    static let planBench = MysteryNames()

    private init() {}

    /// Names of a letter and 11 letters and digits, which depend on the problem alone.
    init(drawnFor problem: BlocksProblem) {
        var random = CounterRandom(key: StableHash("mystery-random \(problem.specification)").value)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let symbols = letters + Array("0123456789")
        func name() -> String {
            String([letters[random.below(letters.count)]] + (0..<11).map { _ in symbols[random.below(symbols.count)] })
        }
        (pickUp, putDown, stack, unstack) = (name(), name(), name(), name())
        (clear, onTable, handEmpty, holding, on) = (name(), name(), name(), name(), name())
        objectPrefix = "object_"
    }

    /// Names a block: `a`, `b` and so on, or `object_0`.
    func object(_ block: Int) -> String {
        objectPrefix.isEmpty
            ? String(decoding: [UInt8(ascii: "a") + UInt8(block)], as: UTF8.self) : "\(objectPrefix)\(block)"
    }

    /// An action's schema: what it takes, needs, makes true and makes false, each fact with its places as letters.
    private struct Schema {
        let name: String
        let parameters: [String]
        let needs: [[String]]
        let makes: [[String]]
        let ends: [[String]]
    }

    private var schemas: [Schema] {
        [
            Schema(
                name: pickUp, parameters: ["x"], needs: [[clear, "x"], [onTable, "x"], [handEmpty]],
                makes: [[holding, "x"]], ends: [[clear, "x"], [onTable, "x"], [handEmpty]]),
            Schema(
                name: putDown, parameters: ["x"], needs: [[holding, "x"]],
                makes: [[clear, "x"], [handEmpty], [onTable, "x"]], ends: [[holding, "x"]]),
            Schema(
                name: stack, parameters: ["x", "y"], needs: [[clear, "y"], [holding, "x"]],
                makes: [[handEmpty], [clear, "x"], [on, "x", "y"]], ends: [[clear, "y"], [holding, "x"]]),
            Schema(
                name: unstack, parameters: ["x", "y"], needs: [[on, "x", "y"], [clear, "x"], [handEmpty]],
                makes: [[holding, "x"], [clear, "y"]], ends: [[on, "x", "y"], [clear, "x"], [handEmpty]]),
        ]
    }

    private func facts(of state: BlocksState, isWhole: Bool) -> [[String]] {
        var facts: [[String]] = isWhole ? [[handEmpty]] : []
        for stack in state.stacks {
            facts.append([onTable, object(stack[0])])
            for place in stack.indices.dropFirst() {
                facts.append([on, object(stack[place]), object(stack[place - 1])])
            }
            if isWhole { facts.append([clear, object(stack[stack.count - 1])]) }
        }
        return facts
    }
}

// MARK: Texts

extension MysteryNames {
    /// Writes the two PDDL files.
    func files(_ problem: BlocksProblem) -> (domain: String, problem: String) {
        func atom(_ fact: [String]) -> String {
            "(\(([fact[0]] + fact.dropFirst().map { $0.count == 1 ? "?\($0)" : $0 }).joined(separator: " ")))"
        }
        func ground(_ fact: [String]) -> String { "(\(fact.joined(separator: " ")))" }
        let actions = schemas.map { schema in
            """
              (:action \(schema.name)
                :parameters (\(schema.parameters.map { "?\($0)" }.joined(separator: " ")))
                :precondition (and \(schema.needs.map(atom).joined(separator: " ")))
                :effect (and \(schema.makes.map(atom).joined(separator: " "))
                  \(schema.ends.map { "(not \(atom($0)))" }.joined(separator: " "))))
            """
        }
        let domain = """
            (define (domain mystery)
              (:requirements :strips)
              (:predicates (\(clear) ?x) (\(onTable) ?x) (\(handEmpty)) (\(holding) ?x) (\(on) ?x ?y))
            \(actions.joined(separator: "\n")))
            """
        let text = """
            (define (problem blocks)
              (:domain mystery)
              (:objects \((0..<problem.count).map(object).joined(separator: " ")))
              (:init \(facts(of: problem.start, isWhole: true).map(ground).joined(separator: " ")))
              (:goal (and \(facts(of: problem.goal, isWhole: false).map(ground).joined(separator: " ")))))
            """
        return (domain, text)
    }

    /// Puts the problem in sentences.
    func prompt(_ problem: BlocksProblem) -> String {
        func words(_ fact: [String]) -> String { "(\(fact.joined(separator: " ")))" }
        func list(_ facts: [[String]]) -> String { facts.map(words).joined(separator: ", ") }
        let rules = schemas.map { schema in
            "(\(([schema.name] + schema.parameters).joined(separator: " "))) can be done when these are true: "
                + "\(list(schema.needs)). Then \(list(schema.makes)) become true and \(list(schema.ends)) false."
        }
        return """
            There are objects, facts about them that are true or false, and four actions that change the facts. x and y \
            stand for any two objects.

            \(rules.joined(separator: "\n"))

            The objects are \((0..<problem.count).map(object).joined(separator: ", ")).
            At first these facts are true, and no others: \(list(facts(of: problem.start, isWhole: true))).
            In the end these are to be true: \(list(facts(of: problem.goal, isWhole: false))).

            Find a plan. Write it between the lines [PLAN] and [PLAN END], one action on each line, such as \
            (\(pickUp) \(object(0))).
            """
    }
}
