using Experiments.Client.Shells;

namespace Experiments.Client.Connecting;

/// <summary>Reads options that name values of trials.</summary>
internal static class TrialFields
{
    /// <summary>Returns what <paramref name="read"/> returns, and names the option in its errors.</summary>
    /// <exception cref="WrongUsageException">The value of the option is wrong.</exception>
    public static async Task<T> ReadAsync<T>(string option, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        // A database that cannot be read is no fault of the option.
        catch (UserErrorException fault) when (fault.InnerException is null)
        {
            throw new WrongUsageException($"{option}: {fault.Message}");
        }
    }
}
