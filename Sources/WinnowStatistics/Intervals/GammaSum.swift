import Glibc

/// A gamma sum Σ aᵢ·Gᵢ adds independent gamma variables; the chance that it is positive is computed.
///
/// With shapes that count problems this is the law of a statistic under the Bayesian bootstrap, whose weights are
/// exponential variables: a mean exceeds t where Σ Gᵢ (xᵢ − t) > 0.
///
/// Source: the inversion of the moment-generating function through the saddlepoint, Daniels, Annals of Mathematical
/// Statistics 25, 1954; Helstrom, IEEE Transactions on Aerospace and Electronic Systems 32, 1996.
struct GammaSum {
    /// The aᵢ are scaled so that the largest is ±1.
    private let coefficients: [Double]
    private let shapes: [Double]

    init(coefficients: [Double], shapes: [Double]) {
        let scale = coefficients.reduce(0) { max($0, abs($1)) }
        self.coefficients = scale > 0 ? coefficients.map { $0 / scale } : coefficients
        self.shapes = shapes
    }

    /// The sum is positive with this probability, to about ten digits; 0 where no coefficient is positive.
    ///
    /// The integral runs parallel to the imaginary axis, where nothing oscillates. Its steps grow as a hyperbolic sine,
    /// so that slow tails end too.
    var positive: Double {
        let least = coefficients.min() ?? 0
        let most = coefficients.max() ?? 0
        guard most > 0 else { return 0 }
        guard least < 0 else { return 1 }
        var abscissa = saddlepoint(above: 1 / least, below: 1 / most)
        var spread = slopes(at: abscissa).second.squareRoot()
        // The integrand has a pole at 0: the path keeps away from it.
        if abs(abscissa) * spread < 0.8 {
            abscissa = (abscissa < 0 ? -0.8 : 0.8) / spread
            spread = slopes(at: abscissa).second.squareRoot()
        }
        let step = 0.2
        var sum = integrand(abscissa, 0).value / 2
        for index in 1...250 {
            let place = Double(index) * step
            let term = integrand(abscissa, sinh(place) / spread)
            sum += term.value * cosh(place)
            if term.size * cosh(place) < 1e-13 * abs(sum) { break }
        }
        let tail = sum * step / (spread * Double.pi)
        return min(1, max(0, abscissa > 0 ? tail : 1 + tail))
    }

    /// Computes the real part and the size of exp(K(s))/s at s = abscissa + i·ordinate, K the cumulants' generating function.
    private func integrand(_ abscissa: Double, _ ordinate: Double) -> (value: Double, size: Double) {
        var size = 0.0
        var angle = 0.0
        for index in coefficients.indices {
            let real = 1 - abscissa * coefficients[index]
            let imaginary = ordinate * coefficients[index]
            size -= shapes[index] * log(real * real + imaginary * imaginary)
            angle += shapes[index] * atan(imaginary / real)
        }
        let modulus = exp(size / 2) / (abscissa * abscissa + ordinate * ordinate).squareRoot()
        return (modulus * cos(angle - atan2(ordinate, abscissa)), modulus)
    }

    /// Finds the place between two poles where K has its minimum, well enough for a path of integration.
    private func saddlepoint(above lower: Double, below upper: Double) -> Double {
        var (low, high, place) = (lower, upper, 0.0)
        for _ in 0..<100 {
            let (first, second) = slopes(at: place)
            if first < 0 { low = place } else { high = place }
            var next = place - first / second
            if !(next > low && next < high) { next = (low + high) / 2 }
            let isClose = abs(next - place) * second.squareRoot() < 1e-3
            place = next
            if isClose { break }
        }
        return place
    }

    /// Computes K′ and K″ on the real axis.
    private func slopes(at place: Double) -> (first: Double, second: Double) {
        var first = 0.0
        var second = 0.0
        for index in coefficients.indices {
            let ratio = coefficients[index] / (1 - place * coefficients[index])
            first += shapes[index] * ratio
            second += shapes[index] * ratio * ratio
        }
        return (first, second)
    }
}
