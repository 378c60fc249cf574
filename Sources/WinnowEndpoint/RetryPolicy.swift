import Foundation
import WinnowBounds
import WinnowRandom

/// A policy says how often to ask again, and after which pause.
public struct RetryPolicy: Hashable, Sendable {
    /// The server is asked so often again after the first attempt.
    public var retries: Int

    /// This pause comes before the first retry; each following one is twice as long.
    public var pause: Duration

    /// No pause is longer than this one, also of those that a server asks for.
    public var longestPause: Duration

    public init(retries: Int = 8, pause: Duration = .milliseconds(500), longestPause: Duration = .seconds(60)) {
        self.retries = retries
        self.pause = pause
        self.longestPause = longestPause
    }

    /// Tells whether a server with this status may answer later.
    static func isTemporary(_ status: Int) -> Bool {
        status == 408 || status == 409 || status == 425 || status == 429 || (500...599).contains(status)
    }

    /// Draws the pause before a retry, 0-based: half of it is fixed and half drawn, so that clients do not come back
    /// together.
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

    /// Tells whether to wait for as long as a server asks: a day's quota is not waited for.
    func isWorthWaiting(_ retryAfter: Duration) -> Bool {
        retryAfter <= longestPause * Double(Self.pausesInAll)
    }

    /// A server that is not back after so many of the longest pauses is given up.
    private static let pausesInAll = 5

    /// Writes a duration in its largest whole unit: `24 h`, `90 s`.
    static func spelled(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds >= 7200 { return "\(seconds / 3600) h" }
        return seconds >= 180 ? "\(seconds / 60) min" : "\(seconds) s"
    }

    /// Reads the header `Retry-After`: seconds, or a date (RFC 9110, sections 10.2.3 and 5.6.7).
    static func retryAfter(_ header: String?, now: Date) -> Duration? {
        guard let header, header.utf8.count <= 64, header.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        let text = header.trimmingCharacters(in: .whitespaces)
        if let seconds = Double(text) { return seconds > 0 ? .seconds(clamping: seconds) : nil }
        guard let date = date(text), date > now else { return nil }
        return .seconds(clamping: date.timeIntervalSince(now))
    }

    /// Reads a date such as `Sun, 06 Nov 1994 08:49:37 GMT` by its words: Foundation's formatter, which reads more,
    /// traps on some texts.
    private static func date(_ text: String) -> Date? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 6, words[0].count == 4, words[5] == "GMT", words[3].count == 4,
            let day = Int(words[1]), let month = months.firstIndex(of: String(words[2])), let year = Int(words[3])
        else { return nil }
        let time = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, time.allSatisfy({ $0.count == 2 }), let hour = Int(time[0]), let minute = Int(time[1]),
            let second = Int(time[2]), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second), (1970...9999).contains(year)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
    }
}
