public import WinnowReport

/// A study is an analysis of stored runs as a value: it has computed its figures, and its report only arranges them.
///
/// The terminal, files, pictures and pages show the same report, so no two of them can differ in a figure.
public protocol Study: Sendable {
    /// The report has the figures as tables, pictures and notes.
    var report: Report { get }
}
