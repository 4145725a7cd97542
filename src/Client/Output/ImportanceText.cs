using System.Collections.Immutable;
using System.Globalization;
using Experiments.Search.Importance;

namespace Experiments.Client.Output;

/// <summary>Formats the importance of parameters as text: a line for each, with its share.</summary>
internal static class ImportanceText
{
    public static string Format(ImmutableArray<(string Parameter, double Share)> importance) =>
        importance.IsEmpty ? $"needs {ParameterImportance.FewestTrials} completed trials"
        : importance.All(parameter => parameter.Share == 0) ? "no parameter matters more than chance"
        : string.Join('\n', importance.Select(Line));

    private static string Line((string Parameter, double Share) parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * parameter.Share,3:0} % {parameter.Parameter}");
}
