using Experiments.Contracts.Workloads;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;

namespace Experiments.SweepFiles.Tests;

/// <summary>Checks that the guide's tables match the reader's tables of keys, row by row.</summary>
public class GuideTests
{
    private static readonly string Guide =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "sweep-file.md"));

    public static TheoryData<string, string> Tables => new()
    {
        { "keys of a sweep", KeyTable(SweepKeys.All) },
        { "keys of budget", KeyTable(BudgetKeys.All) },
        { "keys of a constraint", KeyTable(ConstraintKeys.All) },
        { "keys of metric", KeyTable(MetricKeys.All) },
        { "keys of a parameter", KeyTable(ParameterKeys.All) },
        { "keys of early_terminate", KeyTable(EarlyTerminationKeys.All) },
        { "keys of resources", KeyTable(ResourceKeys.All) },
        { "keys of checkpoint", KeyTable(ResourceKeys.Checkpoint) },
        { "distributions", Table(["distribution", "keys", "gives"], DistributionForms.All.Select(Row)) },
        { "parameters of mlp", ParameterTable(BuiltInWorkloads.Mlp.Parameters) },
        {
            "parameters of cnn beyond those of mlp",
            ParameterTable(BuiltInWorkloads.Cnn.Parameters.Except(BuiltInWorkloads.Mlp.Parameters))
        },
        { "parameters of wait", ParameterTable(BuiltInWorkloads.Wait.Parameters) },
    };

    [Theory, MemberData(nameof(Tables))]
    public void Guide_EachTable_IsTheReadersOwn(string subject, string table) =>
        Guide.ShouldContain(table, Case.Sensitive, $"docs/sweep-file.md needs this table of the {subject}:\n{table}");

    [Fact]
    public void Guide_FirstExample_IsValid()
    {
        var start = Guide.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;

        var example = Guide[start..Guide.IndexOf("```", start, StringComparison.Ordinal)];

        SweepFile.Parse(example, "guide.yaml").Errors.ShouldBeEmpty();
    }

    private static string KeyTable(IEnumerable<Key> keys) =>
        Table(
            ["key", "takes", "default", "meaning"],
            keys.Select(key => $"| `{key.Name}` | {key.Takes} | {key.Default} | {key.Meaning} |"));

    private static string ParameterTable(IEnumerable<WorkloadParameter> parameters) =>
        Table(["parameter", "takes", "default", "meaning"], parameters.Select(Row));

    private static string Row(DistributionForm form)
    {
        var keys = form.Needs.Select(key => $"`{key.Name}`")
            .Concat(form.May.Select(key => $"`{key.Name}` ({key.Default})"));
        return $"| `{form.Name}` | {string.Join(", ", keys)} | {form.Meaning} |";
    }

    private static string Row(WorkloadParameter parameter)
    {
        var names = string.Join(", ", parameter.Aliases.Prepend(parameter.Name).Select(name => $"`{name}`"));
        var value = parameter.Default?.ToString() ?? "see meaning";
        return $"| {names} | {parameter.Rule.Describe()} | {value} | {parameter.Meaning} |";
    }

    private static string Table(string[] head, IEnumerable<string> rows) =>
        $"| {string.Join(" | ", head)} |\n|{string.Concat(Enumerable.Repeat("---|", head.Length))}\n"
        + $"{string.Join('\n', rows)}\n\n";
}
