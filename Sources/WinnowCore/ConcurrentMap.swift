/// Applies a function to all elements on all cores, keeping their order.
///
/// - Parameter observe: takes the share that is done, as it grows.
public func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], observe: (Double) async -> Void = { _ in },
    _ transform: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, [Result]).self) { group in
        let chunk = max(1, elements.count / 64)
        for start in stride(from: 0, to: elements.count, by: chunk) {
            let part = elements[start..<min(start + chunk, elements.count)]
            group.addTask {
                try Task.checkCancellation()
                return (start, try part.map(transform))
            }
        }
        var parts: [(Int, [Result])] = []
        var done = 0
        for try await part in group {
            parts.append(part)
            done += part.1.count
            await observe(Double(done) / Double(elements.count))
        }
        return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
}
