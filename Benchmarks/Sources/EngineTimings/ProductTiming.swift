import WinnowKernels

/// Products of square matrices, one at a time on each thread.
struct ProductTiming {
    let side: Int

    /// The median is of rounds in which every thread makes one product, or as many small ones as one of side 512.
    func run(threads: Int, times: Int) async -> Timing {
        let repeats = max(1, 512 * 512 * 512 / (side * side * side))
        var seconds: [Double] = []
        let clock = ContinuousClock()
        for _ in 0..<times {
            let start = clock.now
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<threads {
                    group.addTask {
                        let a = [Float](repeating: 0.5, count: side * side)
                        var c = a
                        let layout = Kernels.Layout(stride: side)
                        for _ in 0..<repeats {
                            Kernels.multiply(
                                a, layout, by: a, layout, into: &c, layout, rows: side, inner: side, columns: side)
                        }
                    }
                }
            }
            seconds.append(start.duration(to: clock.now) / .seconds(1))
        }
        return Timing(amount: 2 * side * side * side * repeats * threads, all: seconds)
    }
}
