import Glibc

/// Cosines and sines of the rotary embedding, `[positions, half]` each.
///
/// Source: Su et al., "RoFormer", arXiv 2104.09864, section 3.2.2.
struct RotaryTable: Sendable {
    let half: Int
    let cosines: [Float]
    let sines: [Float]

    /// - Parameter positions: how many positions to tabulate.
    init(_ configuration: ModelConfiguration, positions: Int) {
        half = configuration.headWidth / 2
        let frequencies = (0..<half).map { index in
            let frequency = pow(configuration.ropeTheta, -2 * Double(index) / Double(configuration.headWidth))
            return configuration.ropeScaling?.scaled(frequency) ?? frequency
        }
        var cosines: [Float] = []
        var sines: [Float] = []
        for position in 0..<positions {
            for frequency in frequencies {
                let angle = Double(position) * frequency
                cosines.append(Float(cos(angle)))
                sines.append(Float(sin(angle)))
            }
        }
        self.cosines = cosines
        self.sines = sines
    }
}
