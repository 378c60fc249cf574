extension Kernels {
    /// A layout says where a matrix lies in an array: element `[row, column]` is at `start + row · rowStride + column ·
    /// columnStride`.
    public struct Layout: Sendable {
        /// The first element has this index.
        public var start: Int

        /// Elements below each other are so far apart.
        public var rowStride: Int

        /// Elements beside each other are so far apart.
        public var columnStride: Int

        /// Makes the layout of a row-major matrix whose rows are `stride` apart.
        public init(start: Int = 0, stride: Int) {
            self.init(start: start, rowStride: stride, columnStride: 1)
        }

        /// The transposed layout is that of the transpose.
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
