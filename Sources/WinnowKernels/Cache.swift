extension Kernels {
    /// A cache holds keys and values of many sequences for token-by-token decoding.
    ///
    /// Per slot and layer the keys lie as `[heads, blocks of 16 positions, head stride, 16]`, so that the scores of a
    /// block are one load a channel, and the values as `[positions, heads, head stride]`. A head's keys and all values
    /// are read from first to last, however long the sequence is.
    public struct Cache: Sendable {
        /// The model has so many layers.
        public let layers: Int

        /// A layer has so many key and value heads.
        public let heads: Int

        /// A head has so many channels, filled up to whole lanes of 16.
        public let headStride: Int

        /// A sequence has at most so many positions, a multiple of 16.
        public let capacity: Int

        /// So many sequences can be in flight.
        public let slots: Int

        var storage: AlignedFloats

        /// Makes an empty cache; head width and capacity are rounded up to whole lanes of 16.
        public init(layers: Int, heads: Int, headWidth: Int, capacity: Int, slots: Int) {
            self.layers = layers
            self.heads = heads
            headStride = (headWidth + 15) / 16 * 16
            self.capacity = (capacity + 15) / 16 * 16
            self.slots = slots
            storage = AlignedFloats(count: 0)
            storage = AlignedFloats(count: slots * slotCount)
        }

        /// All heads have so many channels.
        var width: Int { heads * headStride }

        /// One layer's keys take so many floats, and so do its values.
        var partCount: Int { capacity * width }

        /// One slot takes so many floats; they are a few lines more than a power of two, so that slots share no cache
        /// set.
        var slotCount: Int { layers * 2 * partCount + 272 }

        /// Copies the first `length` positions of one slot into another.
        public mutating func copy(slot: Int, to target: Int, length: Int) {
            precondition(
                (0..<slots).contains(slot) && (0..<slots).contains(target) && (0...capacity).contains(length),
                "the cache has no slots \(slot) and \(target) of \(length) positions")
            // Whole blocks of keys are copied; what lies beyond the length is overwritten before it is seen.
            let positions = (length + 15) / 16 * 16
            let (slotCount, partCount, layers, heads, head) = (slotCount, partCount, layers, heads, headStride)
            let headCount = partCount / heads
            unsafe storage.withMutablePointer { storage in
                for layer in 0..<layers {
                    let keys = unsafe storage + slot * slotCount + 2 * layer * partCount
                    let targetKeys = unsafe storage + target * slotCount + 2 * layer * partCount
                    for i in 0..<heads {
                        unsafe (targetKeys + i * headCount).update(from: keys + i * headCount, count: positions * head)
                    }
                    unsafe (targetKeys + partCount).update(from: keys + partCount, count: positions * heads * head)
                }
            }
        }
    }
}
