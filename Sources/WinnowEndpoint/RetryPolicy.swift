import Foundation
import WinnowBounds
import WinnowRandom

/// How often to ask again, and after which pause.
public struct RetryPolicy: Hashable, Sendable {
    /// Attempts after the first.
    public var retries: Int

    /// The pause before the first of them; each following one is twice as long.
    public var pause: Duration

    /// The longest pause, also of those that a server asks for.
    public var longestPause: Duration

    public init(retries: Int = 8, pause: Duration = .milliseconds(500), longestPause: Duration = .seconds(60)) {
        self.retries = retries
        self.pause = pause
        self.longestPause = longestPause
    }

    /// Statuses of a server that may answer later.
    static func isTemporary(_ status: Int) -> Bool {
        status == 408 || status == 409 || status == 425 || status == 429 || (500...599).contains(status)
    }

    /// The pause before a retry, 0-based: half of it fixed and half drawn, so that clients do not come back together.
    ///
    /// A function of the request's seed and the retry alone, never shorter than what the server asks for.
    func pause(before retry: Int, seed: UInt32, retryAfter: Duration?) -> Duration {
        let doubled = pause * Double(1 << min(retry, 20))
        var hash = StableHash("retry")
        hash.combine(UInt64(seed))
        var random = CounterRandom(key: hash.value, stream: UInt64(retry))
        let drawn = min(doubled, longestPause) * (0.5 + 0.5 * random.uniform())
        return min(max(drawn, retryAfter ?? .zero), longestPause)
    }

    /// The header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
    static func retryAfter(_ header: String?, now: Date) -> Duration? {
        guard let header = header?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Double(header) { return seconds > 0 ? .seconds(clamping: seconds) : nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let date = format.date(from: header), date > now else { return nil }
        return .seconds(clamping: date.timeIntervalSince(now))
    }
}
