namespace Experiments.Web.Trials;

/// <summary>What the trials of a sweep tell.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Next">A sweep file to try next, or null if nothing is sure enough to change the sweep.</param>
internal sealed record ExplanationAnswer(IReadOnlyList<StatementAnswer> Statements, string? Next);
