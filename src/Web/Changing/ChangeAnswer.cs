using Experiments.Web.Sweeps;

namespace Experiments.Web.Changing;

/// <summary>A change of a sweep.</summary>
/// <param name="Done">What was done, in the sentence of the command line.</param>
/// <param name="Sweep">The sweep after the change.</param>
internal sealed record ChangeAnswer(string Done, SweepAnswer Sweep);
