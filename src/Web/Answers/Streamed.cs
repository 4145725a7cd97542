namespace Experiments.Web.Answers;

/// <summary>Marks a route whose answer is sent piece by piece, and may never end.</summary>
internal sealed class Streamed;
