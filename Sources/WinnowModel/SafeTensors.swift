/// A file of named tensors in the safetensors format: a header length, a JSON header, then the raw data.
///
/// Source: https://github.com/huggingface/safetensors, section "Format".
public struct SafeTensors: Sendable {
    /// How numbers are stored; all are widened to float32 when read.
    public enum Precision: String, Sendable {
        /// IEEE 754 single precision.
        case float32 = "F32"

        /// The upper half of a single-precision number.
        case bfloat16 = "BF16"

        /// The number of bytes of one number.
        var bytes: Int { self == .float32 ? 4 : 2 }
    }

    /// An array of numbers with its shape, row-major.
    public struct Tensor: Sendable {
        /// The sizes of the dimensions, outermost first.
        public var shape: [Int]

        /// The numbers, as many as the product of the shape.
        public var values: [Float]

        /// A tensor of as many values as its shape says.
        public init(shape: [Int], values: [Float]) {
            precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
            self.shape = shape
            self.values = values
        }
    }

    /// The tensors by name.
    public var tensors: [String: Tensor]

    /// Free texts by name.
    public var metadata: [String: String]

    /// The contents of a file to be written.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The name under which the header holds the metadata.
    static let metadataName = "__metadata__"
}
