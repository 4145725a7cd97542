namespace Experiments.Silo.Hosting;

/// <summary>Ends a silo that was started for one sweep when whoever started it is gone.</summary>
internal static class Attachment
{
    /// <summary>
    /// Reads standard input to its end, which comes when its writer closes it or dies, and then stops the host.
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
