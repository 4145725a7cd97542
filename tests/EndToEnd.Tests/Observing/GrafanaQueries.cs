using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Machines;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>What a deployed dashboard asks its data sources, with its variables filled in as Grafana would.</summary>
public sealed class GrafanaQueries
{
    private readonly JsonElement _root;
    private readonly Dictionary<string, IReadOnlyList<string>> _variables = [];

    private GrafanaQueries(JsonElement root) => _root = root;

    public static IEnumerable<GrafanaQueries> All() => Directory.GetFiles(Programs.FileOf("deploy", "grafana", "dashboards"), "*.json")
        .Order().Select(file => new GrafanaQueries(JsonDocument.Parse(File.ReadAllText(file)).RootElement));

    public string Title => _root.GetProperty("title").GetString()!;

    /// <summary>Variables in their order: name, where it is asked, and the query, those before it filled in.</summary>
    public IEnumerable<(string Name, bool IsSql, string Query)> Variables()
    {
        foreach (var variable in _root.GetProperty("templating").GetProperty("list").EnumerateArray())
        {
            var query = variable.GetProperty("query");
            var text = query.ValueKind == JsonValueKind.String ? query.GetString()! : query.GetProperty("query").GetString()!;
            yield return (variable.GetProperty("name").GetString()!, query.ValueKind == JsonValueKind.String, Fill(text));
        }
    }

    /// <summary>Chooses the values of a variable.</summary>
    public void Choose(string variable, IReadOnlyList<string> values) => _variables[variable] = values;

    /// <summary>The PromQL of all panels.</summary>
    public IEnumerable<string> PromQl() => Targets("expr");

    /// <summary>The SQL of all panels.</summary>
    public IEnumerable<string> Sql() => Targets("rawSql");

    private IEnumerable<string> Targets(string property) =>
        from panel in _root.GetProperty("panels").EnumerateArray()
        where panel.TryGetProperty("targets", out _)
        from target in panel.GetProperty("targets").EnumerateArray()
        where target.TryGetProperty(property, out _)
        select Fill(target.GetProperty(property).GetString()!);

    // ${name:csv} is all chosen values; ${name} and $name the first, for whose panel is repeated for each.
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
