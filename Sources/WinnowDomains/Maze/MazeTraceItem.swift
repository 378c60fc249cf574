/// One item of a text trace and its plan.
enum MazeTraceItem: Hashable, Sendable {
    case operation(MazeOperation)

    /// The marker between trace and plan of Beyond Semantics.
    case solution

    /// One cell of the plan.
    case plan(Maze.Cell)

    /// Words that are no item; nothing is read after them.
    case malformed

    /// The line ends within an item.
    case brokenOff

    /// The cell that the item names.
    var cell: Maze.Cell? {
        switch self {
        case .operation(let operation): operation.cell
        case .plan(let cell): cell
        case .solution, .malformed, .brokenOff: nil
        }
    }

    /// The items of the words after the prompt, up to the first that is malformed.
    static func items(of words: ArraySlice<MazeWord>, dialect: MazeTraceDialect) -> [MazeTraceItem] {
        var words = words
        if words.last == .keyword(.eos) { words.removeLast() }
        if dialect == .beyondSemantics, words.last == .keyword(.end) { words.removeLast() }
        var items: [MazeTraceItem] = []
        while !words.isEmpty {
            let item = MazeTraceItem(readingFrom: &words, dialect: dialect)
            items.append(item)
            if item == .malformed || item == .brokenOff { break }
        }
        return items
    }

    /// Reads one item off the front of the words.
    private init(readingFrom words: inout ArraySlice<MazeWord>, dialect: MazeTraceDialect) {
        guard case .keyword(let keyword)? = words.popFirst() else {
            self = .malformed
            return
        }
        switch keyword {
        case .create, .close:
            let arguments = words.prefix(4)
            words = words.dropFirst(4)
            self = MazeTraceItem.operation(keyword == .create ? .create : .close, Array(arguments))
        case .plan:
            let arguments = words.prefix(2)
            words = words.dropFirst(2)
            self = MazeTraceItem.planCell(Array(arguments))
        case .solution where dialect == .beyondSemantics:
            self = .solution
        default:
            self = .malformed
        }
    }

    private static func operation(_ kind: MazeOperation.Kind, _ arguments: [MazeWord]) -> MazeTraceItem {
        let coordinates = arguments.prefix(2).compactMap(\.number)
        let costs = arguments.dropFirst(2).compactMap(\.cost)
        guard coordinates.count + costs.count == arguments.count else { return .malformed }
        guard arguments.count == 4 else { return .brokenOff }
        let cell = Maze.Cell(coordinates[0], coordinates[1])
        return .operation(MazeOperation(kind: kind, cell: cell, g: costs[0], h: costs[1]))
    }

    private static func planCell(_ arguments: [MazeWord]) -> MazeTraceItem {
        let coordinates = arguments.compactMap(\.number)
        guard coordinates.count == arguments.count else { return .malformed }
        guard coordinates.count == 2 else { return .brokenOff }
        return .plan(Maze.Cell(coordinates[0], coordinates[1]))
    }
}
