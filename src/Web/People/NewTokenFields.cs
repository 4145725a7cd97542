using Experiments.Changes.Access;
using Experiments.Storage.Model;

namespace Experiments.Web.People;

/// <summary>A token to create.</summary>
internal sealed record NewTokenFields
{
    /// <summary>The name of the person.</summary>
    public required string Person { get; init; }

    /// <summary>What the token allows.</summary>
    public required Role Role { get; init; }

    /// <summary>
    /// The time after which it is refused, with its unit, such as <c>90d</c>, which is the default, or <c>never</c>.
    /// </summary>
    public string? Expires { get; init; }

    /// <summary>Returns <see cref="Expires"/>, read; null if the token does not expire.</summary>
    /// <exception cref="UserErrorException">It is no time with a unit.</exception>
    public TimeSpan? Lifetime() => TokenLifetime.Read(Expires) is (true, var lifetime)
        ? lifetime
        : throw new UserErrorException($"'expires' must be {TokenLifetime.Takes}");
}
