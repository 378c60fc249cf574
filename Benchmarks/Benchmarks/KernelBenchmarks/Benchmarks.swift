import Benchmark

/// The kernels at the shapes of the models, in the order of a token's way through a layer.
let benchmarks: @Sendable () -> Void = {
    registerNorms()
    registerProducts()
    registerRotations()
    registerAttention()
    registerDecodeAttention()
    registerGates()
    registerSoftmax()
    registerOptimizer()
}
