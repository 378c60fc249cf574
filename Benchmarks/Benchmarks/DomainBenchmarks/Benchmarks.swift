import Benchmark
import WinnowDomains

/// What every domain does to a candidate, and to the text of a published trace.
let benchmarks: @Sendable () -> Void = {
    for domain in Domains.traced { register(domain) }
    registerTraceTexts()
}
