/// Answers questions about candidates: a user's program, or a model behind an endpoint.
protocol Asker {
    /// - Returns: what came of each request, in order; of the first ones only, when the task was cancelled.
    /// - Throws: when nothing can be asked at all.
    func answers(to requests: [ToolRequest]) async throws -> [ToolSession.Answer]
}

extension ToolSession: Asker {}
