namespace Experiments.Storage.Access;

/// <summary>A change that was requested.</summary>
/// <param name="At">The time of the request, by the database's clock.</param>
/// <param name="Change">The change.</param>
/// <param name="Refused">Why it was not made, or null if it was.</param>
public sealed record RecordedChange(DateTimeOffset At, RequestedChange Change, string? Refused);
