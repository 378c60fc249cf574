extension Kernels {
    /// The rows of a call belong to slots, and have places in their sequences.
    public struct DecodeRows: Sendable {
        /// Each row has a cache slot; rows of one slot come behind each other in the order of their positions.
        public var slots: [Int]

        /// Each row has this position in its sequence.
        public var positions: [Int]

        /// Makes rows of their slots and positions, of which there must be as many.
        public init(slots: [Int], positions: [Int]) {
            precondition(positions.count == slots.count, "\(positions.count) positions for \(slots.count) rows")
            self.slots = slots
            self.positions = positions
        }

        /// Counts the rows from `first` on that are of one slot.
        func run(from first: Int) -> Int {
            var end = first + 1
            while end < slots.count, slots[end] == slots[first], positions[end] == positions[end - 1] + 1 { end += 1 }
            return end - first
        }
    }
}
