public import WinnowRandom

/// Mystery has the problems of ``BlocksDomain`` as planning problems with four actions whose names mean nothing.
///
/// A block is taken up or put down, on the table or on another block, under PlanBench's renaming (`attack`, `succumb`,
/// `overcome`, `feast`) or under names drawn for each problem. There is no model of its own: a server can be asked, and
/// samples can be imported.
///
/// Source: Valmeekam et al., PlanBench, arXiv 2206.10498 ("Mystery Blocksworld" and its random variant).
public struct MysteryDomain: DrawnDomain {
    /// True for names that are drawn for each problem.
    let hasRandomNames: Bool

    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    public var critics: [Critic] { PlanCritics.all }
    public let answerNotation = AnswerNotation.plan

    public init(hasRandomNames: Bool = false) {
        self.hasRandomNames = hasRandomNames
    }

    public var name: String { hasRandomNames ? "mystery-random" : "mystery" }

    public var summary: String {
        hasRandomNames
            ? "The problems of blocks as plans of four actions, with names drawn for each problem."
            : "The problems of blocks as plans of four actions, with PlanBench's misleading names."
    }

    public var seriesName: String { BlocksDomain().name }

    public var example: (problem: String, answer: String) {
        let problem = BlocksProblem.example
        let names = (try? self.problem(from: problem)).map(names) ?? .planBench
        return (
            problem,
            "(\(names.unstack) \(names.object(2)) \(names.object(0))) (\(names.stack) \(names.object(2)) \(names.object(1)))"
        )
    }
}

extension MysteryDomain {
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> BlocksProblem {
        BlocksSpace.problem(difficulty, using: &random)
    }

    /// Reads a problem as ``BlocksDomain`` writes it.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or the states are not of the same blocks.
    public func problem(from specification: String) throws(ProblemError) -> BlocksProblem {
        try BlocksProblem(specification: specification)
    }

    public func specification(of problem: BlocksProblem) -> String { problem.specification }

    public func splitKey(of problem: BlocksProblem) -> String { BlocksSpace.canonicalForm(problem) }

    /// Gives the bin of the fewest moves of whole blocks; each is two actions.
    public func difficulty(of problem: BlocksProblem) -> Difficulty {
        Difficulty(blocksMoves: BlocksSpace.distance(problem))
    }

    func names(of problem: BlocksProblem) -> MysteryNames {
        hasRandomNames ? MysteryNames(drawnFor: problem) : .planBench
    }

    /// Puts the problem in sentences: what each action needs and does, what is true, and what is to be.
    public func promptText(for problem: BlocksProblem) -> String {
        names(of: problem).prompt(problem)
    }

    /// Gives the two PDDL files, one behind the other.
    public func drawing(of problem: BlocksProblem) -> String {
        let files = names(of: problem).files(problem)
        return files.domain + "\n" + files.problem
    }
}

extension MysteryDomain {
    /// Gives the actions in one spelling, as ``PlanningDomain/answerKey(of:)`` does.
    public func answerKey(of answer: String) -> String? { PlanText(answer, isLenient: false).key }

    /// Validates the plan against the PDDL files; the critiques are those of ``PlanningDomain/verify(_:of:)``.
    public func verify(_ answer: String, of problem: BlocksProblem) -> Verdict {
        let files = names(of: problem).files(problem)
        do throws(ProblemError) {
            let planning = try PlanningProblem(domain: files.domain, problem: files.problem)
            return PlanValidator(model: planning.model).verdict(on: PlanText(answer, isLenient: false))
        } catch {
            return .error("\(error)")
        }
    }

    public func states(of answer: String, for problem: BlocksProblem) -> [PlanState] {
        let files = names(of: problem).files(problem)
        guard let planning = try? PlanningProblem(domain: files.domain, problem: files.problem) else { return [] }
        return PlanValidator(model: planning.model).states(of: PlanText(answer, isLenient: false))
    }

    /// Moves blocks by a hand over two arrays; no PDDL is read.
    public func grade(_ answer: String, of problem: BlocksProblem) -> Bool {
        guard let key = answerKey(of: answer) else { return false }
        return MysteryGrader(names: names(of: problem)).isRight(key, of: problem)
    }
}

/// Says whether a plan of four actions is right, by a hand that takes up one block.
private struct MysteryGrader {
    let names: MysteryNames

    func isRight(_ key: String, of problem: BlocksProblem) -> Bool {
        var below = places(in: problem.start)
        var hand: Int?
        for action in key.split(separator: ")") {
            let words = action.split { $0 == " " || $0 == "(" }
            if words.isEmpty { continue }
            let blocks = words.dropFirst().map { word in (0..<problem.count).first { names.object($0) == word } }
            guard let verb = words.first.map(String.init), let first = blocks.first, let block = first else {
                return false
            }
            let isFree = !below.contains(block)
            switch (verb, blocks.count) {
            case (names.pickUp, 1):
                guard hand == nil, below[block] == -1, isFree else { return false }
                hand = block
            case (names.putDown, 1):
                guard hand == block else { return false }
                below[block] = -1
                hand = nil
            case (names.unstack, 2):
                guard hand == nil, let other = blocks[1], below[block] == other, isFree else { return false }
                hand = block
            case (names.stack, 2):
                guard hand == block, let other = blocks[1], other != block, !below.contains(other) else { return false }
                below[block] = other
                hand = nil
            default: return false
            }
            // A block in the hand is on nothing, and nothing is said to be on it.
            if let held = hand { below[held] = -2 }
        }
        return below == places(in: problem.goal)
    }

    /// Gives what each block is on: a block, or -1 for the table.
    private func places(in state: BlocksState) -> [Int] {
        var places = [Int](repeating: -1, count: state.count)
        for stack in state.stacks {
            for place in stack.indices.dropFirst() { places[stack[place]] = stack[place - 1] }
        }
        return places
    }
}
