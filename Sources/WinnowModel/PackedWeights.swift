/// A model's weights in the two orders that decoding reads, and its rotary table; shared by all decoders.
public struct PackedWeights: Sendable {
    /// The weights themselves.
    public let parameters: Parameters

    let transposed: [Float]
    let rotary: RotaryTable

    /// The shape of the model.
    public var configuration: ModelConfiguration { parameters.configuration }

    /// Transposes the weights and tabulates the rotations once.
    public init(_ parameters: Parameters) {
        self.parameters = parameters
        transposed = parameters.transposedMatrices()
        rotary = RotaryTable(parameters.configuration, positions: parameters.configuration.contextLength)
    }
}
