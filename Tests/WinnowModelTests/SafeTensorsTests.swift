import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct SafeTensorsTests {
    static let example = SafeTensors(
        tensors: [
            "a": .init(shape: [2, 3], values: [1, -2, 0.1, .leastNonzeroMagnitude, -0.0, 3e38]),
            "b.weight": .init(shape: [1], values: [7]), "empty": .init(shape: [4, 0], values: []),
            "scalar": .init(shape: [], values: [5]),
        ], metadata: ["format": "pt", "note": "\"quoted\" / ünicode"])

    /// A file of a given header and body.
    static func file(_ header: String, body: Int, claim: UInt64? = nil) -> Data {
        var data = Data()
        let length = claim ?? UInt64(header.utf8.count)
        for byte in 0..<8 { data.append(UInt8(truncatingIfNeeded: length >> UInt64(8 * byte))) }
        return data + Data(header.utf8) + Data(repeating: 0, count: body)
    }

    @Test("float32 comes back bit for bit, with shapes and metadata")
    func roundTrip() throws {
        let data = try Self.example.data(.float32)
        let read = try SafeTensors(data)
        #expect(read.metadata == Self.example.metadata)
        #expect(Set(read.tensors.keys) == Set(Self.example.tensors.keys))
        for (name, tensor) in Self.example.tensors {
            #expect(read.tensors[name]?.shape == tensor.shape)
            #expect(read.tensors[name]?.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
        }
        #expect(try read.data(.float32) == data)
    }

    @Test("the file has the published layout: length, sorted JSON padded to 8 bytes, data little-endian")
    func layout() throws {
        let file = try SafeTensors(tensors: ["x": .init(shape: [1, 2], values: [1, -2])]).data(.float32)
        let json = #"{"x":{"data_offsets":[0,8],"dtype":"F32","shape":[1,2]}}"#
        #expect(json.utf8.count % 8 == 0)
        var expected = Self.file(json, body: 0)
        expected.append(contentsOf: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
        #expect(file == expected)
    }

    @Test(
        "bfloat16 is the nearest of the shorter numbers, ties to even",
        arguments: [
            (0x3F80_0000, 0x3F80), (0x3F80_7FFF, 0x3F80), (0x3F80_8000, 0x3F80), (0x3F80_8001, 0x3F81),
            (0x3F81_8000, 0x3F82), (0xBF81_8000, 0xBF82), (0x7F7F_FFFF, 0x7F80), (0x7F80_0000, 0x7F80),
            (0x0000_0001, 0x0000), (0x8000_0000, 0x8000), (0x7F80_0001, 0x7FC0), (0x3FFF_FFFF, 0x4000),
        ] as [(UInt32, UInt16)])
    func bfloat16(bits: UInt32, expected: UInt16) {
        #expect(SafeTensors.bfloat16(Float(bitPattern: bits)) == expected)
    }

    @Test("a bfloat16 file holds the rounded numbers, each within 2^-8 of its value, and rounds no further")
    func bfloat16File() throws {
        var random = CounterRandom(key: 41)
        let values = (0..<500).map { _ in Float(random.standardNormal()) }
        let read = try SafeTensors(SafeTensors(tensors: ["x": .init(shape: [500], values: values)]).data(.bfloat16))
        let rounded = try #require(read.tensors["x"]).values
        for (value, near) in try pairs(values, rounded) { #expect(abs(near - value) <= abs(value) / 256) }
        #expect(try nonEmpty(rounded).allSatisfy { $0.bitPattern & 0xFFFF == 0 })
        #expect(try SafeTensors(read.data(.bfloat16)).tensors["x"]?.values == rounded)
    }

    @Test("a file cut at any length is refused")
    func truncated() throws {
        let data = try Self.example.data(.float32)
        for length in 0..<data.count {
            #expect(throws: ModelError.self) { try SafeTensors(data.prefix(length)) }
        }
        #expect(throws: ModelError.self) { try SafeTensors(data + Data([0])) }
        // A slice of a larger buffer is read from its own beginning.
        #expect(try SafeTensors((Data([1, 2, 3]) + data).dropFirst(3)).tensors.count == 4)
    }

    static let hostile: [(String, Data)] = [
        ("empty", Data()), ("no header", file("", body: 0)), ("header not JSON", file("{nope", body: 0)),
        ("header an array", file("[]", body: 0)), ("length beyond the file", file("{}", body: 0, claim: 3)),
        ("length of 2^63", file("{}", body: 0, claim: 1 << 63)),
        ("length of 2^64 - 1", file("{}", body: 0, claim: .max)),
        ("length too short", file("{}  ", body: 0, claim: 1)),
        ("deep nesting", file(String(repeating: "[", count: 100_000), body: 0)),
        ("data without a tensor", file("{}", body: 4)),
        ("unknown type", file(#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, body: 8)),
        ("beyond the file", file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, body: 4)),
        ("offsets backwards", file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, body: 4)),
        ("negative offset", file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-4,4]}}"#, body: 4)),
        (
            "huge offsets",
            file(
                #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775800,9223372036854775804]}}"#, body: 4)
        ),
        ("one offset", file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}"#, body: 4)),
        ("shape too large", file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, body: 4)),
        ("negative shape", file(#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, body: 4)),
        (
            "bytes of the shape overflow",
            file(#"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#, body: 0)
        ),
        (
            "shape overflows",
            file(
                #"{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}"#,
                body: 4)
        ),
        ("number beyond Int", file(#"{"a":{"dtype":"F32","shape":[1e300],"data_offsets":[0,4]}}"#, body: 4)),
        ("fraction", file(#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, body: 4)),
        (
            "same bytes twice",
            file(
                #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
                body: 8)
        ),
        (
            "overlap of the right total",
            file(
                #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"c":{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}"#,
                body: 16)
        ),
        (
            "gap",
            file(
                #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
                body: 12)
        ),
        ("bytes before the first", file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, body: 8)),
        ("texts under a tensor's name", file(#"{"a":{"x":"y"}}"#, body: 0)),
        ("a tensor as metadata", file(#"{"__metadata__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, body: 4)),
    ]

    @Test("hostile files are refused", arguments: hostile)
    func hostileFile(name: String, data: Data) {
        #expect(throws: ModelError.self) { try SafeTensors(data) }
    }

    @Test("thousands of tensors that all claim the same bytes are refused before any is read")
    func amplification() {
        let entries = (0..<5000).map { #""t\#($0)":{"dtype":"BF16","shape":[500000],"data_offsets":[0,1000000]}"# }
        let file = Self.file("{" + entries.joined(separator: ",") + "}", body: 1_000_000)
        #expect(throws: ModelError.self) { try SafeTensors(file) }
    }

    @Test("2,000 random mutations are read or refused, and what is read fills the file")
    func mutations() throws {
        let data = try Self.example.data(.float32)
        var random = CounterRandom(key: 42)
        var read = 0
        for _ in 0..<2000 {
            var bytes = [UInt8](data)
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            // The initialiser's typed error says that nothing but a ModelError comes out.
            guard let file = try? SafeTensors(Data(bytes)) else { continue }
            read += 1
            #expect(try nonEmpty(file.tensors.values).allSatisfy { $0.shape.reduce(1, *) == $0.values.count })
        }
        #expect((1..<2000).contains(read))
    }
}
