import ArgumentParser
import Foundation
import WinnowBounds
import WinnowEndpoint

/// A server that speaks OpenAI's API, and what may be spent on it.
struct EndpointOptions: ParsableArguments {
    @Option(
        name: .customLong("endpoint"),
        help: ArgumentHelp(
            "Ask this server, such as http://127.0.0.1:8000/v1; may be repeated for servers of the same model, of which "
                + "another is asked where one fails.", valueName: "address"))
    var addresses: [String] = []

    /// The first of the servers.
    var endpoint: String? { addresses.first }

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most requests a second to each server. (default: no limit)", valueName: "n"))
    var rate: Double?

    @Flag(help: "Ask by /chat/completions instead of /completions.")
    var chat = false

    @Option(
        help: ArgumentHelp(
            "The environment variable that holds the server's key; the key is neither stored nor shown.",
            valueName: "name"))
    var keyVariable = "OPENAI_API_KEY"

    @Option(parsing: .unconditional, help: ArgumentHelp("Requests under way at a time.", valueName: "n"))
    var concurrency = 8

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How often to ask again when the server is busy or breaks off.", valueName: "n"))
    var retries = 8

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How long to wait for one answer.", valueName: "seconds"))
    var requestTimeout = 300.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most tokens that this call may spend, prompts included.", valueName: "n"))
    var tokenBudget: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most money that this call may spend, in the unit of --prices.", valueName: "amount"))
    var costBudget: Double?

    @Option(
        help: ArgumentHelp("Prices of a million tokens of prompts and of completions.", valueName: "prompt,completion"))
    var prices: CommaList<Double> = []

    var budget: EndpointBudget {
        EndpointBudget(
            promptPrice: prices.elements.first ?? 0, completionPrice: prices.elements.last ?? 0, tokens: tokenBudget,
            cost: costBudget)
    }

    func validate() throws {
        if ![0, 2].contains(prices.elements.count) { throw ValidationError("--prices takes two numbers.") }
        if costBudget != nil, prices.elements.isEmpty { throw ValidationError("--cost-budget needs --prices.") }
        if !(0...100).contains(retries) { throw ValidationError("--retries is in 0...100.") }
        if let rate, !(rate > 0 && rate <= 1e6) {
            throw ValidationError("--rate is a positive number of requests a second.")
        }
        if Set(addresses).count < addresses.count { throw ValidationError("An --endpoint is named twice.") }
        if !(requestTimeout > 0) { throw ValidationError("--request-timeout is positive.") }
    }

    /// - Parameter address: the server to ask; where it is the first of the option's, the others are asked too.
    /// - Throws: ``EndpointError`` for what is no address.
    func client(_ address: String, model: String) throws -> EndpointClient {
        let key = ProcessInfo.processInfo.environment[keyVariable].flatMap(Secret.init)
        let kind: Endpoint.Kind? = chat ? .chat : nil
        let endpoint = try Endpoint(address, model: model, kind: kind, key: key)
        let others =
            address == addresses.first
            ? try addresses.dropFirst().map { try Endpoint($0, model: model, kind: kind ?? endpoint.kind, key: key) }
            : []
        return EndpointClient(
            endpoint, others: others, rate: rate, transport: Transports.standard(connections: concurrency),
            policy: RetryPolicy(retries: retries),
            timeout: .seconds(clamping: requestTimeout))
    }
}
