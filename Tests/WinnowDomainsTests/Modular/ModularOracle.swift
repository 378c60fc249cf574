/// An evaluation of a program's text that shares nothing with the domains: it reads the words of a specification.
enum ModularOracle {
    /// The value of a chain such as `53; +9; *s1`.
    static func value(ofChain text: String) -> Int {
        let words = text.split(separator: ";").map { $0.filter { $0 != " " } }
        return run(Array(words.dropFirst()), from: Int(words[0])!)
    }

    /// The starts that lead to the result of a program such as `?; +9; *9 > 3`.
    static func starts(ofUnchain text: String) -> [Int] {
        let sides = text.split(separator: ">").map { $0.filter { $0 != " " } }
        let words = sides[0].split(separator: ";").map(String.init).filter { $0 != "?" }
        return (0...96).filter { run(words, from: $0) == Int(sides[1])! }
    }

    private static func run(_ words: [String], from start: Int) -> Int {
        var history = [start]
        for word in words {
            let operand = word.dropFirst()
            let right = operand.first == "s" ? history[Int(operand.dropFirst())!] : Int(operand)!
            let left = history.last!
            switch word.first! {
            case "+": history.append((left + right) % 97)
            case "-": history.append((left - right + 970) % 97)
            default: history.append(left * right % 97)
            }
        }
        return history.last!
    }
}
