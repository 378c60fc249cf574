public import Foundation
import Glibc

extension ModelFolder {
    /// Gives the model as a GGUF file of float32 numbers, which llama.cpp and its server run.
    ///
    /// Texts are split at spaces as everywhere in Winnow: the tokens survive a way through text and back. Special
    /// tokens are control tokens there, which are printed without a space before them.
    ///
    /// - Parameter name: what the model is called.
    /// - Throws: ``ModelError`` when the vocabulary or the end tokens cannot be expressed.
    public func gguf(name: String) throws(ModelError) -> Data {
        var file = GGUF()
        file.metadata = shapeMetadata(name: name)
        if let symbols {
            file.metadata += try GGUFVocabulary(symbols: symbols, special: special).metadata
        } else {
            file.metadata.append(("tokenizer.ggml.model", .string("none")))
        }
        file.tensors = ggufTensors()
        return file.data()
    }

    private func shapeMetadata(name: String) -> [(name: String, value: GGUF.Value)] {
        let shape = parameters.configuration
        func count(_ value: Int) -> GGUF.Value { .unsigned(UInt32(value)) }
        return [
            ("general.architecture", .string("llama")), ("general.name", .string(name)),
            ("general.alignment", count(GGUF.alignment)), ("general.file_type", .unsigned(0)),
            ("llama.vocab_size", count(shape.vocabularySize)), ("llama.context_length", count(shape.contextLength)),
            ("llama.embedding_length", count(shape.width)), ("llama.block_count", count(shape.layers)),
            ("llama.feed_forward_length", count(shape.feedForward)),
            ("llama.attention.head_count", count(shape.heads)),
            ("llama.attention.head_count_kv", count(shape.keyValueHeads)),
            ("llama.attention.key_length", count(shape.headWidth)),
            ("llama.attention.value_length", count(shape.headWidth)),
            ("llama.attention.layer_norm_rms_epsilon", .float(Float(shape.normEpsilon))),
            ("llama.rope.dimension_count", count(shape.headWidth)),
            ("llama.rope.freq_base", .float(Float(shape.ropeTheta))),
        ]
    }

    /// Gives the tensors under llama.cpp's names.
    private func ggufTensors() -> [GGUF.Tensor] {
        let shape = parameters.configuration
        var tensors: [GGUF.Tensor] = []
        for slot in TensorSlot.all(shape) where slot.name != TensorSlot.valueHeads {
            var values = parameters.values[slot.range]
            if slot.name.hasSuffix("q_proj.weight") || slot.name.hasSuffix("k_proj.weight") {
                values = interleaved(values, columns: shape.width)
            }
            tensors.append(GGUF.Tensor(name: Self.ggufName(slot.name), shape: slot.shape, values: values))
        }
        if let scaling = shape.ropeScaling {
            // Each frequency is divided by its factor.
            let factors = (0..<shape.headWidth / 2).map { index in
                let frequency = pow(shape.ropeTheta, -2 * Double(index) / Double(shape.headWidth))
                return Float(frequency / scaling.scaled(frequency))
            }
            tensors.append(GGUF.Tensor(name: "rope_freqs.weight", shape: [factors.count], values: factors[...]))
        }
        return tensors
    }

    /// Gives the rows of each head in llama.cpp's order: it rotates neighbouring channels, Hugging Face those half a
    /// head apart.
    private func interleaved(_ values: ArraySlice<Float>, columns: Int) -> ArraySlice<Float> {
        let head = parameters.configuration.headWidth
        var result: [Float] = []
        result.reserveCapacity(values.count)
        for row in 0..<values.count / columns {
            let (first, channel) = (row / head * head, row % head)
            let source = values.startIndex + (first + channel % 2 * (head / 2) + channel / 2) * columns
            result.append(contentsOf: values[source..<source + columns])
        }
        return result[...]
    }

    /// Gives llama.cpp's name of a Hugging Face tensor.
    private static func ggufName(_ name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        if parts.count == 5 || parts.count == 6, parts[1] == "layers" {
            return "blk.\(parts[2]).\(ggufNames[parts[parts.count - 2]] ?? parts[parts.count - 2]).weight"
        }
        return "\(ggufNames[parts[parts.count - 2]] ?? parts[parts.count - 2]).weight"
    }

    private static let ggufNames = [
        "embed_tokens": "token_embd", "norm": "output_norm", "lm_head": "output", "input_layernorm": "attn_norm",
        "q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output",
        "post_attention_layernorm": "ffn_norm", "gate_proj": "ffn_gate", "up_proj": "ffn_up", "down_proj": "ffn_down",
    ]
}
