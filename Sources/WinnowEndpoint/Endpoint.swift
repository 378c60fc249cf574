public import Foundation

/// An endpoint is a server that speaks the API of OpenAI: vLLM, llama.cpp's server, or any provider.
public struct Endpoint: Sendable {
    /// The server is asked with one of two requests.
    public enum Kind: String, Sendable, CaseIterable {
        /// The request `/completions` has a text continued.
        case completions

        /// The request `/chat/completions` has a message answered, in the server's own template.
        case chat
    }

    /// Requests go there, such as to `http://127.0.0.1:8000/v1/completions`.
    public let url: URL
    public let kind: Kind

    /// The server knows the model by this name.
    public let model: String

    /// The key is nil for a server that asks for none.
    let key: Secret?

    /// Takes the server's address, which may end before or after `/v1`, or with the request's own path.
    ///
    /// - Parameter kind: nil for what the path says, else completions.
    /// - Throws: ``EndpointError`` for what is no address, or one that names another request than `kind`.
    public init(_ address: String, model: String, kind: Kind? = nil, key: Secret? = nil) throws(EndpointError) {
        guard var parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false
        else {
            throw EndpointError(
                .address, "\"\(address)\" is no address of a server", hint: "give one such as http://127.0.0.1:8000/v1")
        }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw EndpointError(
                .address, "an address with a user, a query or a fragment is refused, because addresses are stored",
                hint: "give keys by the environment variable of --key-variable")
        }
        var path = parts.path.split(separator: "/").map(String.init)
        var named: Kind?
        if path.suffix(2) == ["chat", "completions"] {
            (named, path) = (.chat, path.dropLast(2))
        } else if path.last == "completions" {
            (named, path) = (.completions, path.dropLast())
        }
        if let kind, let named, kind != named {
            throw EndpointError(
                .address, "the address asks for \(named.rawValue), not \(kind.rawValue)", hint: "leave one of them out")
        }
        if path.isEmpty { path = ["v1"] }
        let chosen = named ?? kind ?? .completions
        parts.path =
            "/" + (path + (chosen == .chat ? ["chat", "completions"] : ["completions"])).joined(separator: "/")
        guard let url = parts.url else {
            throw EndpointError(.address, "\"\(address)\" is no address of a server", hint: "check it for odd signs")
        }
        self.url = url
        self.kind = chosen
        self.model = model
        self.key = key
    }
}
