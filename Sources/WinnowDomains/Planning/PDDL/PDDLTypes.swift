/// The types of a domain form a tree below `object`.
struct PDDLTypes: Sendable {
    /// Type 0 is `object`, which all others are below of.
    private(set) var names = ["object"]
    private var indices = ["object": 0]
    private var parents: [Int?] = [nil]

    /// A type is at or below another where its number lies in the other's range; see ``numberTree()``.
    private var ranges: [ClosedRange<Int>] = [0...0]

    static let object = 0

    init() {}

    /// Reads the names of `(:types a b - c d)`; a parent that is not declared itself is one below `object`.
    ///
    /// - Throws: ``PDDLError`` for a type with two parents, a parent that is an `either`, and a circle.
    init(_ declarations: [PDDLTypedName]) throws(PDDLError) {
        for declaration in declarations {
            guard declaration.types.count <= 1 else {
                throw PDDLError("either is not supported as the parent of a type", at: declaration.position)
            }
            let parent = declaration.types.first.map { place(of: $0.name) } ?? Self.object
            let isKnown = indices[declaration.name] != nil
            let type = place(of: declaration.name)
            // The root stays the root, also where a file declares it.
            if type == Self.object {
                guard parent == Self.object else {
                    throw PDDLError("the type object cannot be below another", at: declaration.position)
                }
                continue
            }
            if isKnown, let known = parents[type], known != parent, known != Self.object {
                throw PDDLError("the type \(declaration.name) has two parents", at: declaration.position)
            }
            if parent != Self.object || parents[type] == nil { parents[type] = parent }
        }
        guard numberTree() else {
            throw PDDLError("the types form a circle", at: declarations[0].position)
        }
    }

    private mutating func place(of name: String) -> Int {
        if let index = indices[name] { return index }
        indices[name] = names.count
        names.append(name)
        parents.append(Self.object)
        return names.count - 1
    }

    /// Numbers the types in the order of a walk over the tree; false where some are not part of it.
    private mutating func numberTree() -> Bool {
        var children = [[Int]](repeating: [], count: names.count)
        for (type, parent) in parents.enumerated() {
            if let parent { children[parent].append(type) }
        }
        ranges = [ClosedRange<Int>](repeating: 0...0, count: names.count)
        var next = 0
        // Each type twice: entered, then left.
        var stack: [(type: Int, isLeft: Bool)] = [(Self.object, false)]
        while let (type, isLeft) = stack.popLast() {
            if isLeft {
                ranges[type] = ranges[type].lowerBound...next - 1
                continue
            }
            ranges[type] = next...next
            next += 1
            stack.append((type, true))
            stack.append(contentsOf: children[type].map { ($0, false) })
        }
        return next == names.count
    }

    /// Gives the type that a type is directly below; nil for `object`.
    func parent(of type: Int) -> Int? { parents[type] }

    /// Gives the number of a type, or nil where there is none of the name.
    func index(of name: String) -> Int? { indices[name] }

    /// Tells whether all of a type are of another type too.
    func isType(_ type: Int, within other: Int) -> Bool {
        ranges[other].contains(ranges[type].lowerBound)
    }

    /// Tells whether something of any of some types is always of one of the others.
    func are(_ types: [Int], within others: [Int]) -> Bool {
        types.allSatisfy { type in others.contains { isType(type, within: $0) } }
    }

    /// Writes types as people read them, such as `truck` or `truck or airplane`.
    func text(_ types: [Int]) -> String { types.map { names[$0] }.joined(separator: " or ") }
}

/// A name in a list such as `?x ?y - block`, with the types behind it; none where the list says nothing.
struct PDDLTypedName {
    let name: String
    let position: PDDLPosition
    let types: [(name: String, position: PDDLPosition)]

    /// An `either` has at most so many types, so that checking one takes bounded time.
    private static let mostAlternatives = 32

    /// Reads a list of names, some with a type or an `either` of types behind them.
    ///
    /// - Throws: ``PDDLError`` where something else stands, or a hyphen without names before or a type behind it.
    static func list(_ expressions: some Sequence<PDDLExpression>) throws(PDDLError) -> [PDDLTypedName] {
        var result: [PDDLTypedName] = []
        var pending: [(name: String, position: PDDLPosition)] = []
        var hyphen: PDDLPosition?
        for expression in expressions {
            if let place = hyphen {
                let types = try types(expression)
                guard !pending.isEmpty else { throw PDDLError("there is no name before this hyphen", at: place) }
                result += pending.map { PDDLTypedName(name: $0.name, position: $0.position, types: types) }
                pending = []
                hyphen = nil
            } else if expression.name == "-" {
                hyphen = expression.position
            } else if let name = expression.name {
                pending.append((name, expression.position))
            } else {
                throw PDDLError("a name is due here, not a list", at: expression.position)
            }
        }
        if let hyphen { throw PDDLError("there is no type behind this hyphen", at: hyphen) }
        return result + pending.map { PDDLTypedName(name: $0.name, position: $0.position, types: []) }
    }

    private static func types(
        _ expression: PDDLExpression
    ) throws(PDDLError) -> [(name: String, position: PDDLPosition)] {
        if let name = expression.name { return [(name, expression.position)] }
        guard expression.head == "either", let elements = expression.elements, elements.count > 1 else {
            throw PDDLError("a type is a name or (either …) with names", at: expression.position)
        }
        guard elements.count - 1 <= mostAlternatives else {
            throw PDDLError("either takes at most \(mostAlternatives) types", at: expression.position)
        }
        var types: [(name: String, position: PDDLPosition)] = []
        for element in elements.dropFirst() {
            guard let name = element.name else {
                throw PDDLError("either takes names of types, not lists", at: element.position)
            }
            types.append((name, element.position))
        }
        return types
    }
}

extension PDDLTypes {
    /// Finds the types behind a name; `object` where there are none.
    ///
    /// - Throws: ``PDDLError`` for a type that is not declared.
    func types(of name: PDDLTypedName) throws(PDDLError) -> [Int] {
        var result: [Int] = []
        for type in name.types {
            guard let index = index(of: type.name) else {
                throw PDDLError("the type \(type.name) is not declared", at: type.position)
            }
            result.append(index)
        }
        return result.isEmpty ? [Self.object] : result
    }
}
