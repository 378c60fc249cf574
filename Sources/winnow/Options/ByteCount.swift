import ArgumentParser
import WinnowBounds

/// A number of bytes as people type it: `1000`, `64M`, `2GiB`, in binary units.
struct ByteCount: ExpressibleByArgument, Hashable, Sendable {
    let bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        let powers = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40]
        var unit = argument.dropFirst(digits.count).lowercased()
        for ending in ["ib", "b"] where unit.hasSuffix(ending) {
            unit = String(unit.dropLast(ending.count))
            break
        }
        guard let number = Int(digits), number > 0, let power = powers[unit] else { return nil }
        bytes = number.multipliedClamped(by: 1 << power)
    }

    var defaultValueDescription: String { Bound.bytes(bytes) }
}
