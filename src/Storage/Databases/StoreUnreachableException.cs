namespace Experiments.Storage.Databases;

/// <summary>
/// The store of large checkpoints cannot be reached at the moment; the same operation may succeed later.
/// </summary>
internal sealed class StoreUnreachableException(string message, Exception cause) : Exception(message, cause);
