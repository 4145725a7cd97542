using System.Collections.Immutable;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>What commands ask about sweeps, trials and curves.</summary>
internal interface ISweeps
{
    /// <summary>Lists sweeps, newest first.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync(SweepFilter filter, CancellationToken cancel);

    /// <summary>Finds the sweep that the user names by its id, the start of its id, or its name.</summary>
    Task<SweepDetail> FindAsync(string reference, CancellationToken cancel);

    /// <summary>Returns what a sweep has used so far, and who submitted it.</summary>
    Task<SweepAccount> AccountAsync(SweepDetail sweep, CancellationToken cancel);

    /// <summary>Returns how much each parameter matters, the largest share first; empty if too few trials ended.
    /// </summary>
    Task<ImmutableArray<(string Parameter, double Share)>> ImportanceAsync(
        SweepDetail sweep, CancellationToken cancel);

    /// <summary>Returns the summary of a sweep now, and its best trial with its metrics, if there is one.</summary>
    Task<(SweepSummary Summary, TrialSummary? Best)> ProgressAsync(SweepDetail sweep, CancellationToken cancel);

    /// <summary>Finds a trial, with its metrics, or returns null.</summary>
    Task<TrialSummary?> FindTrialAsync(SweepDetail sweep, int number, CancellationToken cancel);

    /// <summary>Finds the best completed trial, with its metrics, or returns null.</summary>
    Task<TrialSummary?> FindBestAsync(SweepDetail sweep, CancellationToken cancel);

    /// <summary>
    /// Lists the best completed trials, with their metrics; of a sweep with several objectives all on its front.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="ranked">What <see cref="RankRepeatsAsync"/> has returned.</param>
    /// <param name="top">The maximum number of trials, unless there are several objectives.</param>
    /// <param name="cancel">Cancels the query.</param>
    Task<IReadOnlyList<TrialSummary>> ListBestAsync(
        SweepDetail sweep, RankedRepeats? ranked, int top, CancellationToken cancel);

    /// <summary>Lists trials.</summary>
    Task<IReadOnlyList<TrialSummary>> ListTrialsAsync(
        SweepDetail sweep, TrialQuestion question, CancellationToken cancel);

    /// <summary>Lists the trials whose number is at least <paramref name="first"/>, by number.</summary>
    Task<IReadOnlyList<TrialSummary>> ListTrialsFromAsync(SweepDetail sweep, int first, CancellationToken cancel);

    /// <summary>Lists the groups of trials with the same values, the best mean first.</summary>
    Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        SweepDetail sweep, IReadOnlyList<string> by, TrialQuestion question, CancellationToken cancel);

    /// <summary>Returns, by number, the trials that have the same parameters as each of these, apart from seeds.
    /// </summary>
    Task<IReadOnlyDictionary<int, TrialRepeats>> ListRepeatsAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, CancellationToken cancel);

    /// <summary>
    /// Returns the assignments by the means of their trials, or null if no two trials have the same parameters.
    /// </summary>
    Task<RankedRepeats?> RankRepeatsAsync(SweepDetail sweep, CancellationToken cancel);

    /// <summary>Lists the points of a curve, by step.</summary>
    Task<IReadOnlyList<CurvePoint>> ListCurveAsync(
        SweepDetail sweep, int trial, string metric, CancellationToken cancel);

    /// <summary>Lists the points of a metric of some trials, by trial and step.</summary>
    Task<IReadOnlyList<CurvePoint>> ListCurvesAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, string metric, CancellationToken cancel);

    /// <summary>Lists the names of metrics.</summary>
    Task<IReadOnlyList<string>> ListMetricsAsync(SweepDetail sweep, CancellationToken cancel);

    /// <summary>Whether a trial has reported a metric.</summary>
    Task<bool> HasMetricAsync(SweepDetail sweep, string metric, CancellationToken cancel);
}
