/// A model is what produced candidates; ``sha256`` is its natural key.
public struct ModelRecord: Hashable, Sendable {
    public var name: String

    /// The weights have this digest.
    public var sha256: String

    /// The role is such as `generator`.
    public var role: String

    /// The model has so many weights.
    public var parameters: Int

    /// The configuration is a JSON object.
    public var configurationJSON: String

    /// The symbols are the vocabulary, that of each token by identifier; at most 65,536.
    public var symbols: [String]

    public init(
        name: String, sha256: String, role: String, parameters: Int, configurationJSON: String, symbols: [String]
    ) {
        precondition(symbols.count <= 65_536, "\(symbols.count) symbols: tokens are stored in 16 bits")
        self.name = name
        self.sha256 = sha256
        self.role = role
        self.parameters = parameters
        self.configurationJSON = configurationJSON
        self.symbols = symbols
    }
}
