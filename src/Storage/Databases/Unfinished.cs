using Experiments.Search.States;

using Experiments.Storage.Model;
namespace Experiments.Storage.Databases;

/// <summary>The SQL condition for sweeps that have not ended.</summary>
internal static class Unfinished
{
    /// <summary>
    /// The condition on a row of <c>sweeps</c>: <c>status in ('preparing', …)</c>. Its text equals the condition of the
    /// partial index on unfinished sweeps, since SQLite uses that index only for the same list in the same order.
    /// </summary>
    public static string Where { get; } = $"status in ({string.Join(", ", Statuses().Select(word => $"'{word}'"))})";

    private static IEnumerable<string> Statuses() =>
        Enum.GetValues<SweepStatus>().Where(status => !status.IsFinal()).Select(EnumText.Write);
}
