import WinnowDomains
import WinnowModel

/// What a folder of a generator's checkpoints is of.
struct TrainingSettings: TrainingClaim {
    var domain: String
    var style: CompletionStyle
    var configuration: ModelConfiguration
    var recipe: TrainingRecipe
}
