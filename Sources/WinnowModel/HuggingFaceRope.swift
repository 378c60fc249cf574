/// The rotary settings of a `config.json`: `rope_scaling` of transformers 4, `rope_parameters` of 5.
struct HuggingFaceRope: Decodable {
    var type: String?
    var olderType: String?
    var theta: Double?
    var partialRotation: Double?
    var factor: Double?
    var low: Double?
    var high: Double?
    var original: Int?

    private enum CodingKeys: String, CodingKey {
        case factor
        case type = "rope_type"
        case olderType = "type"
        case theta = "rope_theta"
        case partialRotation = "partial_rotary_factor"
        case low = "low_freq_factor"
        case high = "high_freq_factor"
        case original = "original_max_position_embeddings"
        case full = "full_attention"
        case sliding = "sliding_attention"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        olderType = try container.decodeIfPresent(String.self, forKey: .olderType)
        theta = try container.decodeIfPresent(Double.self, forKey: .theta)
        partialRotation = try container.decodeIfPresent(Double.self, forKey: .partialRotation)
        factor = try container.decodeIfPresent(Double.self, forKey: .factor)
        low = try container.decodeIfPresent(Double.self, forKey: .low)
        high = try container.decodeIfPresent(Double.self, forKey: .high)
        original = try container.decodeIfPresent(Int.self, forKey: .original)
        // Settings that differ from layer to layer lie one level deeper and would be overlooked.
        if container.contains(.full) || container.contains(.sliding) { type = "by layer" }
    }

    /// The stretching of the frequencies, nil for none.
    ///
    /// - Parameter originalContextLength: the field beside these settings, where newer files write it.
    /// - Throws: ``ModelError`` naming the field that is not supported or missing.
    func scaling(originalContextLength: Int?) throws(ModelError) -> RopeScaling? {
        try HuggingFaceFields.require(
            partialRotation ?? 1 == 1, "partial_rotary_factor \(partialRotation ?? 1)")
        let type = type ?? olderType ?? "default"
        if type == "default" { return nil }
        try HuggingFaceFields.require(type == "llama3", "rope_type \(type)")
        guard let factor, let low, let high, let original = original ?? originalContextLength else {
            throw ModelError(
                "config.json asks for rope_type llama3 without saying how",
                hint: "factor, low_freq_factor, high_freq_factor and original_max_position_embeddings belong to it")
        }
        return RopeScaling(
            factor: factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalContextLength: original)
    }
}
