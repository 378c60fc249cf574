import CCrypto
public import Foundation

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece, computed by OpenSSL's libcrypto. Its pointers stay in this
/// module. A copy goes on by itself, as with every value.
public struct SHA256 {
    private var context = Context()

    public init() {}

    /// Adds bytes behind those that were added before.
    public mutating func update(_ data: Data) {
        own()
        context.update(data)
    }

    /// Adds bytes behind those that were added before.
    public mutating func update(_ bytes: [UInt8]) {
        own()
        context.update(bytes)
    }

    /// The 32 bytes of the hash of all that was added; more can be added afterwards.
    public var value: [UInt8] { Context(copying: context).finish() }

    /// Makes the context this value's alone.
    private mutating func own() {
        if !isKnownUniquelyReferenced(&context) { context = Context(copying: context) }
    }
}

/// The state of a computation, freed with the last value that refers to it.
@safe private final class Context {
    private let state: OpaquePointer

    init() {
        unsafe state = Self.allocated()
        Self.check(unsafe EVP_DigestInit_ex(state, EVP_sha256(), nil))
    }

    init(copying other: Context) {
        unsafe state = Self.allocated()
        Self.check(unsafe EVP_MD_CTX_copy_ex(state, other.state))
    }

    deinit { unsafe EVP_MD_CTX_free(state) }

    func update(_ bytes: some ContiguousBytes) {
        Self.check(unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(state, $0.baseAddress, $0.count) })
    }

    /// Ends the computation, after which nothing can be added.
    func finish() -> [UInt8] {
        var value = [UInt8](repeating: 0, count: 32)
        Self.check(
            unsafe value.withUnsafeMutableBytes { bytes in
                unsafe EVP_DigestFinal_ex(state, bytes.bindMemory(to: UInt8.self).baseAddress, nil)
            })
        return value
    }

    private static func allocated() -> OpaquePointer {
        guard let state = unsafe EVP_MD_CTX_new() else { fatalError("out of memory") }
        return unsafe state
    }

    /// These calls fail only where memory is short or the library has no SHA-256, and nothing can go on without it.
    private static func check(_ status: Int32) {
        precondition(status == 1, "libcrypto cannot compute SHA-256")
    }
}
