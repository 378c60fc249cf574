/// These zeros have their first element at the start of a cache line, so that no load of whole lanes straddles two.
///
/// A copy that is changed may lie elsewhere; only its speed suffers, never its contents.
struct AlignedFloats: Sendable {
    private var storage: [Float]
    private let start: Int

    /// There are so many floats.
    let count: Int

    init(count: Int) {
        self.count = count
        storage = [Float](repeating: 0, count: count + 16)
        start = unsafe storage.withUnsafeBufferPointer { buffer in
            let address = Int(bitPattern: buffer.baseAddress)
            return (64 - address % 64) % 64 / 4
        }
    }

    func withPointer<Result>(_ body: (Input) -> Result) -> Result {
        unsafe storage.withUnsafeBufferPointer { unsafe body($0.baseAddress! + start) }
    }

    mutating func withMutablePointer<Result>(_ body: (Output) -> Result) -> Result {
        let start = start
        return unsafe storage.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress! + start) }
    }
}
