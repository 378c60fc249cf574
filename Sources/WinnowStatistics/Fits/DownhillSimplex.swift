/// Finds the minimum of a function of two variables by the downhill simplex, which needs no derivatives.
///
/// Stops when the simplex is small and level, or after `limit` steps; values may be infinite, but not NaN.
///
/// Source: Nelder and Mead, The Computer Journal 7, 1965: reflection 1, expansion 2, contraction and shrinkage ½.
func downhillSimplexMinimum(
    of function: (SIMD2<Double>) -> Double, from start: SIMD2<Double>, step: Double, limit: Int = 400
) -> (point: SIMD2<Double>, value: Double) {
    func vertex(_ point: SIMD2<Double>) -> (point: SIMD2<Double>, value: Double) { (point, function(point)) }
    var simplex = [vertex(start), vertex(start + SIMD2(step, 0)), vertex(start + SIMD2(0, step))]
    for _ in 0..<limit {
        simplex.sort { $0.value < $1.value }
        let (best, middle, worst) = (simplex[0], simplex[1], simplex[2])
        let extent = max(abs(worst.point - best.point).max(), abs(middle.point - best.point).max())
        if worst.value - best.value < 1e-10, extent < 1e-4 { break }
        let centre = (best.point + middle.point) / 2
        let reflected = vertex(2 * centre - worst.point)
        if reflected.value < best.value {
            let expanded = vertex(3 * centre - 2 * worst.point)
            simplex[2] = expanded.value < reflected.value ? expanded : reflected
        } else if reflected.value < middle.value {
            simplex[2] = reflected
        } else {
            let outer = reflected.value < worst.value ? reflected : worst
            let contracted = vertex((centre + outer.point) / 2)
            if contracted.value < outer.value {
                simplex[2] = contracted
            } else {
                for index in 1...2 { simplex[index] = vertex((best.point + simplex[index].point) / 2) }
            }
        }
    }
    return simplex.min { $0.value < $1.value } ?? simplex[0]
}

private func abs(_ vector: SIMD2<Double>) -> SIMD2<Double> {
    vector.replacing(with: -vector, where: vector .< 0)
}
