import Glibc

/// Cosines and sines of the rotary embedding, `[positions, half]` each.
///
/// Frequencies and angles are rounded to single precision where Hugging Face transformers rounds them: far into a
/// context the rounding of an angle is what two programs' logits differ by most.
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
            let exponent = Float(2 * index) / Float(configuration.headWidth)
            let frequency = 1 / Float(pow(configuration.ropeTheta, Double(exponent)))
            return configuration.ropeScaling.map { Float($0.scaled(Double(frequency))) } ?? frequency
        }
        var cosines: [Float] = []
        var sines: [Float] = []
        cosines.reserveCapacity(positions * half)
        sines.reserveCapacity(positions * half)
        for position in 0..<positions {
            for frequency in frequencies {
                let angle = Double(Float(position) * frequency)
                cosines.append(Float(cos(angle)))
                sines.append(Float(sin(angle)))
            }
        }
        self.cosines = cosines
        self.sines = sines
    }
}
