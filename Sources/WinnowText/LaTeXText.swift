/// The text of LaTeX documents is encoded here.
public enum LaTeXText {
    /// Encodes text so that LaTeX typesets it and runs nothing of it: the special characters become commands, and so do
    /// signs of tables that the usual fonts lack. Hidden signs are shown as escapes.
    ///
    /// - Complexity: linear.
    public static func escaped(_ text: String) -> String {
        var result = ""
        var last: Unicode.Scalar?
        for scalar in VisibleText.line(text).unicodeScalars {
            switch scalar {
            case "&", "%", "$", "#", "_", "{", "}":
                result += "\\"
                result.unicodeScalars.append(scalar)
            // Two of them would become one sign: a dash, a quotation mark.
            case "-", "'", "`", ",":
                if last == scalar { result += "{}" }
                result.unicodeScalars.append(scalar)
            default:
                if let command = commands[scalar] { result += command } else { result.unicodeScalars.append(scalar) }
            }
            last = scalar
        }
        return result
    }

    /// Encodes the cells of a row, which ends with a line break. A row that begins with a bracket or a star would be read
    /// as an argument of the line break before it.
    ///
    /// - Parameter cells: in LaTeX already.
    public static func row(_ cells: [String]) -> String {
        let row = cells.joined(separator: " & ")
        let isArgument = row.unicodeScalars.first.map { $0 == "[" || $0 == "*" } ?? false
        return (isArgument ? "{}" : "") + row + #" \\"#
    }

    private static let commands: [Unicode.Scalar: String] = [
        "\\": #"\textbackslash{}"#, "~": #"\textasciitilde{}"#, "^": #"\textasciicircum{}"#, "<": #"\textless{}"#,
        ">": #"\textgreater{}"#, "|": #"\textbar{}"#, "†": #"\dag{}"#, "≥": #"$\ge$"#, "−": "$-$", "×": #"$\times$"#,
        "·": #"$\cdot$"#, "∞": #"$\infty$"#, "Σ": #"$\Sigma$"#, "…": #"\dots{}"#,
    ]
}
