/// Two collections were to be walked together and are not equally long, or are empty.
public struct UnequalPair: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// The elements of two collections side by side, as `zip` gives them, for tests: where one has more than the other, or
/// there are none at all, a loop over them would pass without looking.
///
/// - Throws: ``UnequalPair``.
public func pairs<First: Collection, Second: Collection>(
    _ first: First, _ second: Second, mayBeEmpty: Bool = false
) throws(UnequalPair) -> Zip2Sequence<First, Second> {
    guard first.count == second.count else {
        throw UnequalPair(description: "\(first.count) elements beside \(second.count)")
    }
    guard mayBeEmpty || !first.isEmpty else { throw UnequalPair(description: "nothing to look at") }
    return zip(first, second)
}

/// The elements of a collection that a test looks at one by one, of which there have to be some.
///
/// - Throws: ``UnequalPair`` when it is empty.
public func nonEmpty<Elements: Collection>(_ elements: Elements) throws(UnequalPair) -> Elements {
    guard !elements.isEmpty else { throw UnequalPair(description: "nothing to look at") }
    return elements
}
