/// What another program reads.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// A folder that Hugging Face transformers loads, in float32.
    case huggingface

    /// One file that llama.cpp loads, in float32.
    case gguf
}
