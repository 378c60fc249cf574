import Glibc

@testable import WinnowModel

/// The model's forward pass in double precision, token by token over growing lists, written for clarity alone.
struct ReferenceModel {
    let configuration: ModelConfiguration
    let layout: ParameterLayout
    var values: [Double]

    init(_ parameters: Parameters) {
        configuration = parameters.configuration
        layout = parameters.layout
        values = parameters.values.map(Double.init)
    }

    /// The logits after each token, with the features of the last tokens beside them.
    func logits(_ tokens: [Int], features: TokenFeatures = .none, from first: Int = 0) -> [[Double]] {
        let width = configuration.width
        var stream = tokens.map { token in vector(layout.embedding + token * width, width) }
        for (feature, token) in features.tokens.enumerated() {
            for row in first..<tokens.count {
                let value = Double(features.value(row - first, feature))
                stream[row] = add(stream[row], vector(layout.embedding + token * width, width).map { value * $0 })
            }
        }
        for layer in layout.layers {
            let attended = attention(stream.map { norm($0, layer.attentionNorm) }, layer)
            stream = zip(stream, attended).map { add($0, product(layer.attentionOutput, $1, outputs: width)) }
            stream = stream.map { add($0, feedForward(norm($0, layer.feedForwardNorm), layer)) }
        }
        return stream.map {
            product(layout.output, norm($0, layout.finalNorm), outputs: configuration.vocabularySize)
        }
    }

    /// The loss summed over the completion's tokens.
    func loss(_ sequence: TrainingSequence) -> Double {
        let rows = logits(sequence.inputs).dropFirst(sequence.prompt.count - 1)
        return zip(rows, sequence.completion).reduce(0) { $0 - Self.logSoftmax($1.0)[$1.1] }
    }

    static func logSoftmax(_ x: [Double]) -> [Double] {
        let peak = x.max() ?? 0
        let normaliser = peak + log(x.reduce(0) { $0 + exp($1 - peak) })
        return x.map { $0 - normaliser }
    }

    private func attention(_ x: [[Double]], _ layer: ParameterLayout.Layer) -> [[Double]] {
        let head = configuration.headWidth
        let (heads, shared) = (configuration.heads, configuration.keyValueHeads)
        let (keys, values) = (heads * head, (heads + shared) * head)
        let qkv = x.enumerated().map { position, row in
            var all = product(layer.queryKeyValue, row, outputs: (heads + 2 * shared) * head)
            for h in 0..<heads + shared { rotate(&all, at: h * head, position) }
            return all
        }
        return qkv.indices.map { query in
            (0..<heads).flatMap { h -> [Double] in
                let group = h / (heads / shared) * head
                let scores = (0...query).map { key in
                    (0..<head).reduce(0.0) { $0 + qkv[query][h * head + $1] * qkv[key][keys + group + $1] }
                        / Double(head).squareRoot()
                }
                let weights = Self.logSoftmax(scores).map { exp($0) }
                return (0..<head).map { i in
                    weights.indices.reduce(0.0) { $0 + weights[$1] * qkv[$1][values + group + i] }
                }
            }
        }
    }

    private func rotate(_ x: inout [Double], at start: Int, _ position: Int) {
        let half = configuration.headWidth / 2
        for i in 0..<half {
            let frequency = pow(configuration.ropeTheta, -Double(i) / Double(half))
            let angle = Double(position) * (configuration.ropeScaling?.scaled(frequency) ?? frequency)
            let (a, b) = (x[start + i], x[start + half + i])
            x[start + i] = a * cos(angle) - b * sin(angle)
            x[start + half + i] = b * cos(angle) + a * sin(angle)
        }
    }

    private func feedForward(_ x: [Double], _ layer: ParameterLayout.Layer) -> [Double] {
        let hidden = configuration.feedForward
        let both = product(layer.gateUp, x, outputs: 2 * hidden)
        let gated = (0..<hidden).map { both[$0] / (1 + exp(-both[$0])) * both[hidden + $0] }
        return product(layer.down, gated, outputs: configuration.width)
    }

    private func norm(_ x: [Double], _ weight: Int) -> [Double] {
        let meanSquare = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
        let factor = 1 / (meanSquare + configuration.normEpsilon).squareRoot()
        return x.indices.map { x[$0] * factor * values[weight + $0] }
    }

    private func vector(_ start: Int, _ count: Int) -> [Double] { Array(values[start..<start + count]) }

    private func add(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map { $0 + $1 } }

    /// A matrix of `[outputs, inputs]` times a vector.
    private func product(_ matrix: Int, _ x: [Double], outputs: Int) -> [Double] {
        (0..<outputs).map { row in
            var sum = 0.0
            for i in x.indices { sum += values[matrix + row * x.count + i] * x[i] }
            return sum
        }
    }
}
