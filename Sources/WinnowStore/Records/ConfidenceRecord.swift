import Foundation

/// A confidence says how sure a model was of each token of one completion, at temperature 1 and in nats.
///
/// Numbers are kept in 1/1024 nat, up to 63.998; NaN and what is beyond are unknown, and come back as NaN.
public struct ConfidenceRecord: Hashable, Sendable {
    /// Each token drawn has this log-probability.
    public var logProbabilities: [Float]

    /// Each place has this entropy; of a server, that of the best tokens it names.
    public var entropies: [Float]

    /// The best tokens of each place have log-probabilities of this mean.
    public var bestMeans: [Float]

    /// All tokens of each place have log-probabilities of this mean; empty where ``vocabulary`` is nil.
    public var wholeMeans: [Float]

    /// So many of the best tokens are averaged.
    public var best: Int

    /// The model knows so many tokens; nil where only the best are known.
    public var vocabulary: Int?

    /// The server says so; nil for a model that this program ran.
    public var server: String?

    /// - Precondition: the arrays are equally long, but for `wholeMeans`, which are empty where `vocabulary` is nil.
    public init(
        logProbabilities: [Float], entropies: [Float], bestMeans: [Float], wholeMeans: [Float] = [], best: Int,
        vocabulary: Int? = nil, server: String? = nil
    ) {
        let count = logProbabilities.count
        precondition(
            entropies.count == count && bestMeans.count == count
                && wholeMeans.count == (vocabulary == nil ? 0 : count), "arrays of different lengths")
        self.logProbabilities = logProbabilities
        self.entropies = entropies
        self.bestMeans = bestMeans
        self.wholeMeans = wholeMeans
        self.best = best
        self.vocabulary = vocabulary
        self.server = server
    }

    /// The numbers as `confidence.arrays` has them.
    var arrays: Data {
        var data = Data(count: 2 * (3 * logProbabilities.count + wholeMeans.count))
        var bytes = data.mutableBytes
        var offset = 0
        for array in [logProbabilities, entropies, bestMeans, wholeMeans] {
            for value in array {
                bytes.storeBytes(of: Self.code(value).littleEndian, toByteOffset: offset, as: UInt16.self)
                offset += 2
            }
        }
        return data
    }

    /// Reads what ``arrays`` wrote; the caller has checked the length.
    init(arrays: Data, tokens: Int, best: Int, vocabulary: Int?, server: String?) {
        let values = TokenBlob.decode(arrays).map(Self.value)
        func part(_ array: Int) -> [Float] { Array(values[array * tokens..<(array + 1) * tokens]) }
        let negative = { (values: [Float]) in values.map { $0 == 0 ? 0 : -$0 } }
        self.init(
            logProbabilities: negative(part(0)), entropies: part(1), bestMeans: negative(part(2)),
            wholeMeans: vocabulary == nil ? [] : negative(part(3)), best: best, vocabulary: vocabulary, server: server)
    }

    private static func code(_ value: Float) -> UInt16 {
        let steps = abs(value) * 1024
        return steps < 65_534.5 ? UInt16(steps.rounded()) : .max
    }

    private static func value(_ code: UInt16) -> Float { code == .max ? .nan : Float(code) / 1024 }

    /// The record as it comes back from a store.
    public var stored: ConfidenceRecord {
        ConfidenceRecord(
            arrays: arrays, tokens: logProbabilities.count, best: best, vocabulary: vocabulary, server: server)
    }
}
