/// Makes the moves of an answer one by one on stacks of blocks, and compares the last state with the goal.
struct BlocksVerifier {
    let problem: BlocksProblem

    /// False to look at the moves only, not at where they lead.
    var testsGoal = true

    /// Reports what is wrong.
    ///
    /// Critiques, and where: `malformed` (word N) alone; else every `unknown_object` (move N), or, where all blocks
    /// exist, each `unmet_precondition` of the first move that cannot be made, or each block of `goal_not_reached` that
    /// stands elsewhere than in the goal.
    func verdict(on answer: String) -> Verdict {
        let moves: [BlocksMove]
        do {
            moves = try BlocksAnswer(answer).moves
        } catch {
            return .rejected([Critique("malformed", at: "word \(error.word)", error.explanation)])
        }
        var critiques = unknownBlocks(in: moves)
        if critiques.isEmpty {
            var state = problem.start
            for (index, move) in moves.enumerated() {
                guard let next = state.moved(move) else {
                    return .rejected(obstacles(to: move, in: state, at: "move \(index + 1)"))
                }
                state = next
            }
            if testsGoal { critiques = differences(of: state) }
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }

    /// Gives the state behind each move, up to the first that cannot be made; none of a text that is no answer.
    func states(of answer: String) -> [PlanState] {
        guard let moves = try? BlocksAnswer(answer).moves else { return [] }
        var state = problem.start
        var states: [PlanState] = []
        for (index, move) in moves.enumerated() {
            guard let next = state.moved(move) else {
                let unknown = unknownBlocks(in: [move])
                let faults = unknown.isEmpty ? obstacles(to: move, in: state, at: "move \(index + 1)") : unknown
                let fault = faults.map(\.message).joined(separator: "; ")
                return states + [PlanState(step: move.text, state: nil, fault: fault)]
            }
            state = next
            states.append(PlanState(step: move.text, state: state.text))
        }
        return states
    }

    private func unknownBlocks(in moves: [BlocksMove]) -> [Critique] {
        var critiques: [Critique] = []
        for (index, move) in moves.enumerated() {
            for block in [move.block, move.target].compactMap(\.self) where block >= problem.count {
                let message = "there is no b\(block); the blocks are b0 to b\(problem.count - 1)"
                critiques.append(Critique("unknown_object", at: "move \(index + 1)", message))
            }
        }
        return critiques
    }

    private func obstacles(to move: BlocksMove, in state: BlocksState, at location: String) -> [Critique] {
        var messages: [String] = []
        if let load = state.load(of: move.block) {
            messages.append("b\(move.block) cannot be moved, since b\(load) is on it")
        }
        if let target = move.target {
            if target == move.block {
                messages.append("b\(target) cannot be put on itself")
            } else if let load = state.load(of: target) {
                messages.append("nothing can be put on b\(target), since b\(load) is on it")
            }
        } else if state.support(of: move.block) == nil {
            messages.append("b\(move.block) is on the table already")
        }
        return messages.map { Critique("unmet_precondition", at: location, $0) }
    }

    private func differences(of state: BlocksState) -> [Critique] {
        (0..<problem.count).compactMap { block in
            let (place, due) = (state.support(of: block), problem.goal.support(of: block))
            guard place != due else { return nil }
            func name(_ place: Int?) -> String { place.map { "b\($0)" } ?? "the table" }
            let message = "b\(block) is to be on \(name(due)), but is on \(name(place))"
            return Critique("goal_not_reached", at: "b\(block)", message)
        }
    }
}

/// Makes the moves only; where they lead is not looked at.
///
/// What is left of plan validation without the goal test: every plan that can be carried out is accepted.
public struct BlocksExecutability: PartialVerifier {
    public init() {}

    public var name: String { "executability" }

    public var summary: String { "checks that the moves can be made, not that they reach the goal" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: true, evidence: .answer, solvesTheProblem: false)
    }

    public func verify(_ answer: String, completion: [Int], of problem: BlocksProblem) -> Verdict {
        BlocksVerifier(problem: problem, testsGoal: false).verdict(on: answer)
    }
}
