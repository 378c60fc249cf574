/// The fields of comma-separated values (RFC 4180) are encoded here.
public enum CSVText {
    /// Encodes one field: quoted where a reader would otherwise end it too early, quotes doubled.
    ///
    /// - Parameter spreadsheet: whether a text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`,
    ///   `@`, a tab or a carriage return) gets an apostrophe in front, so that it is shown and not computed. The field
    ///   then no longer reads back as it was.
    ///
    /// Source for the formulas: OWASP, "CSV Injection".
    public static func field(_ text: String, spreadsheet: Bool = false) -> String {
        let scalars = text.unicodeScalars
        let isFormula = spreadsheet && scalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let content = isFormula ? "'" + text : text
        guard scalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return content }
        var result = "\""
        for scalar in content.unicodeScalars {
            if scalar == "\"" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
