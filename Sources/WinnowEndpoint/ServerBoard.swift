import Foundation

/// The board keeps what is known of servers that have the same model: who is resting after a failure, who has refused for
/// good, and when the next request to each may go out.
public actor ServerBoard {
    private struct Server {
        let name: String
        var answers = 0
        var failures = 0
        var underWay = 0
        var isRefused = false
        var restsUntil: ContinuousClock.Instant
        var nextRequest: ContinuousClock.Instant
    }

    private var servers: [Server]

    /// The least time between two requests to one server; nil where there is no limit.
    private let interval: Duration?
    private let begun = ContinuousClock.now

    /// - Parameter rate: the most requests a second to each server; nil for no limit.
    init(_ names: [String], rate: Double?) {
        let now = ContinuousClock.now
        servers = names.map { Server(name: $0, restsUntil: now, nextRequest: now) }
        interval = rate.map { .seconds(1 / $0) }
    }

    /// A turn is a server to ask, and how long to wait before.
    struct Turn: Sendable {
        var server: Int
        var wait: Duration
    }

    /// Chooses the server that can be asked first; of several the one with the fewest requests under way.
    ///
    /// - Returns: nil where every server has refused.
    func take() -> Turn? {
        let now = ContinuousClock.now
        func begins(_ server: Server) -> ContinuousClock.Instant { max(now, server.restsUntil, server.nextRequest) }
        let usable = servers.indices.filter { !servers[$0].isRefused }
        let chosen = usable.min { a, b in
            (begins(servers[a]), servers[a].underWay, a) < (begins(servers[b]), servers[b].underWay, b)
        }
        guard let chosen else { return nil }
        // Whoever is alone waits as its own requests say, which have pauses of their own.
        let start = servers.count == 1 ? max(now, servers[chosen].nextRequest) : begins(servers[chosen])
        servers[chosen].underWay += 1
        if let interval { servers[chosen].nextRequest = start + interval }
        return Turn(server: chosen, wait: now.duration(to: start))
    }

    /// Takes note that a server has answered, whatever it said.
    func answered(_ server: Int) {
        servers[server].underWay -= 1
        servers[server].answers += 1
        servers[server].restsUntil = .now
    }

    /// Takes note that a request has been given up.
    func abandoned(_ server: Int) { servers[server].underWay -= 1 }

    /// Takes note that a server is busy or breaks off.
    ///
    /// - Returns: true where another one can be asked at once.
    func failed(_ server: Int, rest: Duration) -> Bool {
        let now = ContinuousClock.now
        servers[server].underWay -= 1
        servers[server].failures += 1
        servers[server].restsUntil = now + rest
        return servers.indices.contains { $0 != server && !servers[$0].isRefused && servers[$0].restsUntil <= now }
    }

    /// Takes note that a server refuses all requests, such as one that does not know the model.
    ///
    /// - Returns: true where another one is left.
    func refused(_ server: Int) -> Bool {
        servers[server].underWay -= 1
        servers[server].failures += 1
        servers[server].isRefused = true
        return servers.contains { !$0.isRefused }
    }

    /// A line for each server: its answers, how many a second, and its failures; nothing for a single one.
    public var summary: [String] {
        guard servers.count > 1 else { return [] }
        let seconds = max(begun.duration(to: .now) / .seconds(1), 1e-9)
        return servers.map { server in
            let rate = String(format: "%.2f", Double(server.answers) / seconds)
            return "\(server.name): \(server.answers) answers, \(rate) a second, \(server.failures) failures"
                + (server.isRefused ? ", given up" : "")
        }
    }
}
