import WinnowSelection

/// A column has the outcomes of a strategy problem by problem and keeps equal ones once: of a million problems most are alike.
struct OutcomeColumn: RandomAccessCollection, Sendable {
    private var distinct: [Outcome] = []
    /// Each problem has its outcome at this place.
    private var places: [UInt32] = []

    init() {}

    init(_ outcomes: some Sequence<Outcome>) {
        var known: [Outcome: UInt32] = [:]
        for outcome in outcomes { append(outcome, &known) }
    }

    /// Adds an outcome.
    ///
    /// - Parameter known: the places of the outcomes that were added before.
    mutating func append(_ outcome: Outcome, _ known: inout [Outcome: UInt32]) {
        if let place = known[outcome] {
            places.append(place)
        } else {
            let place = UInt32(distinct.count)
            known[outcome] = place
            distinct.append(outcome)
            places.append(place)
        }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(position: Int) -> Outcome { distinct[Int(places[position])] }
}
