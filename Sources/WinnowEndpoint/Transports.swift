/// The transport of this build.
public enum Transports {
    /// - Parameter connections: the most at a time.
    public static func standard(connections: Int) -> any Transport {
        #if WINNOW_STATIC
            CurlTransport()
        #else
            SessionTransport(connections: connections)
        #endif
    }
}
