import Glibc

/// The law y = c·x^exponent is fitted by least squares in logarithms.
public struct PowerLaw: Hashable, Sendable {
    public let factor: Double
    public let exponent: Double

    /// Finds the law nearest to some points.
    ///
    /// - Parameters:
    ///   - x: positive, not all equal.
    ///   - y: positive, one per x.
    /// - Returns: nil for fewer than two different x.
    public init?(x: [Double], y: [Double]) {
        precondition(x.count == y.count, "\(y.count) values at \(x.count) positions")
        precondition((x + y).allSatisfy { $0 > 0 }, "a power law of numbers that are not positive")
        let (logX, logY) = (x.map { log($0) }, y.map { log($0) })
        let (meanX, meanY) = (mean(of: logX), mean(of: logY))
        let spread = logX.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        guard x.count > 1, spread > 0 else { return nil }
        exponent = zip(logX, logY).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
        factor = exp(meanY - exponent * meanX)
    }
}
