import Foundation
public import WinnowJSON

/// The alternatives to each token of a completion, as a server or a file lists them, say how sure the model was of it.
///
/// Only the best few tokens of each place are known: the entropy is of these, scaled to sum 1.
public struct TokenAlternatives: Hashable, Sendable {
    /// Each token drawn has this natural log-probability; NaN where it is not said.
    public private(set) var logProbabilities: [Float] = []

    /// The best tokens of each place have this entropy, in nats.
    public private(set) var entropies: [Float] = []

    /// The best tokens of each place have log-probabilities of this mean.
    public private(set) var bestMeans: [Float] = []

    /// So many tokens of each place were taken: the fewest that any place has.
    public private(set) var best = 0

    /// Reads the layouts that servers and programs have: OpenAI's of chats (`content` with `top_logprobs`) and of
    /// completions (`token_logprobs` beside `top_logprobs`), vLLM's list of objects by token, and lists of lists of numbers.
    ///
    /// - Returns: nil where there are no alternatives, fewer than two somewhere, or a number that can be no
    ///   log-probability.
    /// - Complexity: linear in the text, but for sorting each place's few alternatives.
    public init?(_ value: JSONValue) {
        let places: [JSONValue]
        var drawn: [JSONValue]?
        if let list = value["top_logprobs"]?.array {
            places = list
            drawn = value["token_logprobs"]?.array
        } else if let list = value["content"]?.array ?? value.array {
            places = list
        } else {
            return nil
        }
        var all: [(drawn: Double, best: [Double])] = []
        all.reserveCapacity(places.count)
        for (index, place) in places.enumerated() {
            // The first token of a text that is echoed has none.
            if index == 0, place.isNull { continue }
            guard var best = Self.numbers(place) else { return nil }
            best.sort(by: >)
            guard best.count > 1, best[0] <= 1e-3 else { return nil }
            let own = drawn.flatMap { $0.indices.contains(index) ? $0[index].number : nil } ?? place["logprob"]?.number
            all.append((own ?? .nan, best))
        }
        guard let fewest = all.map(\.best.count).min() else { return nil }
        best = fewest
        for (drawn, numbers) in all { add(drawn, numbers.prefix(fewest)) }
    }

    /// Takes what was read before.
    ///
    /// - Precondition: the arrays are equally long.
    public init(logProbabilities: [Float], entropies: [Float], bestMeans: [Float], best: Int) {
        precondition(
            entropies.count == logProbabilities.count && bestMeans.count == logProbabilities.count,
            "arrays of different lengths")
        self.logProbabilities = logProbabilities
        self.entropies = entropies
        self.bestMeans = bestMeans
        self.best = best
    }

    /// Reads what ``recorded`` writes; nil for anything else.
    public init?(recorded value: JSONValue) {
        func numbers(_ name: String) -> [Float]? {
            value[name]?.array.map { $0.map { Float($0.number ?? .nan) } }
        }
        guard let best = value["best"]?.integer, (2...Int(Int32.max)).contains(best),
            let logs = numbers("log_probabilities"), let entropies = numbers("entropies"),
            let means = numbers("mean_best_log_probabilities"), !logs.isEmpty, entropies.count == logs.count,
            means.count == logs.count, !entropies.contains(where: { $0 < 0 }), !means.contains(where: { $0 > 0 })
        else { return nil }
        self.init(logProbabilities: logs, entropies: entropies, bestMeans: means, best: best)
    }

    /// The numbers stand as a JSON object, null for those that are not known.
    public var recorded: JSONValue {
        func list(_ numbers: [Float]) -> JSONValue {
            .array(numbers.map { $0.isFinite ? .number(Double($0)) : .null })
        }
        return .object([
            "best": .integer(best), "log_probabilities": list(logProbabilities), "entropies": list(entropies),
            "mean_best_log_probabilities": list(bestMeans),
        ])
    }

    /// Finds the log-probabilities of the alternatives of one place; nil where there are none.
    private static func numbers(_ place: JSONValue) -> [Double]? {
        let listed = place["top_logprobs"] ?? place
        if let list = listed.array {
            let numbers = list.map { $0.number ?? $0["logprob"]?.number ?? .nan }
            return numbers.contains(where: \.isNaN) ? nil : numbers
        }
        guard let members = listed.object else { return nil }
        let numbers = members.map { $0.value.number ?? $0.value["logprob"]?.number ?? .nan }
        return numbers.contains(where: \.isNaN) ? nil : numbers
    }

    private mutating func add(_ drawn: Double, _ numbers: ArraySlice<Double>) {
        // Servers write -9999 for what is next to impossible.
        let bounded = numbers.map { max($0, -64) }
        let weights = bounded.map { exp($0 - bounded[0]) }
        let sum = weights.reduce(0, +)
        let entropy = zip(weights, bounded).reduce(log(sum)) { $0 - $1.0 / sum * ($1.1 - bounded[0]) }
        logProbabilities.append(Float(drawn))
        entropies.append(Float(max(0, entropy)))
        bestMeans.append(Float(bounded.reduce(0, +) / Double(bounded.count)))
    }
}
