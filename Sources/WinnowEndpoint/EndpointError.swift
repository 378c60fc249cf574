/// The error says why a server gave no answer.
public struct EndpointError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// The address is none.
        case address

        /// The server refuses the key, or knows neither the path nor the model: no request will fare better.
        case refused

        /// The server refuses this request alone, such as a prompt that is too long.
        case request

        /// Nobody answered, or only by errors, as often as it was tried.
        case unavailable
    }

    public var kind: Kind
    public var what: String
    public var hint: String

    public init(_ kind: Kind, _ what: String, hint: String) {
        self.kind = kind
        self.what = what
        self.hint = hint
    }

    /// The description is one line.
    public var description: String { "\(what); \(hint)" }
}
