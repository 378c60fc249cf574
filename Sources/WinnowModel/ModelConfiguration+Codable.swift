/// As it stands in checkpoints and in the database: fields of their usual value are left out, so that a shape without
/// them reads and writes the same text as before they existed.
extension ModelConfiguration: Codable {
    private enum CodingKeys: String, CodingKey {
        case vocabularySize, width, layers, heads, keyValueHeads, headWidth, feedForward, contextLength, ropeTheta
        case ropeScaling, normEpsilon, tiesEmbeddings, valueHeads
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            vocabularySize: try container.decode(Int.self, forKey: .vocabularySize),
            width: try container.decode(Int.self, forKey: .width),
            layers: try container.decode(Int.self, forKey: .layers),
            heads: try container.decode(Int.self, forKey: .heads),
            keyValueHeads: try container.decodeIfPresent(Int.self, forKey: .keyValueHeads),
            headWidth: try container.decodeIfPresent(Int.self, forKey: .headWidth),
            feedForward: try container.decode(Int.self, forKey: .feedForward),
            contextLength: try container.decode(Int.self, forKey: .contextLength),
            ropeTheta: try container.decode(Double.self, forKey: .ropeTheta),
            ropeScaling: try container.decodeIfPresent(RopeScaling.self, forKey: .ropeScaling),
            normEpsilon: try container.decode(Double.self, forKey: .normEpsilon),
            tiesEmbeddings: try container.decodeIfPresent(Bool.self, forKey: .tiesEmbeddings) ?? true,
            valueHeads: try container.decodeIfPresent(Int.self, forKey: .valueHeads) ?? 0)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(vocabularySize, forKey: .vocabularySize)
        try container.encode(width, forKey: .width)
        try container.encode(layers, forKey: .layers)
        try container.encode(heads, forKey: .heads)
        if keyValueHeads != heads { try container.encode(keyValueHeads, forKey: .keyValueHeads) }
        if headWidth != width / heads { try container.encode(headWidth, forKey: .headWidth) }
        try container.encode(feedForward, forKey: .feedForward)
        try container.encode(contextLength, forKey: .contextLength)
        try container.encode(ropeTheta, forKey: .ropeTheta)
        try container.encodeIfPresent(ropeScaling, forKey: .ropeScaling)
        try container.encode(normEpsilon, forKey: .normEpsilon)
        if !tiesEmbeddings { try container.encode(tiesEmbeddings, forKey: .tiesEmbeddings) }
        if valueHeads > 0 { try container.encode(valueHeads, forKey: .valueHeads) }
    }
}
