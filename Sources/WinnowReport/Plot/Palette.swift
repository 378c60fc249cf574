/// The palette has the colours, marks and dashes of the series, which people with any colour vision can tell apart.
///
/// Source: Okabe and Ito, "Color Universal Design", 2008, with grey in place of yellow, which is too faint for a line.
public enum Palette {
    private static let colours = [
        "#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#000000", "#999999",
    ]

    /// The ink of what others are compared with is black.
    public static let reference = 6

    /// The marks are circle, square, triangles, diamond, filled and then open, by gnuplot's numbers.
    private static let marks = [7, 5, 9, 11, 13, 6, 4, 8, 10, 12]

    /// The dashes are solid, dashed, dotted and mixed, by gnuplot's patterns.
    private static let dashes = ["solid", "'-'", "'.'", "'-.'", "'-..'"]

    /// There are so many colours, and so many inks of each that differ in their dashes.
    public static let colourCount = colours.count
    public static let dashCount = dashes.count

    /// The dashes of what others are compared with have this pattern.
    static let referenceDash = "'_'"

    static func colour(_ ink: Int) -> String { colours[ink % colours.count] }
    static func mark(_ ink: Int) -> Int { marks[ink % marks.count] }

    /// Inks of the same colour differ in their dashes.
    static func dash(_ ink: Int) -> String { dashes[ink / colours.count % dashes.count] }

    /// The colours go from dark to light and keep their order in grey: viridis (van der Walt and Smith, 2015) in five
    /// steps.
    static let sequential = ["#440154", "#3B528B", "#21918C", "#5EC962", "#FDE725"]

    /// The colours go from blue over white to vermillion.
    static let diverging = ["#0072B2", "#FFFFFF", "#D55E00"]
}
