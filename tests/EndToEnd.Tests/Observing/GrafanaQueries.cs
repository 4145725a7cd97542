using System.Text.Json;
using System.Text.RegularExpressions;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>The queries of a deployed dashboard, with its variables replaced as in Grafana.</summary>
public sealed class GrafanaQueries
{
    private readonly JsonElement _root;
    private readonly Dictionary<string, IReadOnlyList<string>> _variables = [];

    private GrafanaQueries(JsonElement root) => _root = root;

    public static IEnumerable<GrafanaQueries> All() =>
        Directory.GetFiles(Programs.FileOf("deploy", "grafana", "dashboards"), "*.json")
            .Order().Select(file => new GrafanaQueries(JsonDocument.Parse(File.ReadAllText(file)).RootElement));

    public string Title => _root.GetProperty("title").GetString()!;

    /// <summary>
    /// Returns the variables in order: the name, whether the query is SQL, and the query with the earlier variables
    /// replaced.
    /// </summary>
    public IEnumerable<(string Name, bool IsSql, string Query)> Variables()
    {
        foreach (var variable in _root.GetProperty("templating").GetProperty("list").EnumerateArray())
        {
            var query = variable.GetProperty("query");
            var text = query.ValueKind == JsonValueKind.String
                ? query.GetString()!
                : query.GetProperty("query").GetString()!;
            yield return (variable.GetProperty("name").GetString()!, query.ValueKind == JsonValueKind.String,
                Fill(text));
        }
    }

    /// <summary>Sets the selected values of a variable.</summary>
    public void Choose(string variable, IReadOnlyList<string> values) => _variables[variable] = values;

    /// <summary>Returns the PromQL queries of all panels.</summary>
    public IEnumerable<string> PromQl() => Targets("expr");

    /// <summary>Returns the SQL queries of all panels.</summary>
    public IEnumerable<string> Sql() => Targets("rawSql");

    private IEnumerable<string> Targets(string property) =>
        from panel in _root.GetProperty("panels").EnumerateArray()
        where panel.TryGetProperty("targets", out _)
        from target in panel.GetProperty("targets").EnumerateArray()
        where target.TryGetProperty(property, out _)
        select Fill(target.GetProperty(property).GetString()!);

    // ${name:csv} stands for all selected values, ${name} and $name for the first, since the panel repeats for each
    // value.
    private string Fill(string text)
    {
        foreach (var (name, values) in _variables)
        {
            text = text.Replace($"${{{name}:csv}}", string.Join(',', values));
            text = Regex.Replace(text, $@"\$\{{{name}\}}|\${name}\b", values[0]);
        }

        return text;
    }
}
