extension Kernels {
    /// A layout says where a matrix lies in an array: element `[row, column]` is at `start + row · rowStride + column ·
    /// columnStride`.
    public struct Layout: Sendable {
        /// The index of the first element.
        public var start: Int

        /// The distance between elements below each other.
        public var rowStride: Int

        /// The distance between elements beside each other.
        public var columnStride: Int

        /// Makes the layout of a row-major matrix whose rows are `stride` apart.
        public init(start: Int = 0, stride: Int) {
            self.init(start: start, rowStride: stride, columnStride: 1)
        }

        /// The transpose of this layout.
        public var transposed: Layout {
            Layout(start: start, rowStride: columnStride, columnStride: rowStride)
        }

        private init(start: Int, rowStride: Int, columnStride: Int) {
            self.start = start
            self.rowStride = rowStride
            self.columnStride = columnStride
        }

        /// Tells whether a matrix of this shape, with at least one element, lies inside an array of this length.
        func fits(rows: Int, columns: Int, in count: Int) -> Bool {
            start >= 0 && rowStride >= 0 && columnStride >= 0
                && start + (rows - 1) * rowStride + (columns - 1) * columnStride < count
        }
    }
}
