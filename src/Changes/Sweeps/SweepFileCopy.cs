using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;
using Experiments.Storage.Queries;
using Experiments.SweepFiles.Writing;

namespace Experiments.Changes.Sweeps;

/// <summary>Writes a stored sweep as a sweep file; run again, it proposes the same trials.</summary>
public static class SweepFileCopy
{
    /// <summary>Returns the sweep file.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="spec">Its specification, which may lack what is not for the reader.</param>
    public static string Write(SweepDetail sweep, SweepSpec spec)
    {
        List<string> comments = [$"The file of {sweep.Summary.Title()}."];
        if (spec.Search.Version != AlgorithmVersions.Newest)
            comments.Add(
                "An earlier version proposed its trials by another algorithm, so other trials may follow from it now.");
        return SweepFileText.Write(spec, comments, shared: false);
    }
}
