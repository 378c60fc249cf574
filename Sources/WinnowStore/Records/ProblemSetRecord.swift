/// A frozen, versioned list of problems; its four fields together are its natural key.
public struct ProblemSetRecord: Hashable, Sendable {
    public var domain: String

    /// Such as `maze-test-v1`.
    public var name: String

    public var version: Int

    /// The digest identifies the list's content, whatever length of it is used: the list is extended, never changed.
    public var sha256: String

    public init(domain: String, name: String, version: Int, sha256: String) {
        self.domain = domain
        self.name = name
        self.version = version
        self.sha256 = sha256
    }
}
