namespace Experiments.Silo.Hosting;

/// <summary>Stops a silo that was started for one sweep once the process that started it has ended.</summary>
internal static class Attachment
{
    /// <summary>
    /// Reads standard input to its end, which is reached when its writer closes it or dies, and then stops the host.
    /// </summary>
    public static async Task FollowAsync(IHostApplicationLifetime lifetime)
    {
        await using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
