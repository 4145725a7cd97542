namespace Experiments.Grains.Reachability;

/// <summary>Asks another silo whether it is ready for work, which takes that the database answers it.</summary>
internal interface IPeerHealth
{
    /// <summary>Returns false if the silo is not ready or does not answer within 3 seconds. Does not throw.</summary>
    /// <param name="http">The URL of its metrics and health endpoints.</param>
    /// <param name="cancel">Cancels the request.</param>
    Task<bool> IsReadyAsync(string http, CancellationToken cancel);
}
