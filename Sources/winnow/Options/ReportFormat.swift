import ArgumentParser

/// A format says how a report that is no table is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
