extension Kernels {
    /// A shape is that of one causal self-attention over one sequence.
    public struct AttentionShape: Sendable {
        /// The sequence has so many positions.
        public var length: Int

        /// The attention has so many heads.
        public var heads: Int

        /// A head has so many dimensions.
        public var headWidth: Int

        /// Makes a shape of its three numbers.
        public init(length: Int, heads: Int, headWidth: Int) {
            self.length = length
            self.heads = heads
            self.headWidth = headWidth
        }

        var width: Int { heads * headWidth }

        /// The stored probabilities have rows of this length: `length` rounded up to whole lanes.
        var paddedLength: Int { (length + 15) / 16 * 16 }

        /// The probabilities of all heads take so many floats.
        public var probabilityCount: Int { heads * length * paddedLength }

        /// Traps unless the arrays hold the sequence from the given starts on.
        func check(qkv count: Int, at start: Int, y yCount: Int, at yStart: Int) {
            precondition(length >= 0 && heads > 0 && headWidth > 0, "\(self) is not a shape")
            precondition(start >= 0 && start + length * 3 * width <= count, "the sequence is outside `qkv`")
            precondition(yStart >= 0 && yStart + length * width <= yCount, "the sequence is outside `y`")
        }

        func check(probabilities count: Int, at start: Int) {
            precondition(start >= 0 && start + probabilityCount <= count, "there are too few probabilities")
        }
    }
}
