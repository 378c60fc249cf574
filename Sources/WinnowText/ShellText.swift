/// The words of a POSIX shell are encoded here.
public enum ShellText {
    /// Encodes an argument so that a shell reads it back as one word, byte for byte: as it is where that is safe, else
    /// in single quotes.
    ///
    /// A word with hidden signs is written as `"$(printf -- '…')"` with octal escapes, so that the command can be shown
    /// and copied. One that ends with a line feed cannot be, and is quoted as it is.
    public static func word(_ argument: String) -> String {
        let scalars = argument.unicodeScalars
        if scalars.last != "\n", scalars.contains(where: VisibleText.isHidden) { return printed(argument) }
        let isPlain = !scalars.isEmpty && scalars.allSatisfy(isPlain)
        return isPlain ? argument : quoted(argument)
    }

    /// Encodes an argument in single quotes, whatever it is.
    public static func quoted(_ argument: String) -> String {
        var result = "'"
        for scalar in argument.unicodeScalars {
            if scalar == "'" { result += #"'\''"# } else { result.unicodeScalars.append(scalar) }
        }
        return result + "'"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: "-_./,:=@%+".unicodeScalars.contains(scalar)
        }
    }

    private static func printed(_ argument: String) -> String {
        var format = ""
        for byte in argument.utf8 {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "%"), ..<0x20, 0x7F...:
                let digits = String(byte, radix: 8)
                format += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: format.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return "\"$(printf -- '\(format)')\""
    }
}
