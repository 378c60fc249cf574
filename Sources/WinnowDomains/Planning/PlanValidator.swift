import WinnowBounds

/// Carries out a plan step by step on a set of atoms, and compares the last state with the goal.
///
/// What is not in the initial state is false. An action deletes before it adds, so that what it does both to is true. The
/// run ends at the first action that cannot be carried out; steps behind it, and the goal, are not judged then.
///
/// Source: Howey, Long and Fox, "VAL: Automatic Plan Validation", ICTAI 2004.
struct PlanValidator {
    let model: PlanningModel

    /// True to pass over more objects than an action takes, as VAL does where nothing has a type.
    var isLenient = false

    /// A plan that was read: what is wrong with its form, and how far it goes.
    private struct Run {
        var critiques: [Critique] = []
        var state: Set<PlanningAtom>
        var steps = 0
        var cost: Double? = 0

        /// So many atoms and types have been looked at.
        var work = 0

        /// True while all steps so far could be carried out.
        var isRunning = true
    }

    /// An applied action has its number and the object for each parameter.
    private struct Application {
        let action: PlanningAction
        let objects: [Int]
        let text: String
    }

    /// Reports all that is wrong.
    ///
    /// Critiques, and where: `malformed_line` (line N), `unknown_action`, `unknown_object`, `wrong_arity` and `wrong_type`
    /// (step N) of the whole plan; `unmet_precondition` (step N) of the first step that cannot be carried out, where
    /// nothing of the kinds before stands before it; `goal_not_reached` where all steps can.
    func verdict(on plan: PlanText) -> Verdict {
        var run = Run(state: Set(model.initial))
        for entry in plan.entries where run.work <= Bounds.planWork.limit {
            switch entry {
            case .fault(let fault):
                run.critiques.append(Critique("malformed_line", at: "line \(fault.line)", fault.explanation))
                run.isRunning = false
            case .step(let step): take(step, &run)
            }
        }
        guard run.work <= Bounds.planWork.limit else {
            return .error("the plan needs a look at more than \(Bounds.planWork.limit) atoms and types")
        }
        if run.critiques.isEmpty {
            let missing = model.goal.filter { !holds($0, [], &run) }
            if !missing.isEmpty {
                let atoms = missing.map { text($0, []) }.joined(separator: ", ")
                run.critiques.append(
                    Critique("goal_not_reached", "the goal is not reached: what is missing is \(atoms)"))
            }
        }
        return run.critiques.isEmpty ? .accepted : .rejected(run.critiques)
    }

    /// Gives the number of steps and the total cost of a plan that can be carried out; the cost is nil where the problem
    /// does not say it.
    func account(of plan: PlanText) -> (steps: Int, cost: Double?)? {
        var run = Run(state: Set(model.initial))
        for entry in plan.entries {
            guard case .step(let step) = entry, run.work <= Bounds.planWork.limit else { return nil }
            take(step, &run)
        }
        return run.critiques.isEmpty ? (run.steps, model.hasCosts ? run.cost : nil) : nil
    }

    /// Gives the atoms that hold behind each step, in the order of their texts, up to the first step that cannot be carried
    /// out, and none behind a fault of the text.
    func states(of plan: PlanText) -> [PlanState] {
        var run = Run(state: Set(model.initial))
        var states: [PlanState] = []
        for entry in plan.entries where run.work <= Bounds.planWork.limit {
            guard case .step(let step) = entry else { break }
            take(step, &run)
            guard run.critiques.isEmpty else {
                let fault = run.critiques.map(\.message).joined(separator: "; ")
                return states + [PlanState(step: step.text, state: nil, fault: fault)]
            }
            run.work += run.state.count
            states.append(PlanState(step: step.text, state: run.state.map(text).sorted().joined(separator: " ")))
        }
        return states
    }

    private func text(_ atom: PlanningAtom) -> String {
        let words = [model.predicates.names[atom.predicate]] + atom.objects.map { model.objects.names[$0] }
        return "(\(words.joined(separator: " ")))"
    }

    private func take(_ step: PlanText.Step, _ run: inout Run) {
        run.steps += 1
        guard let application = application(of: step, &run) else {
            run.isRunning = false
            return
        }
        guard run.isRunning else { return }
        let unmet = application.action.preconditions.filter { !holds($0, application.objects, &run) }
        guard unmet.isEmpty else {
            let atoms = unmet.map { text($0, application.objects) }.joined(separator: ", ")
            let message = "\(application.text) cannot be carried out: what is missing is \(atoms)"
            run.critiques.append(Critique("unmet_precondition", at: "step \(run.steps)", message))
            run.isRunning = false
            return
        }
        for deletion in application.action.deletions { run.state.remove(ground(deletion, application.objects)) }
        for addition in application.action.additions { run.state.insert(ground(addition, application.objects)) }
        run.work += application.action.deletions.count + application.action.additions.count
        for cost in application.action.costs {
            switch cost {
            case .number(let number): run.cost? += number
            case .value(let function):
                let value = model.values[ground(function, application.objects)]
                run.cost = run.cost.flatMap { sum in value.map { sum + $0 } }
            }
        }
    }
}

// MARK: Form

extension PlanValidator {
    /// Finds action and objects of a step, or says what is wrong with them.
    private func application(of step: PlanText.Step, _ run: inout Run) -> Application? {
        let location = "step \(run.steps)"
        guard let index = model.actions.index(of: step.name) else {
            run.critiques.append(Critique("unknown_action", at: location, "there is no action \(step.name)"))
            return nil
        }
        let action = model.actions.values[index]
        let count = action.parameters.count
        var critiques: [Critique] = []
        if step.arguments.count < count || (step.arguments.count > count && !isLenient) {
            let message = "\(step.name) takes \(count) objects, not \(step.arguments.count)"
            critiques.append(Critique("wrong_arity", at: location, message))
        }
        var objects: [Int] = []
        for (place, name) in step.arguments.enumerated() {
            // What is passed over is not looked at.
            if isLenient, place >= count { break }
            guard let object = object(name) else {
                critiques.append(Critique("unknown_object", at: location, "there is no object \(name)"))
                continue
            }
            objects.append(object)
            guard place < count else { continue }
            let (types, allowed) = (model.objects.values[object], action.parameters[place])
            run.work += types.count * allowed.count
            // An object is of each of its types, so one that fits is enough.
            if !types.contains(where: { model.types.are([$0], within: allowed) }) {
                let message =
                    "object \(place + 1) of \(step.name) is to be of type \(model.types.text(allowed)), \(name) is of "
                    + "type \(model.types.text(types))"
                critiques.append(Critique("wrong_type", at: location, message))
            }
        }
        run.work += step.arguments.count + 1
        guard critiques.isEmpty else {
            run.critiques += critiques
            return nil
        }
        return Application(action: action, objects: objects, text: step.text)
    }

    /// Finds an object by its name; `a` also by the colour that stands for it where there is no `a`.
    private func object(_ name: String) -> Int? {
        model.objects.index(of: name) ?? PlanSentence.colour(of: name).flatMap { model.objects.index(of: $0) }
    }
}

// MARK: States

extension PlanValidator {
    private func ground(_ pattern: PlanningPattern, _ objects: [Int]) -> PlanningAtom {
        PlanningAtom(predicate: pattern.predicate, objects: pattern.terms.map { self.object($0, objects) })
    }

    private func object(_ term: PlanningTerm, _ objects: [Int]) -> Int {
        switch term {
        case .object(let object): object
        case .parameter(let index): objects[index]
        }
    }

    private func holds(_ literal: PlanningLiteral, _ objects: [Int], _ run: inout Run) -> Bool {
        switch literal.condition {
        case .holds(let pattern):
            run.work += 1 + pattern.terms.count
            return run.state.contains(ground(pattern, objects)) == literal.isPositive
        case .equal(let left, let right):
            run.work += 1
            return (object(left, objects) == object(right, objects)) == literal.isPositive
        }
    }

    /// Writes a literal as PDDL has it.
    private func text(_ literal: PlanningLiteral, _ objects: [Int]) -> String {
        func name(_ term: PlanningTerm) -> String { model.objects.names[object(term, objects)] }
        let text =
            switch literal.condition {
            case .holds(let pattern):
                "(\(([model.predicates.names[pattern.predicate]] + pattern.terms.map(name)).joined(separator: " ")))"
            case .equal(let left, let right): "(= \(name(left)) \(name(right)))"
            }
        return literal.isPositive ? text : "(not \(text))"
    }
}
