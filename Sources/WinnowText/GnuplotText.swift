/// The strings of gnuplot scripts are encoded here.
public enum GnuplotText {
    /// Encodes a string in single quotes, in which gnuplot expands neither backquotes nor macros nor escapes.
    ///
    /// A quote inside is a string of its own that is joined on: gnuplot 5.4 reads one that is doubled only in the middle of
    /// a string. A line break would end the string and begin a command: it becomes a space, and other hidden signs are
    /// shown as escapes.
    ///
    /// Source: gnuplot 5.4, "Quote marks" and "Substitution of system commands in backquotes".
    public static func string(_ text: String) -> String {
        var result = "'"
        for scalar in VisibleText.line(text).unicodeScalars {
            if scalar == "'" { result += #"'."'".'"# } else { result.unicodeScalars.append(scalar) }
        }
        return result + "'"
    }

    /// Encodes a string that gnuplot reads as a format, such as a tick's text: percent signs are doubled.
    public static func format(_ text: String) -> String {
        var doubled = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" { doubled.unicodeScalars.append(scalar) }
            doubled.unicodeScalars.append(scalar)
        }
        return string(doubled)
    }

    /// Encodes a comment of a script or a data file, without its line break.
    public static func comment(_ text: String) -> String { "# " + VisibleText.line(text) }
}
