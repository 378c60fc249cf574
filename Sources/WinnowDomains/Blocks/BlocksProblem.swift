/// A problem of ``BlocksDomain`` has blocks to be moved from one arrangement to another.
public struct BlocksProblem: Hashable, Sendable {
    /// Three to six blocks can be asked about; the tiny models' symbols go no further.
    static let counts = 3...6

    public let start: BlocksState
    public let goal: BlocksState

    /// There are so many blocks.
    var count: Int { start.count }

    /// Makes a problem that is known to be one: the two states are of the same blocks.
    init(checkedStart start: BlocksState, goal: BlocksState) {
        self.start = start
        self.goal = goal
    }

    /// The text is in normal form, such as `[b0 b2] [b1] > [b0] [b1 b2]`, each stack from the table up.
    var specification: String { "\(Self.text(of: start)) > \(Self.text(of: goal))" }

    static func text(of state: BlocksState) -> String {
        state.stacks.map { "[\($0.map { "b\($0)" }.joined(separator: " "))]" }.joined(separator: " ")
    }

    static let example = "[b0 b2] [b1] > [b0] [b1 b2]"

    /// Reads two states of the same three to six blocks with a `>` between; stacks in any order, any spacing.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or the states are not of the same blocks.
    init(specification: String) throws(ProblemError) {
        let sides = specification.split(separator: ">", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw ProblemError("expected stacks, one > and stacks, as in \"\(Self.example)\"")
        }
        start = try Self.state(in: sides[0])
        goal = try Self.state(in: sides[1])
        guard start.count == goal.count else {
            throw ProblemError("the start has \(start.count) blocks and the goal \(goal.count)")
        }
    }

    private static func state(in text: Substring) throws(ProblemError) -> BlocksState {
        var stacks: [[Int]] = []
        var isOpen = false
        var position = text.startIndex
        while position < text.endIndex {
            let character = text[position]
            let next = text.index(after: position)
            switch character {
            case " ", "\t", ",": position = next
            case "[" where !isOpen:
                isOpen = true
                stacks.append([])
                position = next
            case "]" where isOpen && stacks.last?.isEmpty == false:
                isOpen = false
                position = next
            case "b" where isOpen:
                guard next < text.endIndex, let block = text[next].wholeNumberValue, text[next].isASCII,
                    block < counts.upperBound, !stacks.contains(where: { $0.contains(block) })
                else { throw unexpected(text[position...]) }
                stacks[stacks.count - 1].append(block)
                position = text.index(after: next)
                if position < text.endIndex, !" \t,]".contains(text[position]) { throw unexpected(text[position...]) }
            default: throw unexpected(text[position...])
            }
        }
        guard !isOpen else { throw ProblemError("a stack is not closed by ]") }
        let count = stacks.reduce(0) { $0 + $1.count }
        guard counts.contains(count) else {
            throw ProblemError("a problem has \(counts.lowerBound) to \(counts.upperBound) blocks, not \(count)")
        }
        guard stacks.allSatisfy({ $0.allSatisfy { $0 < count } }) else {
            throw ProblemError("\(count) blocks are called b0 to b\(count - 1)")
        }
        return BlocksState(stacks: stacks)
    }

    private static func unexpected(_ rest: Substring) -> ProblemError {
        ProblemError("\"\(rest.prefix(8))\" is no part of stacks of distinct blocks, as in \"\(example)\"")
    }
}
