namespace Experiments.Contracts.Ports.Persistence;

/// <summary>
/// Knows while the database does not answer, so that the log says so once and not for each thing that then fails.
/// </summary>
public interface IOutages
{
    /// <summary>
    /// Returns whether an operation failed because the database does not answer. The log says so if it has not yet.
    /// </summary>
    /// <param name="failure">How the operation failed.</param>
    /// <param name="what">What it was for, as part of a sentence.</param>
    bool Explain(Exception failure, string what);

    /// <summary>The database has answered: if it did not before, the log says that it does again.</summary>
    void Answered();
}
