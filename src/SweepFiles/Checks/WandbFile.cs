using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>Recognises sweep files that were written for W&amp;B.</summary>
internal static class WandbFile
{
    private static readonly string[] Methods = ["grid", "random", "bayes"];

    /// <summary>
    /// Whether W&amp;B would read the file: it names a program and a method of W&amp;B's, and has no key that W&amp;B
    /// lacks. The program of such a file has always found a package <c>wandb</c>, since W&amp;B's agent needs it, too.
    /// </summary>
    public static bool IsOne(Section keys) =>
        keys.Has(ProgramKeys.Program) && keys.HasOnly(SweepKeys.KnownToWeightsAndBiases)
        && keys.ValueOf(SweepKeys.Method) is Node.Scalar { Text: var method } && Methods.Contains(method);
}
