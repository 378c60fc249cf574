extension Kernels {
    /// Keys and values of many sequences for token-by-token decoding.
    ///
    /// One array holds, per slot, layer and head, the keys as `[head width, capacity]` (so that scores of 16
    /// positions are one load) and the values as `[capacity, head width]`.
    public struct Cache: Sendable {
        /// The number of the model's layers.
        public let layers: Int

        /// The number of heads of a layer.
        public let heads: Int

        /// The number of dimensions of a head.
        public let headWidth: Int

        /// The largest number of positions, a multiple of 16.
        public let capacity: Int

        /// The number of sequences that can be in flight.
        public let slots: Int

        var storage: [Float]

        /// An empty cache; the capacity is rounded up to whole lanes of 16.
        public init(layers: Int, heads: Int, headWidth: Int, capacity: Int, slots: Int) {
            self.layers = layers
            self.heads = heads
            self.headWidth = headWidth
            self.capacity = (capacity + 15) / 16 * 16
            self.slots = slots
            storage = [Float](repeating: 0, count: slots * layers * heads * 2 * headWidth * self.capacity)
        }

        var headCount: Int { 2 * headWidth * capacity }
        var slotCount: Int { layers * heads * headCount }

        /// Copies the first `length` positions of one slot into another.
        public mutating func copy(slot: Int, to target: Int, length: Int) {
            precondition(
                (0..<slots).contains(slot) && (0..<slots).contains(target) && (0...capacity).contains(length),
                "the cache has no slots \(slot) and \(target) of \(length) positions")
            let (source, destination) = (slot * slotCount, target * slotCount)
            for part in stride(from: 0, to: slotCount, by: headCount) {
                for dimension in 0..<headWidth {
                    let row = part + dimension * capacity
                    for i in row..<row + length { storage[destination + i] = storage[source + i] }
                }
                let values = part + headWidth * capacity
                for i in values..<values + length * headWidth { storage[destination + i] = storage[source + i] }
            }
        }
    }
}
