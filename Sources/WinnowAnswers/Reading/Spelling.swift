/// Makes the key of an answer that is no expression: its own text, with white space and marks that say nothing taken
/// out.
enum Spelling {
    private static let commands = [
        "left", "right", "displaystyle", "big", "Big", "bigl", "bigr", "quad", "qquad", "textstyle",
    ]

    private static let words: Set<String> = [
        "text", "textbf", "textit", "mathrm", "mathbf", "mbox", "textrm", "mathit", "textsf", "operatorname",
    ]

    /// Takes time linear in the text.
    ///
    /// - Parameter text: not empty.
    /// - Returns: the text itself, where nothing but marks is in it.
    static func key(of text: [Unicode.Scalar]) -> String {
        let spelling = spelling(of: text)
        return spelling.isEmpty ? String(String.UnicodeScalarView(text)) : spelling
    }

    private static func spelling(of text: [Unicode.Scalar]) -> String {
        let isLaTeX = text.contains("\\")
        var result: [Unicode.Scalar] = []
        var isSpaced = false
        var braces: [Bool] = []
        var place = 0
        func append(_ scalar: Unicode.Scalar) {
            if isSpaced, let last = result.last {
                // White space means nothing in formulas but between words.
                if !isLaTeX || isWord(last) && isWord(scalar) { result.append(" ") }
            }
            isSpaced = false
            result.append(scalar)
        }
        while place < text.count {
            let scalar = text[place]
            place += 1
            if scalar.isSpacing || isLaTeX && scalar == "~" {
                isSpaced = true
            } else if scalar == "\\" {
                let start = place
                while place < text.count, text[place].isASCIILetter { place += 1 }
                let name = String(String.UnicodeScalarView(text[start..<place]))
                if name.isEmpty {
                    guard place < text.count else { return finished(result + ["\\"]) }
                    let next = text[place]
                    place += 1
                    if ",;:! ".unicodeScalars.contains(next) {
                        isSpaced = true
                    } else if next == "$" || next == "%" {
                        append(next)
                    } else {
                        append("\\")
                        result.append(next)
                    }
                } else if commands.contains(name) {
                    isSpaced = isSpaced || name.hasSuffix("quad")
                } else if words.contains(name), place < text.count, text[place] == "{", closesLater(braces) {
                    place += 1
                    braces.append(true)
                    isSpaced = true
                } else {
                    append("\\")
                    result += name.replacing("dfrac", with: "frac").replacing("tfrac", with: "frac").unicodeScalars
                }
            } else if scalar == "{" {
                braces.append(false)
                append(scalar)
            } else if scalar == "}", braces.popLast() == true {
                isSpaced = true
            } else {
                append(scalar)
            }
        }
        // A brace that is never closed is part of the text.
        return braces.contains(true) ? String(String.UnicodeScalarView(text)) : finished(result)
    }

    private static func closesLater(_ braces: [Bool]) -> Bool { braces.count < 1000 }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLetter || scalar.isASCIIDigit
    }

    /// Several words of capitals alone, such as NO SOLUTION, one of them longer than names of points are.
    private static func isShouted(_ text: [Unicode.Scalar]) -> Bool {
        text.contains(" ") && text.allSatisfy { $0 == " " || ("A"..."Z").contains($0) }
            && text.split(separator: " ").contains { $0.count >= 4 }
    }

    /// Words of three letters and more that begin with a capital are the same words without it.
    private static func finished(_ scalars: [Unicode.Scalar]) -> String {
        var result: [Unicode.Scalar] = []
        var place = 0
        while place < scalars.count {
            let start = place
            while place < scalars.count, scalars[place].isASCIILetter { place += 1 }
            let word = scalars[start..<place]
            let isCapitalised =
                (word.count >= 3 || word.elementsEqual("No".unicodeScalars))
                && (word.first.map { ("A"..."Z").contains($0) } ?? false)
                && word.dropFirst().allSatisfy { ("a"..."z").contains($0) }
                && (start == 0 || scalars[start - 1] != "\\")
            if isCapitalised, let first = word.first, let lower = Unicode.Scalar(first.value + 32) {
                result.append(lower)
                result += word.dropFirst()
            } else {
                result += word
            }
            if place < scalars.count, place == start {
                result.append(scalars[place])
                place += 1
            }
        }
        let text = String(String.UnicodeScalarView(result))
        if isShouted(result) { return text.lowercased() }
        // Bytes are compared: strings would be put into a normal form first, however long they are.
        let words = ["YES", "NO", "No", "TRUE", "FALSE", "NONE"]
        return words.contains { $0.utf8.elementsEqual(text.utf8) } ? text.lowercased() : text
    }
}
