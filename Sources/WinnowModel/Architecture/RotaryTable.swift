import Glibc

/// The table has cosines and sines of the rotary embedding, `[positions, half]` each.
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

/// Llama 3 stretches the rotary frequencies in this way for contexts longer than it was first trained on.
///
/// Source: `rope_type` "llama3" of Hugging Face transformers; Grattafiori et al., "The Llama 3 Herd of Models",
/// arXiv 2407.21783, section 3.4.2.
public struct RopeScaling: Hashable, Sendable, Codable {
    /// Wavelengths beyond the low-frequency limit are longer by this factor.
    public var factor: Double

    /// The original context divided by this is the longest wavelength that is partly kept.
    public var lowFrequencyFactor: Double

    /// The original context divided by this is the longest wavelength that is kept whole.
    public var highFrequencyFactor: Double

    /// The first training had so many positions.
    public var originalContextLength: Int

    /// Takes the four numbers that `config.json` states.
    public init(
        factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double, originalContextLength: Int
    ) {
        self.factor = factor
        self.lowFrequencyFactor = lowFrequencyFactor
        self.highFrequencyFactor = highFrequencyFactor
        self.originalContextLength = originalContextLength
    }

    /// Gives a frequency in radians per position, stretched; between the two limits it moves linearly in its
    /// wavelength's inverse.
    func scaled(_ frequency: Double) -> Double {
        let wavelengths = Double(originalContextLength) * frequency / (2 * .pi)
        if wavelengths > highFrequencyFactor { return frequency }
        if wavelengths < lowFrequencyFactor { return frequency / factor }
        let smooth = (wavelengths - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
        return (1 - smooth) * frequency / factor + smooth * frequency
    }

    /// Refuses numbers that make no frequencies.
    ///
    /// - Throws: ``ModelError`` naming the value that is wrong.
    func validate() throws(ModelError) {
        let numbers = [factor, lowFrequencyFactor, highFrequencyFactor]
        guard numbers.allSatisfy({ $0 > 0 && $0.isFinite }), lowFrequencyFactor < highFrequencyFactor,
            (1...1_048_576).contains(originalContextLength)
        else {
            throw ModelError(
                "the rotary scaling \(self) is impossible",
                hint: "its factors are positive, the low-frequency one below the high-frequency one")
        }
    }
}
