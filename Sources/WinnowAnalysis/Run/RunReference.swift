import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A reference says what figures of a run are of: its temperature and its verifier, and what every strategy on samples has to
/// beat, one completion at temperature 0.
///
/// Votes at a temperature that suits sampling are compared with nothing where one greedy completion is right more often.
struct RunReference: Sendable {
    /// The run's title says its number, its model and its temperature.
    let title: String
    let temperature: Double?
    let verifier: String?

    /// The greedy completion is right on this share of the problems; nil where there is none.
    let right: Measured?

    init(_ pools: RunPools) {
        (title, temperature, verifier) = (pools.title, pools.run.record.temperature, pools.verifierName)
        let greedy = pools.entries.map(\.pool.greedy)
        guard !greedy.isEmpty, greedy.allSatisfy({ $0 != nil }) else {
            right = nil
            return
        }
        let values = greedy.map { $0.map { $0.answer != nil && $0.isRight } == true ? 1.0 : 0 }
        right = Measured(meanOf: values)
    }

    /// It reads as `Run 1: chain medium T=0.8: greedy is right in 55.1 % [45.3, 64.5].`
    var note: String {
        guard let right else { return "Run \(title): no greedy run to compare with." }
        func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
        return "Run \(title): greedy is right in \(percent(right.value)) % "
            + "[\(percent(right.interval.low)), \(percent(right.interval.high))]."
    }

    /// The temperature, the greedy rate and the verifier that a strategy reads, for programs.
    func cells(_ strategy: String) -> [Cell] {
        let reads = Strategies.any(of: [strategy], needs: .verdict)
        return [
            temperature.map(Cell.number) ?? .missing, right.map { .number($0.value) } ?? .missing,
            reads ? verifier.map { .text($0) } ?? .missing : .missing,
        ]
    }
}
