import Foundation
import Testing

@testable import WinnowModel

struct StoredNumberTests {
    @Test("every half-precision number is widened exactly, zeros, subnormals, infinities and NaN included")
    func halves() {
        for half in UInt16.min...UInt16.max {
            let found = StoredNumber.widened(half: UInt32(half))
            // The value by its definition: sign, five bits of exponent, ten of fraction.
            let (exponent, fraction) = (Int(half >> 10) & 31, Float(half & 0x3FF))
            let magnitude: Float =
                switch exponent {
                case 0: fraction * 0x1p-24
                case 31: fraction == 0 ? .infinity : .nan
                default: (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
                }
            if magnitude.isNaN {
                #expect(found.isNaN)
            } else {
                #expect(found.bitPattern == (half >> 15 == 1 ? -magnitude : magnitude).bitPattern)
            }
        }
    }

    @Test(
        "numbers are put in their place, and one that is not finite is noticed wherever it is",
        arguments: [StoredNumber.float32, .bfloat16, .float16])
    func finiteness(type: StoredNumber) {
        let patterns: (one: [UInt8], infinity: [UInt8]) =
            switch type {
            case .float32: ([0, 0, 0x80, 0x3F], [0, 0, 0x80, 0xFF])
            case .bfloat16: ([0x80, 0x3F], [0x80, 0xFF])
            case .float16: ([0, 0x3C], [0, 0xFC])
            }
        for bad in [nil, 0, 1, 17, 99] as [Int?] {
            var values = [Float](repeating: 7, count: 110)
            let bytes: [UInt8] = (0..<100).flatMap { (index: Int) in index == bad ? patterns.infinity : patterns.one }
            #expect(type.widen(Data(bytes), into: &values, at: 5) == (bad == nil))
            #expect(values[..<5] == [7, 7, 7, 7, 7] && values[105...] == [7, 7, 7, 7, 7])
            for index in 0..<100 {
                let expected: Float = index == bad ? -.infinity : 1
                #expect(values[index + 5] == expected)
            }
        }
    }

    @Test("tensors larger than a piece of the file are read whole")
    func pieces() throws {
        let values = (0..<700_001).map { Float($0) }
        try Tiny.withFolder { folder in
            let url = folder.appending(path: "large.safetensors")
            try SafeTensors(tensors: ["a": .init(shape: [700_001], values: values)]).data(.float32).write(to: url)
            #expect(try SafeTensors(contentsOf: url).tensors["a"]?.values == values)
        }
    }
}
