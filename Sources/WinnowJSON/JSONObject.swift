public import WinnowText

/// An object has its members in the order in which they were written or added.
///
/// Their names differ when their bytes do. Objects with the same members are equal in whatever order.
///
/// - Complexity: finding a member takes constant time on average; small objects have no table for it.
public struct JSONObject: Sendable {
    public typealias Element = (key: ExactText, value: JSONValue)

    private var members: [Element] = []

    /// Members are at these places; empty for so few that looking through them is faster.
    private var places: [ExactText: Int] = [:]

    private static let few = 8

    /// Makes an object of members; of equal names the last one counts.
    public init(_ members: some Sequence<(key: String, value: JSONValue)> = [(key: String, value: JSONValue)]()) {
        for member in members { self[ExactText(member.key)] = member.value }
    }

    private func place(of name: ExactText) -> Int? {
        members.count <= Self.few ? members.firstIndex { $0.key == name } : places[name]
    }

    /// Finds the member of a name; one that is set anew keeps its place, and nil takes it away.
    ///
    /// - Complexity: linear in the number of members where one is taken away.
    public subscript(name: ExactText) -> JSONValue? {
        get { place(of: name).map { members[$0].value } }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil):
                members.remove(at: place)
                index(from: 0)
            case (nil, let value?):
                members.append((name, value))
                index(from: members.count == Self.few + 1 ? 0 : members.count - 1)
            case (nil, nil): break
            }
        }
    }

    /// Takes note of where members are, from one of them on.
    private mutating func index(from first: Int) {
        guard members.count > Self.few else {
            places = [:]
            return
        }
        if first == 0 { places = [:] }
        for place in first..<members.count { places[members[place].key] = place }
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { members.startIndex }
    public var endIndex: Int { members.endIndex }
    public subscript(place: Int) -> Element { members[place] }

    /// The keys are the names of the members, in order.
    public var keys: some Sequence<ExactText> { members.lazy.map(\.key) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members.map { (key: $0.0, value: $0.1) })
    }
}

extension JSONObject: Hashable {
    public static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.count == other.count && one.members.allSatisfy { other[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // Whatever the order is, as for equality.
        hasher.combine(
            members.reduce(0) { hash, member in
                var own = Hasher()
                own.combine(member.key)
                own.combine(member.value)
                return hash ^ own.finalize()
            })
    }
}
