using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;
using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.Serialization;

namespace Experiments.Deploy.Tests.Grafana;

public sealed partial class DashboardTests
{
    private static readonly string Schemas = Repository.PathOf("tests", "Deploy.Tests", "Grafana", "Schemas");

    /// <summary>The variables that Grafana defines.</summary>
    private static readonly string[] BuiltIn = ["__all", "__value.raw", "__rate_interval", "__interval"];

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public async Task Json_OfDashboard_IsValidAgainstGrafanasSchema(string file) =>
        (await ProblemsAsync(Dashboard.Read(file).Root, "dashboard.json")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public async Task Options_OfEachPanel_AreValidAgainstThePanelsOwnSchema(string file)
    {
        foreach (var panel in Drawn(Dashboard.Read(file)))
            (await ProblemsAsync(
                panel.GetProperty("options"), $"panel-{panel.GetProperty("type").GetString()}.json")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Schema_OfADashboardWithAMisspeltKey_RefusesIt()
    {
        var text = Dashboard.Read("sweep.json").Root.GetRawText().Replace("\"gridPos\"", "\"gridPosition\"");

        (await ProblemsAsync(JsonDocument.Parse(text).RootElement, "dashboard.json")).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void Panels_OfDashboard_LieWithinTheGridAndNoneOnAnother(string file)
    {
        var places = Dashboard.Read(file).Panels.Select(Place).ToList();

        places.ShouldAllBe(place => place.X >= 0 && place.X + place.W <= 24 && place.W > 0 && place.H > 0);
        foreach (var (one, other) in places.SelectMany((one, i) => places.Skip(i + 1).Select(other => (one, other))))
            Overlap(one, other).ShouldBeFalse($"{one} and {other}");
        places.Select(place => place.Id).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void DataSources_OfDashboard_AreThoseThatAreProvisionedByUid(string file)
    {
        var provisioned = ProvisionedSources();
        var dashboard = Dashboard.Read(file);
        var used = dashboard.Everywhere("datasource").ToList();

        used.Count.ShouldBeGreaterThan(5);
        foreach (var source in used)
            provisioned[source.GetProperty("uid").GetString()!].ShouldBe(source.GetProperty("type").GetString());
        foreach (var panel in Drawn(dashboard))
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                target.GetProperty("datasource").GetProperty("uid").GetString()
                    .ShouldBe(panel.GetProperty("datasource").GetProperty("uid").GetString());
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void Variables_ThatDashboardUses_AreDefined(string file)
    {
        var dashboard = Dashboard.Read(file);
        var defined = dashboard.Variables.Select(variable => variable.GetProperty("name").GetString()!)
            .Concat(BuiltIn).ToList();

        var used = Variable().Matches(dashboard.Root.GetRawText()).Select(match => match.Groups[1].Value)
            .Distinct().ToList();

        used.ShouldBeSubsetOf(defined);
        dashboard.Variables.Select(variable => variable.GetProperty("name").GetString()!).ShouldBeSubsetOf(used);
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void Links_OfDashboard_LeadToEachOfTheOthers(string file)
    {
        var dashboard = Dashboard.Read(file);
        var others = Dashboard.All().Select(other => $"/d/{other.Uid}")
            .Where(path => path != $"/d/{dashboard.Uid}").ToList();

        dashboard.Root.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString())
            .ShouldBe(others, ignoreOrder: true);
        dashboard.Everywhere("url").Select(url => url.GetString()!.Split('?')[0]).ShouldBeSubsetOf(others);
    }

    [Fact]
    public void Uids_OfDashboards_AreUnique() => Dashboard.All().Select(dashboard => dashboard.Uid).ShouldBeUnique();

    private static IEnumerable<JsonElement> Drawn(Dashboard dashboard) =>
        dashboard.Panels.Where(panel => panel.GetProperty("type").GetString() != "row");

    private static async Task<IEnumerable<ValidationError>> ProblemsAsync(JsonElement instance, string schema) =>
        (await JsonSchema.FromFileAsync(Path.Combine(Schemas, schema), TestContext.Current.CancellationToken))
            .Validate(instance.GetRawText());

    private static Dictionary<string, string> ProvisionedSources()
    {
        var text = File.ReadAllText(
            Repository.PathOf("deploy", "grafana", "provisioning", "datasources", "experiments.yml"));
        var sources = (List<object>)new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(text)["datasources"];
        return sources.Cast<Dictionary<object, object>>()
            .ToDictionary(source => (string)source["uid"], source => (string)source["type"]);
    }

    private static (int Id, int X, int Y, int W, int H) Place(JsonElement panel)
    {
        var place = panel.GetProperty("gridPos");
        return (panel.GetProperty("id").GetInt32(), Number("x"), Number("y"), Number("w"), Number("h"));

        int Number(string name) => place.GetProperty(name).GetInt32();
    }

    private static bool Overlap((int Id, int X, int Y, int W, int H) one, (int Id, int X, int Y, int W, int H) other) =>
        one.X < other.X + other.W && other.X < one.X + one.W && one.Y < other.Y + other.H && other.Y < one.Y + one.H;

    [GeneratedRegex(@"\$\{?([a-z_][a-z_.]*)")]
    private static partial Regex Variable();
}
