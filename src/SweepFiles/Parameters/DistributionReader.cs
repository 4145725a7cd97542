using Experiments.Contracts.Messages;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>Determines a parameter's distribution, by its name or by the keys that are present, and reads it.</summary>
internal static class DistributionReader
{
    /// <summary>Reads the distribution. Returns null if an error was added.</summary>
    public static Distribution? Read(ParameterSection parameter)
    {
        if (FormOf(parameter) is not { } form) return null;
        foreach (var key in ParameterKeys.All.Where(key => parameter.Keys.Has(key) && !Takes(form, key)))
            parameter.Errors.Add(parameter.Keys.PositionOf(key),
                $"parameter '{parameter.Name}' is {form.Name} and takes no '{key.Name}'{Instead(form, key)}");
        var missing = form.Needs.Where(key => !parameter.Keys.Has(key)).ToArray();
        foreach (var key in missing) parameter.Fail($"is {form.Name} and needs '{key.Name}'");
        return missing.Length > 0 ? null : form.Build(parameter);
    }

    private static DistributionForm? FormOf(ParameterSection parameter)
    {
        var keys = parameter.Keys;
        if (keys.Has(ParameterKeys.Distribution)) return Named(parameter);
        if (keys.Has(ParameterKeys.Value)) return DistributionForms.OneValue;
        if (keys.Has(ParameterKeys.Values)) return DistributionForms.Choice;
        if (keys.Has(ParameterKeys.Min) || keys.Has(ParameterKeys.Max))
            return BothWhole(keys) ? DistributionForms.WholeRange : DistributionForms.RealRange;
        parameter.Fail("needs 'value', 'values', 'min' and 'max', or a 'distribution'");
        return null;
    }

    private static DistributionForm? Named(ParameterSection parameter)
    {
        if (!parameter.Keys.TryGet(ParameterKeys.Distribution, out var name)) return null;
        if (DistributionForms.All.FirstOrDefault(form => form.Name == name) is { } known) return known;
        var names = DistributionForms.All.Select(form => form.Name).ToArray();
        parameter.Errors.Add(parameter.Keys.ValuePositionOf(ParameterKeys.Distribution),
            $"parameter '{parameter.Name}' has the unknown distribution {Quote.Text(name)}{HintOf(name, names)}");
        return null;
    }

    // In other tools, such as Optuna and Ray Tune, the bounds of a log-uniform distribution are values.
    private static string HintOf(string name, IReadOnlyCollection<string> names) =>
        Spelling.Nearest(name, names) is { } near && names.Contains($"{near}_values")
            ? $"; did you mean '{near}_values', whose min and max are values, "
                + $"or '{near}', where they are exponents of e?"
            : Spelling.HintOrList(name, names);

    // Discards errors: building the distribution reads the bounds again and reports them once.
    private static bool BothWhole(Section keys)
    {
        var unheard = new ErrorList("");
        return IsWhole(ParameterKeys.Min) && IsWhole(ParameterKeys.Max);

        bool IsWhole(Key<ParameterValue> key) =>
            keys.ValueOf(key) is { } node && key.Rule.TryRead("", node, unheard, out var bound)
            && bound is ParameterValue.Integer;
    }

    private static bool Takes(DistributionForm form, Key key) =>
        form.Needs.Contains(key) || form.May.Contains(key) || ParameterKeys.Common.Contains(key);

    private static string Instead(DistributionForm form, Key key) =>
        key == ParameterKeys.Q && DistributionForms.All.Any(other => other.Name == $"q_{form.Name}")
            ? $"; write 'distribution: q_{form.Name}'"
            : "";
}
