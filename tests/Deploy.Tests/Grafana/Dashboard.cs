using System.Text.Json;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Grafana;

/// <summary>A dashboard, as Grafana reads it.</summary>
internal sealed record Dashboard(string File, JsonElement Root)
{
    private static readonly string Folder = Repository.PathOf("deploy", "grafana", "dashboards");

    public static TheoryData<string> Files { get; } = [.. Directory.GetFiles(Folder, "*.json")
        .Select(file => Path.GetFileName(file)).Order()];

    public string Uid => Root.GetProperty("uid").GetString()!;

    public IEnumerable<JsonElement> Panels => Root.GetProperty("panels").EnumerateArray();

    public IEnumerable<JsonElement> Variables => Root.GetProperty("templating").GetProperty("list").EnumerateArray();

    public static Dashboard Read(string file) =>
        new(file, JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, file))).RootElement);

    public static IEnumerable<Dashboard> All() => Files.Select(row => Read(row.Data));

    /// <summary>Returns every value of a property with this name, at any depth.</summary>
    public IEnumerable<JsonElement> Everywhere(string property) => Everywhere(Root, property);

    private static IEnumerable<JsonElement> Everywhere(JsonElement element, string property) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Everywhere(item, property)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals(property) ? [member.Value] : Everywhere(member.Value, property)),
        _ => [],
    };
}
