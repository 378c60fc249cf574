/// A token is a piece of an answer's text.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        case numeral
        /// Letters: a name, several, or a word.
        case word(String)
        /// A LaTeX command without its backslash.
        case command(String)
        case sign(Unicode.Scalar)
        /// A superscript of Unicode, as digits.
        case superscript(String)
        /// `\begin{…}` or `\end{…}`.
        case begin(String)
        case end(String)
    }

    let kind: Kind
    var numeral: Numeral?

    /// The numeral's digits, where it is whole: a command may take the first alone.
    var digits: [Unicode.Scalar] = []

    /// White space stands before it.
    var hasSpace: Bool

    /// It is in words, as by `\text`.
    var isText = false
}

/// Cuts a text into tokens, in one pass.
struct Lexer {
    private let text: [Unicode.Scalar]
    private var place = 0
    private var tokens: [Token] = []
    private var hasSpace = false

    /// The open brackets in which a comma separates.
    private var lists = 0

    /// Each brace that is open: true where it ends a text.
    private var braces: [Bool] = []

    /// - Throws: ``Unreadable`` for a sign that no expression has.
    static func tokens(of text: [Unicode.Scalar]) throws(Unreadable) -> [Token] {
        var lexer = Lexer(text: text)
        try lexer.run()
        return lexer.tokens
    }

    private init(text: [Unicode.Scalar]) {
        self.text = text
    }

    private mutating func append(_ kind: Token.Kind) {
        tokens.append(Token(kind: kind, hasSpace: hasSpace, isText: braces.contains(true)))
        hasSpace = false
    }

    private mutating func run() throws(Unreadable) {
        while place < text.count {
            let scalar = text[place]
            if scalar.isSpacing || scalar == "~" {
                hasSpace = true
                place += 1
            } else if scalar == "\\" {
                try command()
            } else if let numeral = try Numeral.read(text, at: place, inList: lists > 0) {
                let numeral = try recurring(numeral) ?? numeral
                var token = Token(kind: .numeral, numeral: numeral, hasSpace: hasSpace, isText: braces.contains(true))
                if numeral.isWhole { token.digits = Array(text[place..<numeral.end]) }
                tokens.append(token)
                hasSpace = false
                place = numeral.end
            } else if let sign = Self.commands[scalar] {
                append(.command(sign))
                place += 1
            } else if let (top, bottom) = Self.fractions[scalar] {
                try fraction(top, bottom)
            } else if let digit = Self.superscripts[scalar] {
                var digits = digit
                place += 1
                while place < text.count, let next = Self.superscripts[text[place]] {
                    digits += next
                    place += 1
                }
                append(.superscript(digits))
            } else if scalar.isLetter {
                let start = place
                while place < text.count, text[place].isLetter, Self.commands[text[place]] == nil {
                    place += 1
                }
                append(.word(String(String.UnicodeScalarView(text[start..<place]))))
            } else {
                try sign(scalar)
            }
        }
        // A group that never ends is none.
        guard braces.isEmpty else { throw Unreadable() }
        readCrosses()
    }

    /// The x of 6.02 x 10^23 is a sign of multiplication.
    private mutating func readCrosses() {
        for place in tokens.indices.dropFirst().dropLast(2) {
            guard tokens[place].kind == .word("x") || tokens[place].kind == .word("X"), tokens[place].hasSpace,
                tokens[place - 1].numeral != nil, tokens[place + 1].hasSpace, tokens[place + 1].digits == ["1", "0"]
            else { continue }
            switch tokens[place + 2].kind {
            case .sign("^"), .superscript: tokens[place] = Token(kind: .sign("*"), hasSpace: true)
            default: continue
            }
        }
    }

    /// Reads the digits behind a decimal number that repeat for ever: `0.1\overline{6}`.
    private func recurring(_ numeral: Numeral) throws(Unreadable) -> Numeral? {
        var next = numeral.end
        if numeral.isWhole, next < text.count, text[next] == "." { next += 1 }
        let commands = ["\\overline{", "\\overline ", "\\bar{", "\\dot{"].map { Array($0.unicodeScalars) }
        guard let command = commands.first(where: { text[next...].starts(with: $0) }) else { return nil }
        let start = next + command.count
        var end = start
        while end < text.count, text[end].isASCIIDigit { end += 1 }
        guard end > start, end - start <= 20, command.last == " " || end < text.count && text[end] == "}" else {
            throw Unreadable()
        }
        // As many places as stand behind the point.
        let point = text[place..<next].lastIndex(of: ".")
        guard let point, numeral.isWhole == (point == next - 1) else { throw Unreadable() }
        let places = next - 1 - point
        let digits = Rational(try BigInteger(digits: text[start..<end]))
        let ten = BigInteger(10)
        let bottom = try ten.power(places).multiplied(by: ten.power(end - start).adding(BigInteger(-1)))
        let value = try numeral.value.adding(digits.divided(by: Rational(bottom)))
        return Numeral(value: value, end: command.last == " " ? end : end + 1, isWhole: false, hasLeadingZero: false)
    }

    private mutating func sign(_ scalar: Unicode.Scalar) throws(Unreadable) {
        place += 1
        switch scalar {
        case "{":
            braces.append(false)
            append(.sign("{"))
        case "}":
            if braces.popLast() == true {
                hasSpace = true
            } else {
                append(.sign("}"))
            }
        case "(", "[":
            lists += 1
            append(.sign(scalar))
        case ")", "]":
            lists = max(0, lists - 1)
            append(.sign(scalar))
        case "*" where place < text.count && text[place] == "*":
            place += 1
            append(.sign("^"))
        case "<" where place < text.count && text[place] == "=":
            place += 1
            append(.command("le"))
        case ">" where place < text.count && text[place] == "=":
            place += 1
            append(.command("ge"))
        case "!" where place < text.count && text[place] == "=":
            place += 1
            append(.command("ne"))
        case "+", "-", "*", "/", "^", "_", "=", "<", ">", ",", ";", ":", "|", "!", "%", "°", "&", "'", "$", "€", "£",
            "¥", "₹", "₩", "₽", "¢":
            append(.sign(scalar))
        case "·", "⋅", "∙", "×": append(.sign("*"))
        case "÷", "∕", "⁄": append(.sign("/"))
        case "−", "‒", "‐", "‑", "﹣", "➖": append(.sign("-"))
        case "、": append(.sign(","))
        default: throw Unreadable()
        }
    }

    private mutating func fraction(_ top: String, _ bottom: String) throws(Unreadable) {
        place += 1
        for piece in ["\\frac", "{", top, "}", "{", bottom, "}"] {
            for token in try Self.tokens(piece) {
                tokens.append(token)
            }
        }
        hasSpace = false
    }

    private static func tokens(_ piece: String) throws(Unreadable) -> [Token] {
        if piece == "{" || piece == "}" {
            return [Token(kind: .sign(piece == "{" ? "{" : "}"), hasSpace: false)]
        }
        return try tokens(of: Array(piece.unicodeScalars))
    }

    private mutating func command() throws(Unreadable) {
        place += 1
        guard place < text.count else { throw Unreadable() }
        let first = text[place]
        guard first.isASCIILetter else {
            place += 1
            switch first {
            case "\\": append(.command("\\"))
            case "{":
                lists += 1
                append(.command("{"))
            case "}":
                lists = max(0, lists - 1)
                append(.command("}"))
            case "%", "$": append(.sign(first))
            case "|": append(.command("Vert"))
            case "&": append(.sign("&"))
            case ",", ";", ":", "!", " ", ">": hasSpace = true
            case "(", ")", "[", "]": hasSpace = true
            default: throw Unreadable()
            }
            return
        }
        let start = place
        while place < text.count, text[place].isASCIILetter { place += 1 }
        let name = String(String.UnicodeScalarView(text[start..<place]))
        switch name {
        case "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg", "middle":
            // An invisible bracket.
            if place < text.count, text[place] == "." { place += 1 }
        case "quad", "qquad", "displaystyle", "textstyle", "limits", "thinspace", "space", "hspace", "mathstrut":
            hasSpace = true
        case "text", "textbf", "textit", "textrm", "mathrm", "mathbf", "mathit", "mathsf", "mbox", "operatorname", "rm",
            "bf", "emph", "boldsymbol", "bm", "textnormal", "texttt", "textsf":
            while place < text.count, text[place].isSpacing { place += 1 }
            let isWords = name.hasPrefix("text") || name.hasPrefix("mbox") || name == "mathrm" || name == "rm"
            guard place < text.count, text[place] == "{" else {
                hasSpace = true
                return
            }
            place += 1
            if isWords {
                braces.append(true)
                hasSpace = true
            } else {
                braces.append(false)
                append(.sign("{"))
            }
        case "begin", "end":
            guard place < text.count, text[place] == "{", let close = text[place...].firstIndex(of: "}"),
                close - place < 20
            else { throw Unreadable() }
            let environment = String(String.UnicodeScalarView(text[place + 1..<close]))
            place = close + 1
            append(name == "begin" ? .begin(environment) : .end(environment))
        default: append(.command(Self.synonyms[name] ?? name))
        }
    }

    private static let synonyms = [
        "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "leq": "le", "geq": "ge", "neq": "ne", "leqslant": "le",
        "geqslant": "ge", "dbinom": "binom", "tbinom": "binom", "infin": "infty", "degree": "circ", "lbrace": "{",
        "rbrace": "}", "land": "and", "wedge": "and", "lor": "or", "vee": "or", "ast": "cdot", "times": "cdot",
        "varnothing": "emptyset", "lvert": "vert", "rvert": "vert", "mid": "vert", "lg": "lg", "varepsilon": "epsilon",
        "lt": "<", "gt": ">", "colon": ":", "percent": "%", "euro": "€", "pounds": "£", "divisionsymbol": "div",
    ]

    private static let commands: [Unicode.Scalar: String] = [
        "π": "pi", "∞": "infty", "√": "sqrt", "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx", "∈": "in", "∪": "cup",
        "∩": "cap", "±": "pm", "∓": "mp", "∅": "emptyset", "θ": "theta", "α": "alpha", "β": "beta", "γ": "gamma",
        "δ": "delta", "λ": "lambda", "μ": "mu", "σ": "sigma", "φ": "phi", "ω": "omega", "ρ": "rho", "τ": "tau",
        "⌊": "lfloor", "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil", "∛": "cbrt", "⩽": "le", "⩾": "ge",
        "∖": "setminus",
    ]

    private static let superscripts: [Unicode.Scalar: String] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
        "ⁿ": "n",
    ]

    private static let fractions: [Unicode.Scalar: (String, String)] = [
        "½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4"), "⅕": ("1", "5"),
        "⅖": ("2", "5"), "⅗": ("3", "5"), "⅘": ("4", "5"), "⅙": ("1", "6"), "⅚": ("5", "6"), "⅛": ("1", "8"),
        "⅜": ("3", "8"), "⅝": ("5", "8"), "⅞": ("7", "8"),
    ]
}
