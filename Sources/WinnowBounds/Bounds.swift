/// A bound limits what is taken from a file, a server, a program or an option, and says what happens beyond it.
public struct Bound: Hashable, Sendable {
    /// The subject is limited, in the words of a table's row.
    public let subject: String

    /// No value is greater than this one.
    public let limit: Int

    /// The limit is in this unit: bytes are written with their binary unit.
    public let unit: Unit

    /// This happens to what exceeds it.
    public let consequence: String

    /// A user raises it so; nil where nobody needs to.
    public let option: String?

    public enum Unit: Hashable, Sendable {
        case bytes
        case count(String)
        case seconds
    }
}

/// Every limit on foreign input is stated here once: code refers to these, and the documentation's table is made of
/// them.
public enum Bounds {
    /// A record may have so many bytes: a line, an element of a JSON list, a YAML file, an unpacked member of an
    /// archive, one log.
    public static let record = Bound(
        subject: "a record: a line, an element of a JSON list, a document, an unpacked member of an archive",
        limit: 64 << 20, unit: .bytes, consequence: "left out and listed; a file that is one record is refused",
        option: "import --largest-record")

    /// An archive may unpack to so many times its size, besides one ``record``.
    public static let ratio = Bound(
        subject: "what an archive unpacks to, beyond one record, against its size", limit: 200, unit: .count("times"),
        consequence: "the file is refused", option: "import --largest-record")

    /// A record may have so many values: every null, truth value, number, string, list and object of JSON or YAML
    /// counts, aliases expanded.
    public static let values = Bound(
        subject: "values in a record (YAML's aliases count as what they stand for)", limit: 4_000_000,
        unit: .count("values"), consequence: "left out and listed", option: nil)

    /// Values may be nested so deep.
    public static let depth = Bound(
        subject: "nested lists and objects of JSON and YAML", limit: 200, unit: .count("levels"),
        consequence: "left out and listed", option: nil)

    /// The directory of an archive may have so many members.
    public static let members = Bound(
        subject: "members of an archive", limit: 1_000_000, unit: .count("members"), consequence: "the file is refused",
        option: nil)

    /// The body of a server's answer may have so many bytes, unpacked.
    public static let body = Bound(
        subject: "the body of a server's answer, unpacked", limit: 64 << 20, unit: .bytes,
        consequence: "the request fails and is not asked again; a smaller `--per-request` asks for less", option: nil)

    /// A line that a judging program writes may have so many bytes.
    public static let toolLine = Bound(
        subject: "a line that a verifier's or scorer's program writes", limit: 8 << 20, unit: .bytes,
        consequence: "the program is ended, the candidate undecided", option: nil)

    /// A line of a file of problems, prompts, traces or a template may have so many bytes.
    public static let textLine = Bound(
        subject: "a line of a file of problems, prompts, examples or traces", limit: 64 << 20, unit: .bytes,
        consequence: "the file is refused with the line's number", option: nil)

    /// A backtracking regular expression may try so much on one completion.
    public static let patternSteps = Bound(
        subject: "the engine's steps of `regex:PATTERN` on one completion", limit: 1_000,
        unit: .count("times 10,000"),
        consequence: "the completion has no answer", option: nil)

    /// Lists of PDDL may be nested so deep.
    public static let planNesting = Bound(
        subject: "nested lists of PDDL", limit: 100, unit: .count("levels"), consequence: "the file is refused",
        option: nil)

    /// A plan's validation may look at so many atoms and types.
    public static let planWork = Bound(
        subject: "atoms and types that the validation of one plan looks at", limit: 50_000_000, unit: .count("looks"),
        consequence: "the validator does not decide", option: nil)

    /// Nobody may ask for a longer wait.
    public static let wait = Bound(
        subject: "time limits and pauses, asked for by options or servers", limit: 7 * 24 * 3600, unit: .seconds,
        consequence: "longer ones, also `inf`, are cut to it", option: nil)

    /// A price of something may be so high, in any unit of money.
    public static let price = Bound(
        subject: "prices and budgets", limit: 1_000_000_000_000, unit: .count("units"),
        consequence: "the call is refused", option: nil)

    /// One completion or prompt may have so many tokens.
    public static let tokens = Bound(
        subject: "tokens that a file, server or program counts for one sample or call", limit: 1_000_000_000_000,
        unit: .count("tokens"), consequence: "the count is left out and the sample stays", option: nil)

    /// The list has all of them, in the order of the documentation's table.
    public static let all = [
        record, ratio, values, depth, members, body, toolLine, textLine, patternSteps, planNesting,
        planWork, wait, price, tokens,
    ]
}

extension Bound: CustomStringConvertible {
    /// The description is the limit with its unit: `64 MiB`, `200 levels`, `7 days`.
    public var description: String {
        switch unit {
        case .bytes: Self.bytes(limit)
        case .count(let noun): "\(Self.grouped(limit)) \(noun)"
        case .seconds: limit % 86_400 == 0 ? "\(limit / 86_400) days" : "\(limit) s"
        }
    }

    /// Writes a number of bytes with the greatest binary unit that divides it.
    public static func bytes(_ count: Int) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var (count, unit) = (count, 0)
        while count >= 1024, count % 1024 == 0, unit + 1 < units.count { (count, unit) = (count / 1024, unit + 1) }
        return "\(count) \(units[unit])"
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
