namespace Experiments.Web.Changing;

/// <summary>A change.</summary>
/// <param name="Done">What was done, in the sentence of the command line.</param>
internal sealed record DoneAnswer(string Done);
