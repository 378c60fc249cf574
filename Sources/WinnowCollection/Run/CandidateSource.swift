/// A source makes candidates: a bundled model, a server, a recorded file, a guided search.
///
/// It registers its runs with the collector, asks which candidates they lack, makes those and hands them over as they
/// come. The collector alone reads, judges and stores them, so that every source is resumed in the same way. A source may
/// call its model again after a verdict: candidates name their round and their parent, and ``RunCollector/add(_:calls:)``
/// returns what the judges said.
public protocol CandidateSource: Sendable {
    /// The outcome is what came of it.
    associatedtype Outcome: Sendable

    /// Makes the candidates that the store lacks.
    ///
    /// - Throws: `CancellationError` when cancelled; what was handed over before is kept.
    func collect(into collector: Collector) async throws -> Outcome
}
