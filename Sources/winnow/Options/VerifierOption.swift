import ArgumentParser

/// The verifier whose stored verdicts strategies read.
struct VerifierOption: ParsableArguments {
    @Option(
        name: .customLong("verifier"),
        help: ArgumentHelp(
            "Read the verdicts of this verifier, such as dial:fpr=0.1,per=candidate,seed=1,tpr=0.9; see winnow dial. "
                + "(default: the domain's own, or the only one; see winnow list judges)", valueName: "name"))
    var name: String?
}
