namespace Experiments.Changes.Access;

/// <summary>Who makes changes.</summary>
/// <param name="Name">The name. It becomes the owner of sweeps that are submitted.</param>
/// <param name="Via">The way in: <c>command line</c>, <c>page</c>, or <c>token</c> and its id.</param>
public sealed record Author(string Name, string Via)
{
    /// <summary>The user of the operating system, at this machine, on the command line.</summary>
    public static Author OfThisProcess { get; } =
        new($"{Environment.UserName}@{Environment.MachineName}", "command line");
}
