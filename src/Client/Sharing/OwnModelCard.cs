using Experiments.Client.Looking;

namespace Experiments.Client.Sharing;

/// <summary>The part of a <see cref="ModelCard"/> that explains how to load a user-defined module.</summary>
internal static class OwnModelCard
{
    /// <summary>Returns how to load the module, and its parameters with their shapes.</summary>
    public static IEnumerable<string> OfModel(OwnModel own)
    {
        yield return "## Load it";
        yield return "";
        yield return $"The module is made by `{own.Module.Type}`. With TorchSharp, make it with the parameters "
            + "above, then:";
        yield return "";
        yield return "```csharp";
        yield return "module.load(\"model.dat\");";
        yield return "module.eval();";
        yield return "```";
        yield return "";
        yield return "In PyTorch, write the same module and load its state with "
            + "`load_state_dict(load_file(\"model.safetensors\"))`:";
        yield return "";
        yield return "| parameter | shape |";
        yield return "|---|---|";
        foreach (var (name, shape) in own.Module.Parameters)
            yield return $"| `{name}` | [{string.Join(", ", shape)}] |";
        yield return "";
    }
}
