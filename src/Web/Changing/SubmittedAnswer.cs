using Experiments.Web.Sweeps;

namespace Experiments.Web.Changing;

/// <summary>A sweep that was submitted.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Warnings">What is allowed in its file but probably not intended, and what this machine lacks.</param>
internal sealed record SubmittedAnswer(SweepAnswer Sweep, IReadOnlyList<FileMessage> Warnings);
