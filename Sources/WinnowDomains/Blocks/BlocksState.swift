/// A state says which blocks stand on which: stacks on a table that has room for all.
///
/// Block `i` is called `bI`. Equal states are equal values: the stacks are in the order of their lowest blocks.
public struct BlocksState: Hashable, Sendable {
    /// Each stack has its blocks from the table up, and none is empty.
    public private(set) var stacks: [[Int]]

    /// Makes a state of stacks in any order; no block may be in two places.
    init(stacks: [[Int]]) {
        self.stacks = stacks.sorted { $0[0] < $1[0] }
    }

    /// There are so many blocks.
    var count: Int { stacks.reduce(0) { $0 + $1.count } }

    /// The text is such as `[ b0 b2 ] [ b1 ]`, each stack from the table up.
    public var text: String {
        stacks.map { "[ \($0.map { "b\($0)" }.joined(separator: " ")) ]" }.joined(separator: " ")
    }

    /// Gives the number of the stack whose top the block is, or nil where it is not clear or not there.
    func stack(toppedBy block: Int) -> Int? {
        stacks.firstIndex { $0.last == block }
    }

    /// Gives what the block stands on, nil for the table.
    func support(of block: Int) -> Int? {
        for stack in stacks {
            if let place = stack.firstIndex(of: block) { return place > 0 ? stack[place - 1] : nil }
        }
        return nil
    }

    /// Gives what stands on the block, if anything does.
    func load(of block: Int) -> Int? {
        for stack in stacks {
            if let place = stack.firstIndex(of: block) { return place + 1 < stack.count ? stack[place + 1] : nil }
        }
        return nil
    }

    /// Makes the move, or returns nil where it cannot be made: the block and its target are to be clear, and a block that
    /// stands on the table is not moved there.
    func moved(_ move: BlocksMove) -> BlocksState? {
        guard let from = stack(toppedBy: move.block) else { return nil }
        var stacks = stacks
        if let target = move.target {
            guard target != move.block, let to = stack(toppedBy: target) else { return nil }
            stacks[to].append(move.block)
        } else {
            guard stacks[from].count > 1 else { return nil }
            stacks.append([move.block])
        }
        stacks[from].removeLast()
        return BlocksState(stacks: stacks.filter { !$0.isEmpty })
    }
}

/// A move puts a clear block on a clear one or on the table.
struct BlocksMove: Hashable, Sendable {
    let block: Int

    /// The target is nil for the table.
    let target: Int?

    /// The text is such as `b4 T` or `b0 b2`.
    var text: String { "b\(block) \(BlocksMove.name(of: target))" }

    static func name(of place: Int?) -> String { place.map { "b\($0)" } ?? "T" }
}
