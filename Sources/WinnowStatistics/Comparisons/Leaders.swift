/// The columns that cannot be told apart from the one with the highest mean, itself included, in ascending order.
///
/// Every other column is compared with the top one by the sign-flip test; a column is left out only when its
/// Holm-adjusted p-value is at most `significance`. Because the top column is chosen by the same data, the marks are
/// a reading aid and no simultaneous confidence statement.
///
/// - Parameter columns: per strategy, one value per problem, problems in the same order.
public func leaders(among columns: [[Double]], significance: Double = 0.05, seed: UInt64 = 0) -> [Int] {
    guard let problems = columns.first?.count, problems > 0 else { return [] }
    let means = columns.map(mean(of:))
    // Of equal means, the first.
    guard let highest = means.max(), let top = means.firstIndex(where: { Rounding.areEqual($0, highest) }) else {
        return []
    }
    let others = columns.indices.filter { $0 != top }
    let pValues = others.map { other in
        SignFlipTest(differences: Rounding.differences(columns[top], columns[other]), seed: seed).pValue
    }
    let close = zip(others, holmAdjusted(pValues)).filter { $0.1 > significance }.map(\.0)
    return (close + [top]).sorted()
}
