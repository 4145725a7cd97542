namespace Experiments.Web.Answers;

/// <summary>The path of a request names something that does not exist.</summary>
/// <param name="message">What does not exist, in one sentence.</param>
internal sealed class NotFoundException(string message) : Exception(message)
{
    /// <summary>
    /// Finds what a path names, or does what is refused only if that does not exist, with this exception in place of
    /// the refusal.
    /// </summary>
    /// <exception cref="NotFoundException">It does not exist.</exception>
    public static async Task<T> ForAsync<T>(Func<Task<T>> find)
    {
        try
        {
            return await find();
        }
        catch (UserErrorException missing) when (missing.InnerException is null)
        {
            throw new NotFoundException(missing.Message);
        }
    }
}
