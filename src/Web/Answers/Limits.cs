namespace Experiments.Web.Answers;

/// <summary>Checks how many items a request asks for.</summary>
internal static class Limits
{
    /// <exception cref="UserErrorException">The limit is not from 1 to <paramref name="most"/>.</exception>
    public static void Check(int limit, int most)
    {
        if (limit < 1 || limit > most)
            throw new UserErrorException($"'limit' must be 1 to {most:#,0}, not {limit:#,0}");
    }
}
