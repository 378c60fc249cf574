/// A tensor of a Hugging Face file and where it lies among ``Parameters``.
struct TensorSlot {
    let name: String
    let shape: [Int]
    let start: Int

    /// The number of numbers.
    var count: Int { shape.reduce(1, *) }

    /// Its place among the parameters.
    var range: Range<Int> { start..<start + count }

    /// The names of the embedding and of an output matrix apart from it.
    static let (embedding, output) = ("model.embed_tokens.weight", "lm_head.weight")

    /// The name of the gains and biases of value heads, which Hugging Face does not know.
    static let valueHeads = "winnow.value_heads"

    /// All tensors of a model.
    static func all(_ configuration: ModelConfiguration) -> [TensorSlot] {
        let layout = ParameterLayout(configuration)
        let (vocabulary, width) = (configuration.vocabularySize, configuration.width)
        let (queries, keys) = (configuration.queryWidth, configuration.keyValueWidth)
        let hidden = configuration.feedForward
        var slots = [
            TensorSlot(name: embedding, shape: [vocabulary, width], start: layout.embedding),
            TensorSlot(name: "model.norm.weight", shape: [width], start: layout.finalNorm),
        ]
        if !configuration.tiesEmbeddings {
            slots.append(TensorSlot(name: output, shape: [vocabulary, width], start: layout.output))
        }
        if configuration.valueHeads > 0 {
            slots.append(
                TensorSlot(
                    name: valueHeads, shape: [configuration.valueHeads, 2], start: layout.valueHeads.lowerBound))
        }
        for (index, layer) in layout.layers.enumerated() {
            func add(_ name: String, _ shape: [Int], _ start: Int) {
                slots.append(TensorSlot(name: "model.layers.\(index).\(name).weight", shape: shape, start: start))
            }
            add("input_layernorm", [width], layer.attentionNorm)
            add("self_attn.q_proj", [queries, width], layer.queryKeyValue)
            add("self_attn.k_proj", [keys, width], layer.queryKeyValue + queries * width)
            add("self_attn.v_proj", [keys, width], layer.queryKeyValue + (queries + keys) * width)
            add("self_attn.o_proj", [width, queries], layer.attentionOutput)
            add("post_attention_layernorm", [width], layer.feedForwardNorm)
            add("mlp.gate_proj", [hidden, width], layer.gateUp)
            add("mlp.up_proj", [hidden, width], layer.gateUp + hidden * width)
            add("mlp.down_proj", [width, hidden], layer.down)
        }
        return slots
    }
}
