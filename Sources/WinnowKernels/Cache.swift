extension Kernels {
    /// Keys and values of many sequences for token-by-token decoding.
    ///
    /// Per slot and layer the keys lie as `[blocks of 16 positions, heads, head stride, 16]`, so that the scores of a
    /// block are one load a channel, and the values as `[positions, heads, head stride]`. Both are read from first to
    /// last, however long the sequence is.
    public struct Cache: Sendable {
        /// The number of the model's layers.
        public let layers: Int

        /// The number of key and value heads of a layer.
        public let heads: Int

        /// The number of channels of a head, filled up to whole lanes of 16.
        public let headStride: Int

        /// The largest number of positions, a multiple of 16.
        public let capacity: Int

        /// The number of sequences that can be in flight.
        public let slots: Int

        var storage: AlignedFloats

        /// An empty cache; head width and capacity are rounded up to whole lanes of 16.
        public init(layers: Int, heads: Int, headWidth: Int, capacity: Int, slots: Int) {
            self.layers = layers
            self.heads = heads
            headStride = (headWidth + 15) / 16 * 16
            self.capacity = (capacity + 15) / 16 * 16
            self.slots = slots
            storage = AlignedFloats(count: 0)
            storage = AlignedFloats(count: slots * slotCount)
        }

        /// The number of channels of all heads.
        var width: Int { heads * headStride }

        /// The floats of one layer's keys, or of its values.
        var partCount: Int { capacity * width }

        /// The floats of one slot; a few lines more than a power of two, so that slots share no cache set.
        var slotCount: Int { layers * 2 * partCount + 272 }

        /// Copies the first `length` positions of one slot into another.
        public mutating func copy(slot: Int, to target: Int, length: Int) {
            precondition(
                (0..<slots).contains(slot) && (0..<slots).contains(target) && (0...capacity).contains(length),
                "the cache has no slots \(slot) and \(target) of \(length) positions")
            let (slotCount, parts, partCount) = (slotCount, 2 * layers, partCount)
            // Whole blocks of keys are copied; what lies beyond the length is overwritten before it is seen.
            let floats = (length + 15) / 16 * 16 * width
            unsafe storage.withMutablePointer { storage in
                for part in 0..<parts {
                    let source = unsafe storage + slot * slotCount + part * partCount
                    let destination = unsafe storage + target * slotCount + part * partCount
                    unsafe destination.update(from: source, count: floats)
                }
            }
        }
    }
}
