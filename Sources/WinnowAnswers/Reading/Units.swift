/// Units are known by their spellings, each with the symbol that all of them mean.
enum Units {
    /// Finds the symbol of a unit that is written as one word, or as a sign.
    static func symbol(of word: String) -> String? {
        (bySpelling[word] ?? (word.utf8.count > 3 ? bySpelling[word.lowercased()] : nil)).map(name)
    }

    /// A letter is known to be a unit by the command around it: m is a name.
    private static func name(_ symbol: String) -> String {
        symbol.utf8.count == 1 && symbol.unicodeScalars.allSatisfy(\.isASCIILetter) ? "\\text{\(symbol)}" : symbol
    }

    /// Letters that are units also in plain text, where they stand alone behind a number.
    static let plainLetters: Set<String> = ["m", "g", "s", "h", "L"]

    /// True for symbols that units are written with in a normal form.
    static func isUnit(_ symbol: String) -> Bool {
        if symbol.unicodeScalars.count == 1 { return !symbol.unicodeScalars.contains(where: \.isASCIILetter) }
        return symbols.contains(symbol) || symbol.hasPrefix("\\text{") || symbol.hasPrefix("°")
            || symbol.utf8.count >= 3 && symbol.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || $0 == " " }
    }

    /// Words that multiply the number in front of them.
    static let multipliers: [String: Int] = [
        "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
        "trillion": 1_000_000_000_000, "lakh": 100_000, "crore": 10_000_000, "dozen": 12, "millions": 1_000_000,
        "billions": 1_000_000_000, "thousands": 1000, "lakhs": 100_000, "crores": 10_000_000,
        "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000,
        "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "만": 10_000, "억": 100_000_000,
    ]

    private static let bySpelling: [String: String] = {
        var result: [String: String] = [:]
        for (symbol, spellings) in table {
            result[symbol] = symbol
            for spelling in spellings.split(separator: " ") { result[String(spelling)] = symbol }
        }
        return result
    }()

    private static let symbols = Set(table.map(\.0))

    private static let table: [(String, String)] = [
        ("%", "percent pct ％ 퍼센트"), ("°", "degree degrees deg 度"),
        ("USD", "$ dollar dollars USD bucks"), ("EUR", "€ euro euros"), ("GBP", "£ pound_sterling quid"),
        ("¥", "￥"), ("JPY", "yen 円"), ("CNY", "yuan RMB 元 块"), ("INR", "₹ rupee rupees Rs"), ("KRW", "₩ won 원"),
        ("RUB", "₽ rouble roubles ruble rubles"), ("cent", "cents ¢"),
        ("mm", "millimeter millimeters millimetre millimetres 毫米"),
        ("cm", "centimeter centimeters centimetre centimetres 厘米"),
        ("km", "kilometer kilometers kilometre kilometres 千米 公里"), ("m", "meter meters metre metres 米"),
        ("dm", "decimeter decimeters decimetre decimetres 分米"), ("nm", "nanometer nanometers nanometre nanometres"),
        ("ft", "foot feet"), ("inch", "inches in"), ("yd", "yard yards"), ("mile", "miles mi"),
        ("mg", "milligram milligrams"), ("g", "gram grams 克"), ("kg", "kilogram kilograms kgs 千克 公斤"),
        ("lb", "lbs"), ("pound", "pounds"), ("oz", "ounce ounces"), ("ton", "tons"), ("tonne", "tonnes 吨"),
        ("ml", "milliliter milliliters millilitre millilitres mL 毫升"), ("L", "liter liters litre litres 升"),
        ("gal", "gallon gallons"), ("cup", "cups"), ("pint", "pints"), ("quart", "quarts"),
        ("ms", "millisecond milliseconds"), ("s", "second seconds sec secs 秒"),
        ("min", "minute minutes mins 分钟"), ("h", "hour hours hr hrs 小时 時間"), ("day", "days 天 日"),
        ("week", "weeks 周"), ("month", "months"), ("year", "years yr yrs 年 岁"),
        ("mph", "mph"), ("Hz", "hertz"), ("kHz", "kilohertz"), ("MHz", "megahertz"), ("J", "joule joules"),
        ("kJ", "kilojoule kilojoules"), ("cal", "calorie calories"), ("kcal", "kilocalorie kilocalories"),
        ("W", "watt watts"), ("kW", "kilowatt kilowatts"), ("kWh", "kWh"), ("V", "volt volts"),
        ("Pa", "pascal pascals"),
        ("kPa", "kilopascal kilopascals"), ("N", "newton newtons"), ("mol", "mole moles"), ("K", "kelvin kelvins"),
        ("ohm", "ohms Ω"), ("rad", "radian radians"), ("unit", "units"), ("acre", "acres"), ("ha", "hectare hectares"),
        ("amp", "amps ampere amperes"), ("eV", "eV"), ("bit", "bits"), ("byte", "bytes"),
        ("KB", "kilobyte kilobytes"), ("MB", "megabyte megabytes"), ("GB", "gigabyte gigabytes"),
    ]
}
