import Glibc
import WinnowRandom

/// The kernels' formulas in double precision, written for clarity alone.
enum Reference {
    /// `[rows, inner] · [inner, columns]`.
    static func multiply(_ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int) -> [Double] {
        var c = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                for k in 0..<inner { c[row * columns + column] += a[row * inner + k] * b[k * columns + column] }
            }
        }
        return c
    }

    static func rmsNorm(_ x: [Double], weight: [Double], epsilon: Double) -> [Double] {
        let width = weight.count
        return x.indices.map { i in
            let row = x[i / width * width..<(i / width + 1) * width]
            let meanSquare = row.reduce(0) { $0 + $1 * $1 } / Double(width)
            return x[i] / (meanSquare + epsilon).squareRoot() * weight[i % width]
        }
    }

    /// `gateUp [rows, 2 · width]`.
    static func swiGLU(_ gateUp: [Double], width: Int) -> [Double] {
        (0..<gateUp.count / 2).map { i in
            let gate = gateUp[i / width * 2 * width + i % width]
            return gate / (1 + exp(-gate)) * gateUp[i / width * 2 * width + width + i % width]
        }
    }

    static func softmax(_ x: [Double]) -> [Double] {
        let peak = x.max() ?? 0
        let weights = x.map { exp($0 - peak) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// Causal attention of `qkv [length, 3 · heads · head]`.
    static func attention(_ qkv: [Double], length: Int, heads: Int, head: Int) -> [Double] {
        let width = heads * head
        var y = [Double](repeating: 0, count: length * width)
        for h in 0..<heads {
            for query in 0..<length {
                let scores = (0...query).map { key in
                    (0..<head).reduce(0.0) { sum, i in
                        sum + qkv[query * 3 * width + h * head + i] * qkv[key * 3 * width + width + h * head + i]
                    } / Double(head).squareRoot()
                }
                for (key, probability) in softmax(scores).enumerated() {
                    for i in 0..<head {
                        y[query * width + h * head + i] += probability * qkv[key * 3 * width + 2 * width + h * head + i]
                    }
                }
            }
        }
        return y
    }

    /// The summed loss of `logits [targets, classes]`.
    static func crossEntropy(_ logits: [Double], targets: [Int], classes: Int) -> Double {
        targets.enumerated().reduce(0) { sum, row in
            sum - log(softmax(Array(logits[row.offset * classes..<(row.offset + 1) * classes]))[row.element])
        }
    }

    /// Rotates `x [positions, heads · 2 · half]`, pairing dimension i with i + half.
    static func rotate(_ x: [Double], positions: [Int], heads: Int, half: Int, theta: Double) -> [Double] {
        var y = x
        for (row, position) in positions.enumerated() {
            for h in 0..<heads {
                for i in 0..<half {
                    let angle = Double(position) * pow(theta, -Double(i) / Double(half))
                    let low = row * heads * 2 * half + h * 2 * half + i
                    y[low] = x[low] * cos(angle) - x[low + half] * sin(angle)
                    y[low + half] = x[low + half] * cos(angle) + x[low] * sin(angle)
                }
            }
        }
        return y
    }

    /// The gradient of a scalar function by central differences.
    static func gradient(at x: [Double], of function: ([Double]) -> Double) -> [Double] {
        x.indices.map { i in
            var (above, below) = (x, x)
            let step = 1e-5
            above[i] += step
            below[i] -= step
            return (function(above) - function(below)) / (2 * step)
        }
    }
}

/// Normally distributed numbers that are exact in single precision.
func normals(_ count: Int, key: UInt64, scale: Double = 1) -> [Float] {
    var random = CounterRandom(key: key)
    return (0..<count).map { _ in Float(random.standardNormal() * scale) }
}

func doubles(_ x: [Float]) -> [Double] { x.map(Double.init) }

/// The largest difference, relative to the largest magnitude or 1.
func distance(_ x: some Sequence<Float>, _ y: some Sequence<Double>) -> Double {
    var (difference, size) = (0.0, 1.0)
    let (x, y) = (Array(x), Array(y))
    precondition(x.count == y.count && !x.isEmpty, "\(x.count) numbers beside \(y.count)")
    for (a, b) in zip(x, y) {
        difference = max(difference, abs(Double(a) - b))
        size = max(size, abs(b))
    }
    return difference / size
}

/// The sum of products, which makes a scalar loss of a vector result with `weights` as its gradient.
func dot(_ x: [Double], _ weights: [Float]) -> Double {
    zip(x, weights).reduce(0) { $0 + $1.0 * Double($1.1) }
}
