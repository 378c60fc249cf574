import Glibc

/// Cosines and sines of the rotary embedding, `[context, half]` each.
struct RotaryTable: Sendable {
    let half: Int
    let cosines: [Float]
    let sines: [Float]

    /// - Parameter positions: how many positions to tabulate.
    init(_ configuration: ModelConfiguration, positions: Int) {
        half = configuration.headWidth / 2
        var cosines: [Float] = []
        var sines: [Float] = []
        for position in 0..<positions {
            for i in 0..<half {
                let frequency = pow(configuration.ropeTheta, -2 * Double(i) / Double(configuration.headWidth))
                let angle = Double(position) * frequency
                cosines.append(Float(cos(angle)))
                sines.append(Float(sin(angle)))
            }
        }
        self.cosines = cosines
        self.sines = sines
    }
}
