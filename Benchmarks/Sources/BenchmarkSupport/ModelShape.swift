/// The shape of a model that kernels and models are timed with.
public struct ModelShape: Sendable {
    /// What it is called in a benchmark's name.
    public let name: String

    /// The number of channels of the residual stream.
    public let width: Int

    public let layers: Int
    public let heads: Int

    /// The number of channels of the feed-forward layer.
    public let feedForward: Int

    /// A multiple of 16.
    public let vocabulary = 128

    /// The largest number of positions.
    public let context = 512

    /// The number of channels of a head.
    public var headWidth: Int { width / heads }

    /// The shape of the bundled models.
    public static let d64 = ModelShape(name: "d64", width: 64, layers: 3, heads: 4, feedForward: 176)

    /// A model of four times as many weights.
    public static let d128 = ModelShape(name: "d128", width: 128, layers: 4, heads: 4, feedForward: 352)

    /// The shapes that everything is timed with; those of `peers/folders.py`.
    public static let all = [d64, d128]
}
