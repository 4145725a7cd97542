using Experiments.Client.Sources;
using Experiments.Search.Explaining;
using Experiments.Storage.Queries;

namespace Experiments.Client.Explaining;

/// <summary>What is sure about a sweep, in a few lines for its end.</summary>
internal static class Findings
{
    private const int MostLines = 3;

    // What asks for action first; 'explain' has the rest.
    private static readonly StatementKind[] Order =
        [StatementKind.Edge, StatementKind.Matters, StatementKind.GoodRegion];

    /// <summary>Returns at most three sentences; none if nothing is sure, or there are very many trials.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        ISweeps sweeps, SweepDetail sweep, CancellationToken cancel)
    {
        if (!sweep.Spec.HasObjective || sweep.Summary.Trials.Total > Explanation.MostTrials) return [];
        var explanation = await RecordedSweep.ExplainAsync(sweeps, sweep, cancel);
        return
        [
            .. explanation.Statements.Where(IsSure).OrderBy(statement => Array.IndexOf(Order, statement.Kind))
                .Select(statement => statement.Text).Take(MostLines),
        ];
    }

    private static bool IsSure(Statement statement) =>
        statement.IsFinding && Order.Contains(statement.Kind) && statement.Chance is not null;
}
