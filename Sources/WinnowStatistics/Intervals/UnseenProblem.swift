import Glibc

/// An unseen problem is added to those that were seen, for limits of a ratio Σ numerators / Σ denominators over problems.
///
/// Each problem weighs as an exponential variable, as in the Bayesian bootstrap, and so does one problem more, which has
/// the worst value that is possible on the side of the limit. With all denominators 1 these are Gaffke's limits of a
/// mean; of 0/1 values they are Clopper and Pearson's. They have a width however few and however equal the values are.
///
/// Source: Gaffke, "Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative
/// variable", Mathematical Methods of Statistics 14, 2005; Learned-Miller and Thomas, arXiv 1905.06208; the weights:
/// Rubin, Annals of Statistics 9, 1981.
struct UnseenProblem {
    /// A group has problems of the same numerator and denominator.
    private struct Group {
        var numerator: Double
        var denominator: Double
        var count: Double

        var ratio: Double { numerator / denominator }
    }

    private let groups: [Group]
    private let hasEqualDenominators: Bool
    /// The unseen problem has the mean denominator.
    private let size: Double

    /// Above so many different problems, those that are nearly equal are taken as one.
    private static let exactGroups = 256

    /// - Parameter denominators: not negative; problems of 0 are left out, and there is another one.
    init(numerators: [Double], denominators: [Double]) {
        var counts: [SIMD2<Double>: Double] = [:]
        for (numerator, denominator) in zip(numerators, denominators) where denominator > 0 {
            counts[[numerator, denominator], default: 0] += 1
        }
        let pairs = counts.map { Group(numerator: $0.key[0], denominator: $0.key[1], count: $0.value) }
            .sorted { ($0.ratio, $0.denominator) < ($1.ratio, $1.denominator) }
        let total = pairs.reduce(into: (numerator: 0.0, denominator: 0.0, count: 0.0)) { sum, pair in
            sum.numerator += pair.count * pair.numerator
            sum.denominator += pair.count * pair.denominator
            sum.count += pair.count
        }
        size = total.denominator / total.count
        let first = pairs.first?.denominator ?? 1
        hasEqualDenominators = pairs.allSatisfy { Rounding.areEqual($0.denominator, first) }
        let exact = Self.merged(pairs) {
            Rounding.areEqual($0.numerator, $1.numerator) && Rounding.areEqual($0.denominator, $1.denominator)
        }
        let ratio = total.numerator / total.denominator
        groups = exact.count <= Self.exactGroups ? exact : Self.merged(byResidual: exact, ratio: ratio)
    }

    init(values: [Double]) {
        self.init(numerators: values, denominators: [Double](repeating: 1, count: values.count))
    }

    /// Merges groups by what they add to the sum; those within a twentieth of its standard deviation are put together.
    ///
    /// Sums stay as they are, and less than a thousandth of the variance is lost.
    private static func merged(byResidual groups: [Group], ratio: Double) -> [Group] {
        func residual(_ group: Group) -> Double { group.numerator - ratio * group.denominator }
        let square = groups.reduce(0) { $0 + $1.count * residual($1) * residual($1) }
        let width = (square / groups.reduce(0) { $0 + $1.count }).squareRoot() / 20
        let sorted = groups.sorted { (residual($0), $0.denominator) < (residual($1), $1.denominator) }
        return merged(sorted) { residual($1) - residual($0) <= width }
    }

    /// Merges runs of groups that are alike, each to the mean of its members; `areAlike` compares with the first of a run.
    private static func merged(_ groups: [Group], areAlike: (Group, Group) -> Bool) -> [Group] {
        var merged: [Group] = []
        var start: Group?
        for group in groups {
            guard let first = start, let last = merged.last, areAlike(first, group) else {
                merged.append(group)
                start = group
                continue
            }
            let count = last.count + group.count
            // Of equal problems the mean is theirs to the last bit.
            func mean(_ part: (Group) -> Double) -> Double {
                part(last) == part(group) ? part(last) : (part(last) * last.count + part(group) * group.count) / count
            }
            merged[merged.count - 1] = Group(
                numerator: mean(\.numerator), denominator: mean(\.denominator), count: count)
        }
        return merged
    }

    /// Computes both limits, of which each is missed with the same chance.
    ///
    /// - Parameter support: the ratios that a problem can have.
    func limits(in support: ClosedRange<Double>, confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        return (
            limit(unseen: support.lowerBound, sign: -1, tail: tail),
            limit(unseen: support.upperBound, sign: 1, tail: tail)
        )
    }

    /// Finds the t that the ratio with an unseen problem of ratio `unseen` exceeds (falls below for `sign` −1) with the
    /// chance `tail`.
    private func limit(unseen: Double, sign: Double, tail: Double) -> Double {
        let ratios = groups.map(\.ratio) + [unseen]
        let (least, most) = (ratios.min() ?? unseen, ratios.max() ?? unseen)
        guard !Rounding.areEqual(least, most) else { return unseen }
        if hasEqualDenominators, let exact = betaLimit(unseen: unseen, tail: tail) { return exact }
        let shapes = groups.map(\.count) + [1]
        func excess(_ limit: Double) -> Double {
            let coefficients =
                groups.map { sign * ($0.numerator - limit * $0.denominator) } + [sign * size * (unseen - limit)]
            return Normal.quantile(GammaSum(coefficients: coefficients, shapes: shapes).positive)
        }
        let sums = groups.reduce(into: (size * unseen, size)) { sum, group in
            sum.0 += group.count * group.numerator
            sum.1 += group.count * group.denominator
        }
        return Self.root(
            of: excess, target: Normal.quantile(tail), from: sums.0 / sums.1, inner: sign > 0 ? least : most,
            outer: sign > 0 ? most : least)
    }

    /// Computes the limit where there are two different ratios: the weight of one of them has a beta distribution.
    private func betaLimit(unseen: Double, tail: Double) -> Double? {
        let others = groups.filter { !Rounding.areEqual($0.ratio, unseen) }
        guard let first = others.first, others.allSatisfy({ Rounding.areEqual($0.ratio, first.ratio) }) else {
            return nil
        }
        let count = others.reduce(0) { $0 + $1.count }
        let equal = groups.reduce(1) { $0 + $1.count } - count
        // The weight of what is like the unseen problem is as large as this with the chance `tail`.
        let share = Beta.quantile(tail, a: count, b: equal)
        return unseen + (first.ratio - unseen) * share
    }

    /// Finds where a nearly linear function, which falls from `inner` to −∞ at `outer`, has the value `target`: secants that
    /// keep a bracket.
    private static func root(
        of function: (Double) -> Double, target: Double, from start: Double, inner: Double, outer: Double
    ) -> Double {
        var (inside, outside) = (inner, outer)
        var (place, value) = (start, function(start))
        var previous: (place: Double, value: Double)?
        let width = abs(outer - inner)
        for _ in 0..<100 {
            if value > target { inside = place } else { outside = place }
            var next = (inside + outside) / 2
            if let previous, value.isFinite, previous.value.isFinite, value != previous.value {
                let secant = place + (target - value) * (place - previous.place) / (value - previous.value)
                if secant > min(inside, outside), secant < max(inside, outside) { next = secant }
            }
            previous = (place, value)
            if abs(next - place) < 1e-10 * width { return next }
            place = next
            value = function(place)
        }
        return place
    }
}
