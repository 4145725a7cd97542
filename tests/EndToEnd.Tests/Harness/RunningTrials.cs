namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>Where trials run, as the database knows it.</summary>
internal static class RunningTrials
{
    /// <summary>Returns the query for the numbers of the trials that run on a node, on any of its silos.</summary>
    public static string On(string node) =>
        "select number from trials where status = 'running' and node in (select silo from silos where node = "
        + $"'{node}')";
}
