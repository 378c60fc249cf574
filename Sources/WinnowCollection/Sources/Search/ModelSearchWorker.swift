import WinnowDomains
import WinnowModel
import WinnowRuns
import WinnowScoring

/// Writes and values the steps of one problem set's searches with a generator and a process scorer.
///
/// A step is one of the domain's. Where a step ends shows in the token behind it, which is drawn and taken back; the cost
/// is logical and does not count it, nor the reading anew of what was written before.
struct ModelSearchWorker<D: TracedDomain>: Sendable {
    let domain: D
    let weights: PackedWeights
    let scorer: StepScorer
    let options: SamplingOptions
    let threads: Int
    let cost: FloatingPointCost

    /// An expansion with its problem's prompt.
    struct Request: Sendable {
        var prompt: [Int]
        var expansion: SearchExpansion
    }

    /// The children of each request, and what they cost.
    func children(of requests: [Request]) async throws -> [(children: [SearchBranch], cost: SearchCost)] {
        let pieces = try await pieces(requests)
        var grown: [[SearchBranch]] = []
        for (request, pieces) in zip(requests, pieces) {
            grown.append(pieces.map { grow(request.expansion, by: $0) })
        }
        let flat = zip(requests, grown).flatMap { request, children in
            children.map { (prompt: request.prompt, completion: $0.tokens) }
        }
        let values = try await scorer.values(of: flat, threads: threads)
        try Task.checkCancellation()
        var next = values.makeIterator()
        return zip(requests, grown).map { request, children in
            var sum = SearchCost()
            let children = children.map { child in
                sum += cost(of: child, after: request)
                var child = child
                if let value = next.next() { child.values.append(value) }
                return child
            }
            return (children, sum)
        }
    }

    /// Draws what each request asks for, by child.
    private func pieces(_ requests: [Request]) async throws -> [[Completion]] {
        let collected = Pieces(requests.map(\.expansion.children))
        let jobs = requests.enumerated().map { index, request in
            let beginning = request.expansion.branch.tokens
            let known = domain.stepEnds(of: beginning).count
            let domain = domain
            let isStopped: @Sendable ([Int]) -> Bool = { written in
                // The second new step shows that the first is at its end.
                domain.stepEnds(of: beginning + written).count > known + 1
            }
            return SamplingJob(
                id: index, prompt: request.prompt + beginning, key: request.expansion.key,
                samples: Array(0..<request.expansion.children), limit: options.maxTokens - beginning.count,
                isStopped: request.expansion.isLast ? nil : isStopped)
        }
        let sampler = ParallelSampler(weights, options: options, endTokens: [Vocabulary.end], threads: threads)
        try await sampler.run(jobs) { await collected.add($0) }
        try Task.checkCancellation()
        return await collected.all.map { $0.compactMap { $0 } }
    }

    private func grow(_ expansion: SearchExpansion, by piece: Completion) -> SearchBranch {
        var branch = expansion.branch
        let known = domain.stepEnds(of: branch.tokens).count
        branch.tokens += piece.tokens
        if piece.stopReason == .condition {
            let ends = domain.stepEnds(of: branch.tokens)
            branch.tokens.removeLast(branch.tokens.count - ends[known])
        } else {
            branch.stop = piece.stopReason.rawValue
        }
        return branch
    }

    /// Says what a child cost beyond its beginning; the scorer reads on from there too.
    private func cost(of child: SearchBranch, after request: Request) -> SearchCost {
        let (prompt, before, after) = (
            request.prompt.count, request.expansion.branch.tokens.count, child.tokens.count
        )
        return SearchCost(
            calls: 1, tokens: after - before,
            flops: cost.completion(tokens: after, promptTokens: prompt)
                - cost.completion(tokens: before, promptTokens: prompt),
            guideFlops: scorer.flops(promptTokens: prompt, completionTokens: after)
                - scorer.flops(promptTokens: prompt, completionTokens: before))
    }

    private actor Pieces {
        private(set) var all: [[Completion?]]

        init(_ counts: [Int]) {
            all = counts.map { [Completion?](repeating: nil, count: $0) }
        }

        func add(_ completions: [Completion]) {
            for completion in completions { all[completion.job][completion.sampleIndex] = completion }
        }
    }
}
