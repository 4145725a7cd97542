namespace Experiments.Storage.Databases;

/// <summary>
/// The store of large checkpoints cannot be used at the moment: it does not answer, is not there, or refuses this
/// process. The same operation may succeed later.
/// </summary>
/// <param name="message">The store, and what is wrong with it.</param>
/// <param name="cause">The failure.</param>
/// <param name="remedy">What a user can do.</param>
internal sealed class StoreUnreachableException(string message, Exception cause, string remedy = "try again later")
    : Exception(message, cause)
{
    /// <summary>What a user can do.</summary>
    public string Remedy => remedy;
}
